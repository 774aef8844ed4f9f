// Reference surface: public members only, none of them implemented. Sources that compile against it use nothing else.
using System;

namespace System.IO.Ports
{
    public enum Handshake
    {
        None,
        XOnXOff,
        RequestToSend,
        RequestToSendXOnXOff,
    }
    public enum Parity
    {
        None = 0,
        Odd = 1,
        Even = 2,
    }
    public enum SerialData
    {
        Chars = 1,
        WatchChar = 2,
    }
    public class SerialDataReceivedEventArgs : EventArgs
    {
        public SerialData EventType { get => throw null; }
    }
    public delegate void SerialDataReceivedEventHandler(object sender, SerialDataReceivedEventArgs e);
    public enum SerialMode
    {
        Normal,
        RS485,
    }
    public sealed class SerialPort : IDisposable
    {
        public SerialPort(string portName, int baudRate = 9600, Parity parity = Parity.None, int dataBits = 8, StopBits stopBits = StopBits.One) => throw null;
        public void Open() => throw null;
        public void Close() => throw null;
        public static string[] GetPortNames() => throw null;
        public int BaudRate { get => throw null; set => throw null; }
        public Handshake Handshake { get => throw null; set => throw null; }
        public int DataBits { get => throw null; set => throw null; }
        public Parity Parity { get => throw null; set => throw null; }
        public SerialMode Mode { get => throw null; set => throw null; }
        public StopBits StopBits { get => throw null; set => throw null; }
        public string PortName { get => throw null; }
        public char WatchChar { set => throw null; get => throw null; }
        public bool IsOpen { get => throw null; }
        public string NewLine { get => throw null; set => throw null; }
        public int ReadTimeout { get => throw null; set => throw null; }
        public int WriteTimeout { get => throw null; set => throw null; }
        public int ReceivedBytesThreshold { get => throw null; set => throw null; }
        public Stream BaseStream { get => throw null; }
        public int BytesToRead { get => throw null; }
        public bool InvertSignalLevels { get => throw null; set => throw null; }
        public int ReadBufferSize { set => throw null; get => throw null; }
        public int WriteBufferSize { set => throw null; get => throw null; }
        public event SerialDataReceivedEventHandler DataReceived { add { } remove { } }
        public int Read(byte[] buffer, int offset, int count) => throw null;
        public int ReadByte() => throw null;
        public string ReadExisting() => throw null;
        public string ReadLine() => throw null;
        public void Write(byte[] buffer, int offset, int count) => throw null;
        public void WriteByte(byte value) => throw null;
        public void Write(string text) => throw null;
        public void WriteLine(string text) => throw null;
        public void Dispose() => throw null;
    }
    public enum StopBits
    {
        One = 1,
        Two = 2,
        OnePointFive = 3,
    }
}

