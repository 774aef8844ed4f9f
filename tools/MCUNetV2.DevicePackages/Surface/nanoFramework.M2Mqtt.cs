// Reference surface: the public members that the projects use, none of them implemented.
using nanoFramework.M2Mqtt.Messages;
using System;
using System.Collections;

namespace nanoFramework.M2Mqtt
{
    public class MqttClient : IDisposable
    {
        public MqttClient(string brokerHostName) => throw null;
        public bool IsConnected { get => throw null; }
        public MqttReasonCode Connect(string clientId) => throw null;
        public ushort Publish(string topic, byte[] message, string contentType, ArrayList userProperties, MqttQoSLevel qosLevel, bool retain) => throw null;
        public void Disconnect() => throw null;
        public void Dispose() => throw null;
    }
}
