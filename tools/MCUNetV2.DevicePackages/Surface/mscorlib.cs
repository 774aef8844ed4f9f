// Reference surface: public members only, none of them implemented. Sources that compile against it use nothing else.
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading;
using System;

namespace System
{
    public delegate void Action();
    public delegate void Action<in T>(T obj);
    public delegate void Action<in T1, in T2>(T1 arg1, T2 arg2);
    public delegate TResult Func<out TResult>();
    public delegate TResult Func<in T, out TResult>(T arg);
    public delegate TResult Func<in T1, in T2, out TResult>(T1 arg1, T2 arg2);
    public class AppDomainUnloadedException : SystemException
    {
        public AppDomainUnloadedException() => throw null;
        public AppDomainUnloadedException(String message) => throw null;
        public AppDomainUnloadedException(String message, Exception innerException) => throw null;
    }
    public class ApplicationException : Exception
    {
        public ApplicationException() => throw null;
        public ApplicationException(String message) => throw null;
        public ApplicationException(String message, Exception innerException) => throw null;
    }
    public class ArgumentException : SystemException
    {
        public ArgumentException() => throw null;
        public ArgumentException(string message) => throw null;
        public ArgumentException(string message, Exception innerException) => throw null;
        public ArgumentException(string message, string paramName) => throw null;
        public ArgumentException(string message, string paramName, Exception innerException) => throw null;
        public override string Message { get => throw null; }
        public virtual string ParamName { get => throw null; }
        public static void ThrowIfNullOrEmpty(string argument, string paramName = null) => throw null;
    }
    public class ArgumentNullException : ArgumentException
    {
        public ArgumentNullException() => throw null;
        public ArgumentNullException(string paramName) => throw null;
        public ArgumentNullException(string message, Exception innerException) => throw null;
        public ArgumentNullException(string paramName, string message) => throw null;
        public static void ThrowIfNull(object argument, string paramName = null) => throw null;
    }
    public class ArgumentOutOfRangeException : ArgumentException
    {
        public ArgumentOutOfRangeException() => throw null;
        public ArgumentOutOfRangeException(String paramName) => throw null;
        public ArgumentOutOfRangeException(String paramName, String message) => throw null;
    }
    public abstract class Array : ICloneable, IList
    {
        public static Array CreateInstance(Type elementType, int length) => throw null;
        public static void Copy(Array sourceArray, Array destinationArray, int length) => throw null;
        public static void Copy(Array sourceArray, int sourceIndex, Array destinationArray, int destinationIndex, int length) => throw null;
        public static void Clear(Array array, int index, int length) => throw null;
        public Object GetValue(int index) => throw null;
        public int Length { get => throw null; }
        public Object SyncRoot { get => throw null; }
        public bool IsReadOnly { get => throw null; }
        public bool IsFixedSize { get => throw null; }
        public bool IsSynchronized { get => throw null; }
        public Object Clone() => throw null;
        public static int BinarySearch(Array array, Object value, IComparer comparer) => throw null;
        public static int BinarySearch(Array array, int index, int length, Object value, IComparer comparer) => throw null;
        public void CopyTo(Array array, int index) => throw null;
        public IEnumerator GetEnumerator() => throw null;
        public static int IndexOf(Array array, Object value) => throw null;
        public static int IndexOf(Array array, Object value, int startIndex) => throw null;
        public static int IndexOf(Array array, Object value, int startIndex, int count) => throw null;
        int ICollection.Count => throw null;
        int IList.Add(object value) => throw null;
        void IList.Clear() => throw null;
        bool IList.Contains(object value) => throw null;
        int IList.IndexOf(object value) => throw null;
        void IList.Insert(int index, object value) => throw null;
        void IList.Remove(object value) => throw null;
        void IList.RemoveAt(int index) => throw null;
        object IList.this[int index] { get => throw null; set => throw null; }
    }
    public delegate void AsyncCallback(IAsyncResult ar);
    public abstract class Attribute
    {
        protected Attribute() => throw null;
    }
    public enum AttributeTargets
    {
        Assembly = 0x0001,
        Module = 0x0002,
        Class = 0x0004,
        Struct = 0x0008,
        Enum = 0x0010,
        Constructor = 0x0020,
        Method = 0x0040,
        Property = 0x0080,
        Field = 0x0100,
        Event = 0x0200,
        Interface = 0x0400,
        Parameter = 0x0800,
        Delegate = 0x1000,
        ReturnValue = 0x2000,
        All = Assembly | Module | Class | Struct | Enum | Constructor | Method | Property | Field | Event | Interface | Parameter | Delegate | ReturnValue,
    }
    public sealed class AttributeUsageAttribute : Attribute
    {
        public AttributeUsageAttribute(AttributeTargets validOn) => throw null;
        public AttributeTargets ValidOn { get => throw null; }
        public bool AllowMultiple { get => throw null; set => throw null; }
        public bool Inherited { get => throw null; set => throw null; }
    }
    public static class BitConverter
    {
        public static bool IsLittleEndian { get => throw null; }
        public static long DoubleToInt64Bits(double value) => throw null;
        public static byte[] GetBytes(bool value) => throw null;
        public static byte[] GetBytes(char value) => throw null;
        public static byte[] GetBytes(double value) => throw null;
        public static byte[] GetBytes(float value) => throw null;
        public static byte[] GetBytes(int value) => throw null;
        public static byte[] GetBytes(long value) => throw null;
        public static byte[] GetBytes(short value) => throw null;
        public static byte[] GetBytes(uint value) => throw null;
        public static byte[] GetBytes(ulong value) => throw null;
        public static byte[] GetBytes(ushort value) => throw null;
        public static double Int64BitsToDouble(long value) => throw null;
        public static bool ToBoolean(byte[] value, int startIndex) => throw null;
        public static char ToChar(byte[] value, int startIndex) => throw null;
        public static double ToDouble(byte[] value, int startIndex) => throw null;
        public static short ToInt16(byte[] value, int startIndex) => throw null;
        public static int ToInt32(byte[] value, int startIndex) => throw null;
        public static long ToInt64(byte[] value, int startIndex) => throw null;
        public static float ToSingle(byte[] value, int startIndex) => throw null;
        public static string ToString(byte[] value) => throw null;
        public static string ToString(byte[] value, int startIndex) => throw null;
        public static string ToString(byte[] value, int startIndex, int length) => throw null;
        public static ushort ToUInt16(byte[] value, int startIndex) => throw null;
        public static uint ToUInt32(byte[] value, int startIndex) => throw null;
        public static ulong ToUInt64(byte[] value, int startIndex) => throw null;
    }
    public struct Boolean
    {
        public static readonly string FalseString;
        public static readonly string TrueString;
        public override String ToString() => throw null;
    }
    public struct Byte
    {
        public const byte MaxValue = 0xFF;
        public const byte MinValue = 0;
        public override String ToString() => throw null;
        public String ToString(String format) => throw null;
        public static byte Parse(string s) => throw null;
        public static bool TryParse(string s, out byte result) => throw null;
    }
    public struct Char
    {
        public const char MaxValue = (char)0xFFFF;
        public const char MinValue = (char)0x00;
        public override String ToString() => throw null;
        public char ToLower() => throw null;
        public char ToUpper() => throw null;
    }
    public sealed class CLSCompliantAttribute : Attribute
    {
        public CLSCompliantAttribute(bool isCompliant) => throw null;
        public bool IsCompliant { get => throw null; }
    }
    public static class Console
    {
        public static void Write(string value) => throw null;
        public static void WriteLine() => throw null;
        public static void WriteLine(string value) => throw null;
    }
    public enum Base64FormattingOptions
    {
        None = 0,
        InsertLineBreaks = 1,
    }
    public static class Convert
    {
        public static bool ToBoolean(byte value) => throw null;
        public static char ToChar(ushort value) => throw null;
        public static sbyte ToSByte(string value, int fromBase = 10) => throw null;
        public static byte ToByte(string value, int fromBase = 10) => throw null;
        public static byte ToByte(bool value) => throw null;
        public static DateTime ToDateTime(string value) => throw null;
        public static short ToInt16(string value, int fromBase = 10) => throw null;
        public static ushort ToUInt16(string value, int fromBase = 10) => throw null;
        public static int ToInt32(string value, int fromBase = 10) => throw null;
        public static uint ToUInt32(string value, int fromBase = 10) => throw null;
        public static long ToInt64(string value, int fromBase = 10) => throw null;
        public static ulong ToUInt64(string value, int fromBase = 10) => throw null;
        public static double ToDouble(string value) => throw null;
        public static float ToSingle(string value) => throw null;
        public static string ToBase64String(byte[] inArray) => throw null;
        public static String ToBase64String(byte[] inArray, Base64FormattingOptions options) => throw null;
        public static String ToBase64String(byte[] inArray, int offset, int length) => throw null;
        public static string ToBase64String(byte[] inArray, int offset, int length, Base64FormattingOptions options) => throw null;
        public static byte[] FromBase64String(string inString) => throw null;
        public static byte[] FromBase64CharArray(char[] inArray, int offset, int length) => throw null;
    }
    public enum DateTimeKind
    {
        Utc = 1,
        Local = 2,
    }
    public struct DateTime
    {
        public static readonly DateTime MinValue;
        public static readonly DateTime MaxValue;
        public static readonly DateTime UnixEpoch;
        public DateTime(long ticks) => throw null;
        public DateTime(long ticks, DateTimeKind kind) => throw null;
        public DateTime(int year, int month, int day) => throw null;
        public DateTime(int year, int month, int day, int hour, int minute, int second) => throw null;
        public DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond) => throw null;
        public DateTime Add(TimeSpan val) => throw null;
        public DateTime AddDays(double val) => throw null;
        public DateTime AddHours(double val) => throw null;
        public DateTime AddMilliseconds(double val) => throw null;
        public DateTime AddMinutes(double val) => throw null;
        public DateTime AddSeconds(double val) => throw null;
        public DateTime AddTicks(long val) => throw null;
        public static int Compare(DateTime t1, DateTime t2) => throw null;
        public int CompareTo(Object val) => throw null;
        public static int DaysInMonth(int year, int month) => throw null;
        public override bool Equals(Object obj) => throw null;
        public static bool Equals(DateTime t1, DateTime t2) => throw null;
        public DateTime Date { get => throw null; }
        public int Day { get => throw null; }
        public DayOfWeek DayOfWeek { get => throw null; }
        public int DayOfYear { get => throw null; }
        public int Hour { get => throw null; }
        public DateTimeKind Kind { get => throw null; }
        public int Millisecond { get => throw null; }
        public int Minute { get => throw null; }
        public int Month { get => throw null; }
        public static DateTime UtcNow { get => throw null; }
        public int Second { get => throw null; }
        public long Ticks { get => throw null; }
        public TimeSpan TimeOfDay { get => throw null; }
        public static DateTime Today { get => throw null; }
        public int Year { get => throw null; }
        public TimeSpan Subtract(DateTime val) => throw null;
        public DateTime Subtract(TimeSpan val) => throw null;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static DateTime operator +(DateTime d, TimeSpan t) => throw null;
        public static DateTime operator -(DateTime d, TimeSpan t) => throw null;
        public static TimeSpan operator -(DateTime d1, DateTime d2) => throw null;
        public static bool operator ==(DateTime d1, DateTime d2) => throw null;
        public static bool operator !=(DateTime t1, DateTime t2) => throw null;
        public static bool operator <(DateTime t1, DateTime t2) => throw null;
        public static bool operator <=(DateTime t1, DateTime t2) => throw null;
        public static bool operator >(DateTime t1, DateTime t2) => throw null;
        public static bool operator >=(DateTime t1, DateTime t2) => throw null;
        public static DateTime FromUnixTimeSeconds(long seconds) => throw null;
        public long ToUnixTimeSeconds() => throw null;
        public override int GetHashCode() => throw null;
        public static DateTime Parse(string s) => throw null;
        public static bool TryParse(string s, out DateTime result) => throw null;
    }
    public enum DayOfWeek
    {
        Sunday = 0,
        Monday = 1,
        Tuesday = 2,
        Wednesday = 3,
        Thursday = 4,
        Friday = 5,
        Saturday = 6,
    }
    public sealed class DBNull
    {
        public static readonly DBNull Value;
    }
    public struct Decimal
    {
        public Decimal(int value) => throw null;
        public Decimal(uint value) => throw null;
        public Decimal(long value) => throw null;
        public Decimal(ulong value) => throw null;
        public Decimal(float value) => throw null;
        public Decimal(double value) => throw null;
        public Decimal(int[] bits) => throw null;
        public Decimal(int lo, int mid, int hi, bool isNegative, byte scale) => throw null;
    }
    public abstract class Delegate
    {
        public override bool Equals(Object obj) => throw null;
        public static Delegate Combine(Delegate a, Delegate b) => throw null;
        public MethodInfo Method { get => throw null; }
        public virtual Delegate[] GetInvocationList() => throw null;
        public Object Target { get => throw null; }
        public static Delegate Remove(Delegate source, Delegate value) => throw null;
        public static bool operator ==(Delegate d1, Delegate d2) => throw null;
        public static bool operator !=(Delegate d1, Delegate d2) => throw null;
    }
    public struct Double
    {
        public const double MinValue = -1.7976931348623157E+308;
        public const double MaxValue = 1.7976931348623157E+308;
        public const double Epsilon = 4.9406564584124650E-324;
        public const double NegativeInfinity = -1.0 / 0.0;
        public const double PositiveInfinity = 1.0 / 0.0;
        public const double NaN = 0.0 / 0.0;
        public int CompareTo(double value) => throw null;
        public static bool IsInfinity(double d) => throw null;
        public static bool IsNaN(double d) => throw null;
        public static bool IsNegativeInfinity(double d) => throw null;
        public static bool IsPositiveInfinity(double d) => throw null;
        public static double Parse(string s) => throw null;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static bool TryParse(string s, out double result) => throw null;
    }
    public abstract class Enum : ValueType
    {
        public bool HasFlag(Enum flag) => throw null;
        public override String ToString() => throw null;
    }
    public class EventArgs
    {
        public static readonly EventArgs Empty;
        public EventArgs() => throw null;
    }
    public delegate void EventHandler(object sender, EventArgs e);
    public delegate void EventHandler<TEventArgs>(object sender, TEventArgs e);
    public class Exception
    {
        protected int HResult;
        public Exception() => throw null;
        public Exception(String message) => throw null;
        public Exception(String message, Exception innerException) => throw null;
        public virtual String Message { get => throw null; }
        public Exception InnerException { get => throw null; }
        public virtual String StackTrace { get => throw null; }
        public override String ToString() => throw null;
    }
    public class FlagsAttribute : Attribute
    {
    }
    public class FormatException : SystemException
    {
        public FormatException() => throw null;
        public FormatException(String message) => throw null;
        public FormatException(String message, Exception innerException) => throw null;
    }
    public static class GC
    {
        public static void WaitForPendingFinalizers() => throw null;
        public static void SuppressFinalize(Object obj) => throw null;
        public static void ReRegisterForFinalize(Object obj) => throw null;
    }
    public struct Guid
    {
        public static readonly Guid Empty;
        public Guid(int a, short b, short c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k) => throw null;
        public Guid(uint a, ushort b, ushort c, byte d, byte e, byte f, byte g, byte h, byte i, byte j, byte k) => throw null;
        public Guid(byte[] b) => throw null;
        public Guid(string g) => throw null;
        public int CompareTo(object value) => throw null;
        public byte[] ToByteArray() => throw null;
        public override string ToString() => throw null;
        public override bool Equals(object o) => throw null;
        public override int GetHashCode() => throw null;
        public static Guid NewGuid() => throw null;
        public static bool TryParseGuidWithDashes(string input, out Guid result) => throw null;
    }
    public interface IAsyncResult
    {
    }
    public interface ICloneable
    {
        Object Clone();
    }
    public interface IComparable
    {
        int CompareTo(Object obj);
    }
    public interface ICustomFormatter
    {
        String Format(String format, Object arg, IFormatProvider formatProvider);
    }
    public interface IDisposable
    {
        void Dispose();
    }
    public interface IFormatProvider
    {
        Object GetFormat(Type formatType);
    }
    public interface IFormattable
    {
        String ToString(String format, IFormatProvider formatProvider);
    }
    public class IndexOutOfRangeException : SystemException
    {
        public IndexOutOfRangeException() => throw null;
        public IndexOutOfRangeException(String message) => throw null;
        public IndexOutOfRangeException(String message, Exception innerException) => throw null;
    }
    public struct Int16
    {
        public const short MaxValue = 0x7FFF;
        public const short MinValue = unchecked((short)0x8000);
        public override String ToString() => throw null;
        public String ToString(String format) => throw null;
        public static short Parse(string s) => throw null;
        public static bool TryParse(string s, out short result) => throw null;
    }
    public struct Int32
    {
        public const int MaxValue = 0x7fffffff;
        public const int MinValue = unchecked((int)0x80000000);
        public override String ToString() => throw null;
        public String ToString(String format) => throw null;
        public static int Parse(string s) => throw null;
        public static bool TryParse(string s, out int result) => throw null;
    }
    public struct Int64
    {
        public const long MaxValue = 0x7fffffffffffffffL;
        public const long MinValue = unchecked((long)0x8000000000000000L);
        public override String ToString() => throw null;
        public String ToString(String format) => throw null;
        public static long Parse(string s) => throw null;
        public static bool TryParse(string s, out long result) => throw null;
    }
    public struct IntPtr
    {
    }
    public class InvalidCastException : SystemException
    {
        public InvalidCastException() => throw null;
        public InvalidCastException(String message) => throw null;
        public InvalidCastException(String message, Exception innerException) => throw null;
    }
    public class InvalidOperationException : SystemException
    {
        public InvalidOperationException() => throw null;
        public InvalidOperationException(String message) => throw null;
        public InvalidOperationException(String message, Exception innerException) => throw null;
    }
    public abstract class MarshalByRefObject
    {
    }
    public abstract class MulticastDelegate : Delegate
    {
        public static bool operator ==(MulticastDelegate d1, MulticastDelegate d2) => throw null;
        public static bool operator !=(MulticastDelegate d1, MulticastDelegate d2) => throw null;
        public override bool Equals(object obj) => throw null;
    }
    public sealed class NonSerializedAttribute : Attribute
    {
        public NonSerializedAttribute() => throw null;
    }
    public class NotImplementedException : SystemException
    {
        public NotImplementedException() => throw null;
        public NotImplementedException(String message) => throw null;
        public NotImplementedException(String message, Exception innerException) => throw null;
    }
    public class NotSupportedException : SystemException
    {
        public NotSupportedException() => throw null;
        public NotSupportedException(String message) => throw null;
        public NotSupportedException(String message, Exception innerException) => throw null;
    }
    public class NullReferenceException : SystemException
    {
        public NullReferenceException() => throw null;
        public NullReferenceException(String message) => throw null;
        public NullReferenceException(String message, Exception innerException) => throw null;
    }
    public class Object
    {
        public Object() => throw null;
        public virtual String ToString() => throw null;
        public virtual bool Equals(Object obj) => throw null;
        public static bool Equals(Object objA, Object objB) => throw null;
        public static bool ReferenceEquals(Object objA, Object objB) => throw null;
        public virtual int GetHashCode() => throw null;
        public Type GetType() => throw null;
        protected Object MemberwiseClone() => throw null;
    }
    public class ObjectDisposedException : SystemException
    {
        public ObjectDisposedException() => throw null;
        public ObjectDisposedException(String message) => throw null;
        public ObjectDisposedException(String message, Exception innerException) => throw null;
    }
    public sealed class ObsoleteAttribute : Attribute
    {
        public ObsoleteAttribute() => throw null;
        public ObsoleteAttribute(String message) => throw null;
        public ObsoleteAttribute(String message, bool error) => throw null;
        public String Message { get => throw null; }
        public bool IsError { get => throw null; }
    }
    public class OutOfMemoryException : SystemException
    {
        public OutOfMemoryException() => throw null;
        public OutOfMemoryException(String message) => throw null;
        public OutOfMemoryException(String message, Exception innerException) => throw null;
    }
    public sealed class ParamArrayAttribute : Attribute
    {
        public ParamArrayAttribute() => throw null;
    }
    public class PlatformNotSupportedException : NotSupportedException
    {
        public PlatformNotSupportedException() => throw null;
    }
    public class Random
    {
        public Random() => throw null;
        public Random(int seed) => throw null;
        public virtual int Next() => throw null;
        public virtual int Next(int maxValue) => throw null;
        public virtual double NextDouble() => throw null;
        public virtual void NextBytes(byte[] buffer) => throw null;
    }
    public struct RuntimeArgumentHandle
    {
    }
    public struct RuntimeFieldHandle
    {
    }
    public struct RuntimeMethodHandle
    {
    }
    public struct RuntimeTypeHandle
    {
    }
    public struct SByte
    {
        public const sbyte MaxValue = 0x7F;
        public const sbyte MinValue = unchecked((sbyte)0x80);
        public override String ToString() => throw null;
        public String ToString(String format) => throw null;
        public static sbyte Parse(string s) => throw null;
        public static bool TryParse(string s, out sbyte result) => throw null;
    }
    public sealed class SerializableAttribute : Attribute
    {
    }
    public struct Single
    {
        public const float MinValue = (float)-3.40282346638528859e+38;
        public const float Epsilon = (float)1.4e-45;
        public const float MaxValue = (float)3.40282346638528859e+38;
        public const float NegativeInfinity = -1.0f / 0.0f;
        public const float PositiveInfinity = 1.0f / 0.0f;
        public const float NaN = 0.0f / 0.0f;
        public static bool IsInfinity(float f) => throw null;
        public static bool IsNaN(float f) => throw null;
        public static bool IsNegativeInfinity(float f) => throw null;
        public static bool IsPositiveInfinity(float f) => throw null;
        public int CompareTo(float value) => throw null;
        public static float Parse(string s) => throw null;
        public override string ToString() => throw null;
        public string ToString(string format) => throw null;
        public static bool TryParse(string s, out float result) => throw null;
    }
    public readonly ref struct SpanByte
    {
        public SpanByte(byte[] array) => throw null;
        public SpanByte(byte[] array, int start, int length) => throw null;
        public byte this[int index] { get => throw null; set => throw null; }
        public static SpanByte Empty { get => throw null; }
        public int Length { get => throw null; }
        public bool IsEmpty { get => throw null; }
        public void CopyTo(SpanByte destination) => throw null;
        public SpanByte Slice(int start) => throw null;
        public SpanByte Slice(int start, int length) => throw null;
        public byte[] ToArray() => throw null;
        public static implicit operator SpanByte(byte[] array) => throw null;
    }
    public sealed class String : IComparable, IEnumerable
    {
        public IEnumerator GetEnumerator() => throw null;
        public static readonly String Empty;
        public override bool Equals(object obj) => throw null;
        public static bool Equals(String a, String b) => throw null;
        public static bool operator ==(String a, String b) => throw null;
        public static bool operator !=(String a, String b) => throw null;
        public char this[int index] { get => throw null; }
        public char[] ToCharArray() => throw null;
        public char[] ToCharArray(int startIndex, int length) => throw null;
        public int Length { get => throw null; }
        public String[] Split(params char[] separator) => throw null;
        public String[] Split(char[] separator, int count) => throw null;
        public String Substring(int startIndex) => throw null;
        public String Substring(int startIndex, int length) => throw null;
        public String Trim(params char[] trimChars) => throw null;
        public String TrimStart(params char[] trimChars) => throw null;
        public String TrimEnd(params char[] trimChars) => throw null;
        public String(char[] value, int startIndex, int length) => throw null;
        public String(char[] value) => throw null;
        public String(char c, int count) => throw null;
        public static int Compare(String strA, String strB) => throw null;
        public int CompareTo(Object value) => throw null;
        public int CompareTo(String strB) => throw null;
        public int IndexOf(char value) => throw null;
        public int IndexOf(char value, int startIndex) => throw null;
        public int IndexOf(char value, int startIndex, int count) => throw null;
        public int IndexOfAny(char[] anyOf) => throw null;
        public int IndexOfAny(char[] anyOf, int startIndex) => throw null;
        public int IndexOfAny(char[] anyOf, int startIndex, int count) => throw null;
        public int IndexOf(String value) => throw null;
        public int IndexOf(String value, int startIndex) => throw null;
        public int IndexOf(String value, int startIndex, int count) => throw null;
        public int LastIndexOf(char value) => throw null;
        public int LastIndexOf(char value, int startIndex) => throw null;
        public int LastIndexOf(char value, int startIndex, int count) => throw null;
        public int LastIndexOfAny(char[] anyOf) => throw null;
        public int LastIndexOfAny(char[] anyOf, int startIndex) => throw null;
        public int LastIndexOfAny(char[] anyOf, int startIndex, int count) => throw null;
        public int LastIndexOf(String value) => throw null;
        public int LastIndexOf(String value, int startIndex) => throw null;
        public int LastIndexOf(String value, int startIndex, int count) => throw null;
        public String ToLower() => throw null;
        public String ToUpper() => throw null;
        public override String ToString() => throw null;
        public String Trim() => throw null;
        public static String Concat(Object arg0) => throw null;
        public static String Concat(Object arg0, Object arg1) => throw null;
        public static String Concat(Object arg0, Object arg1, Object arg2) => throw null;
        public static String Concat(params Object[] args) => throw null;
        public static String Concat(String str0, String str1) => throw null;
        public static String Concat(String str0, String str1, String str2) => throw null;
        public static String Concat(String str0, String str1, String str2, String str3) => throw null;
        public static String Concat(params String[] values) => throw null;
        public static String Intern(String str) => throw null;
        public static String IsInterned(String str) => throw null;
        public static string Format(string format, params object[] args) => throw null;
        public String PadLeft(int totalWidth, char paddingChar = ' ') => throw null;
        public String PadRight(int totalWidth, char paddingChar = ' ') => throw null;
        public static bool IsNullOrEmpty(string value) => throw null;
        public bool Contains(string value) => throw null;
        public bool StartsWith(string value) => throw null;
        public bool EndsWith(string value) => throw null;
    }
    public class SystemException : Exception
    {
        public SystemException() => throw null;
        public SystemException(String message) => throw null;
        public SystemException(String message, Exception innerException) => throw null;
    }
    public sealed class STAThreadAttribute : Attribute
    {
        public STAThreadAttribute() => throw null;
    }
    public sealed class MTAThreadAttribute : Attribute
    {
        public MTAThreadAttribute() => throw null;
    }
    public class TimeoutException : SystemException
    {
        public TimeoutException() => throw null;
        public TimeoutException(String message) => throw null;
        public TimeoutException(String message, Exception innerException) => throw null;
    }
    public struct TimeSpan
    {
        public const long TicksPerMillisecond = 10000;
        public const long TicksPerSecond = TicksPerMillisecond * 1000;
        public const long TicksPerMinute = TicksPerSecond * 60;
        public const long TicksPerHour = TicksPerMinute * 60;
        public const long TicksPerDay = TicksPerHour * 24;
        public static readonly TimeSpan Zero;
        public static readonly TimeSpan MaxValue;
        public static readonly TimeSpan MinValue;
        public TimeSpan(long ticks) => throw null;
        public TimeSpan(int hours, int minutes, int seconds) => throw null;
        public TimeSpan(int days, int hours, int minutes, int seconds) => throw null;
        public TimeSpan(int days, int hours, int minutes, int seconds, int milliseconds) => throw null;
        public long Ticks { get => throw null; }
        public int Days { get => throw null; }
        public int Hours { get => throw null; }
        public int Milliseconds { get => throw null; }
        public int Minutes { get => throw null; }
        public int Seconds { get => throw null; }
        public double TotalDays { get => throw null; }
        public double TotalHours { get => throw null; }
        public double TotalMilliseconds { get => throw null; }
        public double TotalMinutes { get => throw null; }
        public double TotalSeconds { get => throw null; }
        public TimeSpan Add(TimeSpan ts) => throw null;
        public static int Compare(TimeSpan t1, TimeSpan t2) => throw null;
        public int CompareTo(Object value) => throw null;
        public TimeSpan Duration() => throw null;
        public override bool Equals(Object value) => throw null;
        public static bool Equals(TimeSpan t1, TimeSpan t2) => throw null;
        public TimeSpan Negate() => throw null;
        public TimeSpan Subtract(TimeSpan ts) => throw null;
        public static TimeSpan FromTicks(long value) => throw null;
        public static TimeSpan FromMilliseconds(long value) => throw null;
        public static TimeSpan FromSeconds(long value) => throw null;
        public static TimeSpan FromMinutes(long value) => throw null;
        public static TimeSpan FromHours(long value) => throw null;
        public static TimeSpan FromDays(long value) => throw null;
        public override String ToString() => throw null;
        public static TimeSpan operator -(TimeSpan t) => throw null;
        public static TimeSpan operator -(TimeSpan t1, TimeSpan t2) => throw null;
        public static TimeSpan operator +(TimeSpan t) => throw null;
        public static TimeSpan operator +(TimeSpan t1, TimeSpan t2) => throw null;
        public static bool operator ==(TimeSpan t1, TimeSpan t2) => throw null;
        public static bool operator !=(TimeSpan t1, TimeSpan t2) => throw null;
        public static bool operator <(TimeSpan t1, TimeSpan t2) => throw null;
        public static bool operator <=(TimeSpan t1, TimeSpan t2) => throw null;
        public static bool operator >(TimeSpan t1, TimeSpan t2) => throw null;
        public static bool operator >=(TimeSpan t1, TimeSpan t2) => throw null;
        public override int GetHashCode() => throw null;
    }
    public abstract class Type : MemberInfo, IReflect
    {
        public override Type DeclaringType { get => throw null; }
        public static Type GetType(String typeName) => throw null;
        public Object InvokeMember(String name, BindingFlags invokeAttr, Binder binder, Object target, Object[] args) => throw null;
        public abstract Assembly Assembly { get; }
        public static Type GetTypeFromHandle(RuntimeTypeHandle handle) => throw null;
        public abstract String FullName { get; }
        public abstract String AssemblyQualifiedName { get; }
        public abstract Type BaseType { get; }
        public ConstructorInfo GetConstructor(Type[] types) => throw null;
        public ConstructorInfo[] GetConstructors() => throw null;
        public MethodInfo GetMethod(String name, Type[] types) => throw null;
        public MethodInfo GetMethod(String name, BindingFlags bindingAttr) => throw null;
        public MethodInfo GetMethod(String name) => throw null;
        public MethodInfo[] GetMethods() => throw null;
        public abstract MethodInfo[] GetMethods(BindingFlags bindingAttr);
        public abstract FieldInfo GetField(String name, BindingFlags bindingAttr);
        public FieldInfo GetField(String name) => throw null;
        public FieldInfo[] GetFields() => throw null;
        public abstract FieldInfo[] GetFields(BindingFlags bindingAttr);
        public abstract Type[] GetInterfaces();
        public bool IsNotPublic { get => throw null; }
        public bool IsPublic { get => throw null; }
        public bool IsClass { get => throw null; }
        public bool IsInterface { get => throw null; }
        public bool IsValueType { get => throw null; }
        public bool IsAbstract { get => throw null; }
        public bool IsEnum { get => throw null; }
        public bool IsSerializable { get => throw null; }
        public bool IsArray { get => throw null; }
        public abstract Type GetElementType();
        public virtual bool IsSubclassOf(Type c) => throw null;
        public virtual bool IsInstanceOfType(Object o) => throw null;
        public override String ToString() => throw null;
    }
    public enum TypeCode
    {
        Empty = 0,
        Object = 1,
        DBNull = 2,
        Boolean = 3,
        Char = 4,
        SByte = 5,
        Byte = 6,
        Int16 = 7,
        UInt16 = 8,
        Int32 = 9,
        UInt32 = 10,
        Int64 = 11,
        UInt64 = 12,
        Single = 13,
        Double = 14,
        Decimal = 15,
        DateTime = 16,
        String = 18,
    }
    public struct TypedReference
    {
    }
    public struct UInt16
    {
        public const ushort MaxValue = 0xFFFF;
        public const ushort MinValue = 0;
        public override String ToString() => throw null;
        public String ToString(String format) => throw null;
        public static ushort Parse(string s) => throw null;
        public static bool TryParse(string s, out ushort result) => throw null;
    }
    public struct UInt32
    {
        public const uint MaxValue = 0xffffffff;
        public const uint MinValue = 0U;
        public override String ToString() => throw null;
        public String ToString(String format) => throw null;
        public static uint Parse(string s) => throw null;
        public static bool TryParse(string s, out uint result) => throw null;
    }
    public struct UInt64
    {
        public const ulong MaxValue = 0xffffffffffffffffL;
        public const ulong MinValue = 0x0;
        public override String ToString() => throw null;
        public String ToString(String format) => throw null;
        public static ulong Parse(string s) => throw null;
        public static bool TryParse(string s, out ulong result) => throw null;
    }
    public struct UIntPtr
    {
    }
    public abstract class ValueType
    {
        public override bool Equals(Object obj) => throw null;
    }
    public sealed class Version
    {
        public Version(int major, int minor, int build, int revision) => throw null;
        public Version(int major, int minor) => throw null;
        public int Major { get => throw null; }
        public int Minor { get => throw null; }
        public int Revision { get => throw null; }
        public int Build { get => throw null; }
        public override bool Equals(Object obj) => throw null;
        public override String ToString() => throw null;
        public override int GetHashCode() => throw null;
    }
    public struct Void
    {
    }
    public class WeakReference
    {
        public WeakReference(Object target) => throw null;
        public virtual bool IsAlive { get => throw null; }
        public virtual Object Target { get => throw null; set => throw null; }
    }
}

namespace System.Collections
{
    public class ArrayList : IList, ICloneable
    {
        public ArrayList() => throw null;
        public virtual int Capacity { get => throw null; set => throw null; }
        public virtual int Count { get => throw null; }
        public virtual bool IsFixedSize { get => throw null; }
        public virtual bool IsReadOnly { get => throw null; }
        public virtual bool IsSynchronized { get => throw null; }
        public virtual object SyncRoot { get => throw null; }
        public virtual object this[int index] { get => throw null; set => throw null; }
        public virtual int Add(object value) => throw null;
        public virtual int BinarySearch(object value, IComparer comparer) => throw null;
        public virtual void Clear() => throw null;
        public virtual object Clone() => throw null;
        public virtual bool Contains(object value) => throw null;
        public virtual void CopyTo(Array array) => throw null;
        public virtual void CopyTo(Array array, int index) => throw null;
        public virtual IEnumerator GetEnumerator() => throw null;
        public virtual int IndexOf(object value) => throw null;
        public virtual int IndexOf(object value, int startIndex) => throw null;
        public virtual int IndexOf(object value, int startIndex, int count) => throw null;
        public virtual void Insert(int index, object value) => throw null;
        public virtual void Remove(object value) => throw null;
        public virtual void RemoveAt(int index) => throw null;
        public virtual object[] ToArray() => throw null;
        public virtual Array ToArray(Type type) => throw null;
    }
    public interface ICollection : IEnumerable
    {
        void CopyTo(Array array, int index);
        int Count { get; }
        Object SyncRoot { get; }
        bool IsSynchronized { get; }
    }
    public interface IComparer
    {
        int Compare(Object x, Object y);
    }
    public interface IEnumerable
    {
        IEnumerator GetEnumerator();
    }
    public interface IEnumerator
    {
        bool MoveNext();
        Object Current { get; }
        void Reset();
    }
    public interface IEqualityComparer
    {
        bool Equals(Object x, Object y);
        int GetHashCode(Object obj);
    }
    public interface IList : ICollection
    {
        object this[int index] { get; set; }
        int Add(Object value);
        bool Contains(Object value);
        void Clear();
        bool IsReadOnly { get; }
        bool IsFixedSize { get; }
        int IndexOf(Object value);
        void Insert(int index, Object value);
        void Remove(Object value);
        void RemoveAt(int index);
    }
}

namespace System.ComponentModel
{
    public enum EditorBrowsableState
    {
        Always,
        Never,
        Advanced,
    }
    public sealed class EditorBrowsableAttribute : Attribute
    {
        public EditorBrowsableAttribute() => throw null;
        public EditorBrowsableAttribute(EditorBrowsableState state) => throw null;
        public override bool Equals(object obj) => throw null;
        public EditorBrowsableState State { get => throw null; }
    }
}

namespace System.Diagnostics.CodeAnalysis
{
    public sealed class AllowNullAttribute : Attribute
    {
    }
    public sealed class DisallowNullAttribute : Attribute
    {
    }
    public sealed class MaybeNullAttribute : Attribute
    {
    }
    public sealed class NotNullAttribute : Attribute
    {
    }
    public sealed class MaybeNullWhenAttribute : Attribute
    {
        public MaybeNullWhenAttribute(bool returnValue) => throw null;
        public bool ReturnValue { get => throw null; }
    }
    public sealed class NotNullWhenAttribute : Attribute
    {
        public NotNullWhenAttribute(bool returnValue) => throw null;
        public bool ReturnValue { get => throw null; }
    }
    public sealed class NotNullIfNotNullAttribute : Attribute
    {
        public NotNullIfNotNullAttribute(string parameterName) => throw null;
        public string ParameterName { get => throw null; }
    }
    public sealed class DoesNotReturnAttribute : Attribute
    {
    }
    public sealed class DoesNotReturnIfAttribute : Attribute
    {
        public DoesNotReturnIfAttribute(bool parameterValue) => throw null;
        public bool ParameterValue { get => throw null; }
    }
    public sealed class MemberNotNullAttribute : Attribute
    {
        public MemberNotNullAttribute(string member) => throw null;
        public MemberNotNullAttribute(params string[] members) => throw null;
        public string[] Members { get => throw null; }
    }
    public sealed class MemberNotNullWhenAttribute : Attribute
    {
        public MemberNotNullWhenAttribute(bool returnValue, string member) => throw null;
        public MemberNotNullWhenAttribute(bool returnValue, params string[] members) => throw null;
        public bool ReturnValue { get => throw null; }
        public string[] Members { get => throw null; }
    }
}

namespace System.Diagnostics
{
    public sealed class ConditionalAttribute : Attribute
    {
        public ConditionalAttribute(String conditionString) => throw null;
        public String ConditionString { get => throw null; }
    }
    public static class Debug
    {
        static public void Assert(bool condition) => throw null;
        static public void Assert(bool condition, string message) => throw null;
        static public void Assert(bool condition, string message, string detailedMessage) => throw null;
        public static void Write(string message) => throw null;
        public static void WriteLine() => throw null;
        public static void WriteLine(string message) => throw null;
    }
    public static class Debugger
    {
        public static bool IsAttached { get => throw null; }
        public static void Break() => throw null;
    }
    public sealed class DebuggerStepThroughAttribute : Attribute
    {
        public DebuggerStepThroughAttribute() => throw null;
    }
    public sealed class DebuggerStepperBoundaryAttribute : Attribute
    {
        public DebuggerStepperBoundaryAttribute() => throw null;
    }
    public sealed class DebuggerHiddenAttribute : Attribute
    {
        public DebuggerHiddenAttribute() => throw null;
    }
    public sealed class DebuggerNonUserCodeAttribute : Attribute
    {
        public DebuggerNonUserCodeAttribute() => throw null;
    }
    public sealed class DebuggableAttribute : Attribute
    {
        public DebuggableAttribute(bool isJITTrackingEnabled, bool isJITOptimizerDisabled) => throw null;
        public DebuggableAttribute(DebuggingModes modes) => throw null;
        public bool IsJITTrackingEnabled { get => throw null; }
        public bool IsJITOptimizerDisabled { get => throw null; }
        public DebuggingModes DebuggingFlags { get => throw null; }
        public enum DebuggingModes
        {
            None = 0x0,
            Default = 0x1,
            DisableOptimizations = 0x100,
            IgnoreSymbolStoreSequencePoints = 0x2,
            EnableEditAndContinue = 0x4,
        }
    }
    public enum DebuggerBrowsableState
    {
        Never = 0,
        Collapsed = 2,
        RootHidden = 3,
    }
    public sealed class DebuggerBrowsableAttribute : Attribute
    {
        public DebuggerBrowsableAttribute(DebuggerBrowsableState state) => throw null;
        public DebuggerBrowsableState State { get => throw null; }
    }
    public sealed class DebuggerTypeProxyAttribute : Attribute
    {
        public DebuggerTypeProxyAttribute(Type type) => throw null;
        public DebuggerTypeProxyAttribute(string typeName) => throw null;
        public string ProxyTypeName { get => throw null; }
        public Type Target { set => throw null; get => throw null; }
        public string TargetTypeName { get => throw null; set => throw null; }
    }
    public sealed class DebuggerDisplayAttribute : Attribute
    {
        public DebuggerDisplayAttribute(string value) => throw null;
        public string Value { get => throw null; }
        public string Name { get => throw null; set => throw null; }
        public string Type { get => throw null; set => throw null; }
        public Type Target { set => throw null; get => throw null; }
        public string TargetTypeName { get => throw null; set => throw null; }
    }
    public sealed class NativeProfiledAttribute : Attribute
    {
    }
}

namespace System.Globalization
{
    public class CultureInfo
    {
        public CultureInfo(string name) => throw null;
        public static CultureInfo CurrentUICulture { get => throw null; }
        public virtual CultureInfo Parent { get => throw null; }
        public virtual String Name { get => throw null; }
        public override String ToString() => throw null;
        public virtual NumberFormatInfo NumberFormat { get => throw null; }
        public virtual DateTimeFormatInfo DateTimeFormat { get => throw null; }
    }
    public sealed class DateTimeFormatInfo
    {
        public static DateTimeFormatInfo CurrentInfo { get => throw null; }
        public string AMDesignator { get => throw null; }
        public string DateSeparator { get => throw null; }
        public string FullDateTimePattern { get => throw null; }
        public string LongDatePattern { get => throw null; }
        public string LongTimePattern { get => throw null; }
        public string MonthDayPattern { get => throw null; }
        public string PMDesignator { get => throw null; }
        public string RFC1123Pattern { get => throw null; }
        public string ShortDatePattern { get => throw null; }
        public string ShortTimePattern { get => throw null; }
        public string SortableDateTimePattern { get => throw null; }
        public string TimeSeparator { get => throw null; }
        public string UniversalSortableDateTimePattern { get => throw null; }
        public string YearMonthPattern { get => throw null; }
        public string[] AbbreviatedDayNames { get => throw null; }
        public string[] DayNames { get => throw null; }
        public string[] AbbreviatedMonthNames { get => throw null; }
        public string[] MonthNames { get => throw null; }
    }
    public sealed class NumberFormatInfo
    {
        public int[] NumberGroupSizes { get => throw null; }
        public static NumberFormatInfo CurrentInfo { get => throw null; }
        public String NegativeSign { get => throw null; }
        public String NumberDecimalSeparator { get => throw null; }
        public String NumberGroupSeparator { get => throw null; }
        public String PositiveSign { get => throw null; }
    }
}

namespace System.IO
{
    public class IOException : SystemException
    {
        public IOException() => throw null;
        public IOException(String message) => throw null;
        public IOException(String message, int hresult) => throw null;
        public IOException(String message, Exception innerException) => throw null;
        public IOExceptionErrorCode ErrorCode { get => throw null; }
        public enum IOExceptionErrorCode
        {
            Others = unchecked((int)0xE0000000),
            InvalidDriver = unchecked((int)0xE1000000),
            FileNotFound = unchecked((int)0xE2000000),
            DirectoryNotFound = unchecked((int)0xE3000000),
            VolumeNotFound = unchecked((int)0xE4000000),
            PathTooLong = unchecked((int)0xE5000000),
            DirectoryNotEmpty = unchecked((int)0xE6000000),
            UnauthorizedAccess = unchecked((int)0xE7000000),
            PathAlreadyExists = unchecked((int)0xE8000000),
            TooManyOpenHandles = unchecked((int)0xE9000000),
        }
    }
}

namespace System.Reflection
{
    public sealed class AssemblyName
    {
        public String Name { get => throw null; }
        public String FullName { get => throw null; }
        public Version Version { get => throw null; }
    }
    public class Assembly
    {
        public virtual String FullName { get => throw null; }
        public static Assembly GetExecutingAssembly() => throw null;
        public AssemblyName GetName() => throw null;
        public static Assembly GetAssembly(Type type) => throw null;
        public virtual Type GetType(String name) => throw null;
        public virtual Type GetType(String name, bool throwOnError) => throw null;
        public virtual Type[] GetTypes() => throw null;
        public Assembly GetSatelliteAssembly(CultureInfo culture) => throw null;
        public static Assembly Load(String assemblyString) => throw null;
        public static Assembly Load(byte[] rawAssembly) => throw null;
    }
    public sealed class AssemblyCultureAttribute : Attribute
    {
        public AssemblyCultureAttribute(String culture) => throw null;
        public String Culture { get => throw null; }
    }
    public sealed class AssemblyVersionAttribute : Attribute
    {
        public AssemblyVersionAttribute(String version) => throw null;
        public String Version { get => throw null; }
    }
    public sealed class AssemblyKeyFileAttribute : Attribute
    {
        public AssemblyKeyFileAttribute(String keyFile) => throw null;
        public String KeyFile { get => throw null; }
    }
    public sealed class AssemblyKeyNameAttribute : Attribute
    {
        public AssemblyKeyNameAttribute(String keyName) => throw null;
        public String KeyName { get => throw null; }
    }
    public sealed class AssemblyDelaySignAttribute : Attribute
    {
        public AssemblyDelaySignAttribute(bool delaySign) => throw null;
        public bool DelaySign { get => throw null; }
    }
    public sealed class AssemblyFlagsAttribute : Attribute
    {
        public AssemblyFlagsAttribute(uint flags) => throw null;
        public uint Flags { get => throw null; }
        public AssemblyFlagsAttribute(AssemblyNameFlags assemblyFlags) => throw null;
    }
    public sealed class AssemblyFileVersionAttribute : Attribute
    {
        public AssemblyFileVersionAttribute(String version) => throw null;
        public String Version { get => throw null; }
    }
    public sealed class AssemblyNativeVersionAttribute : Attribute
    {
        public AssemblyNativeVersionAttribute(String version) => throw null;
        public String NativeVersion { get => throw null; }
    }
    public enum AssemblyNameFlags
    {
        None = 0x0000,
        PublicKey = 0x0001,
        EnableJITcompileOptimizer = 0x4000,
        EnableJITcompileTracking = 0x8000,
        Retargetable = 0x0100,
    }
    public enum ProcessorArchitecture
    {
        None = 0x0000,
        MSIL = 0x0001,
        X86 = 0x0002,
        IA64 = 0x0003,
        Amd64 = 0x0004,
    }
    public sealed class AssemblyCopyrightAttribute : Attribute
    {
        public AssemblyCopyrightAttribute(String copyright) => throw null;
        public String Copyright { get => throw null; }
    }
    public sealed class AssemblyTrademarkAttribute : Attribute
    {
        public AssemblyTrademarkAttribute(String trademark) => throw null;
        public String Trademark { get => throw null; }
    }
    public sealed class AssemblyProductAttribute : Attribute
    {
        public AssemblyProductAttribute(String product) => throw null;
        public String Product { get => throw null; }
    }
    public sealed class AssemblyCompanyAttribute : Attribute
    {
        public AssemblyCompanyAttribute(String company) => throw null;
        public String Company { get => throw null; }
    }
    public sealed class AssemblyDescriptionAttribute : Attribute
    {
        public AssemblyDescriptionAttribute(String description) => throw null;
        public String Description { get => throw null; }
    }
    public sealed class AssemblyTitleAttribute : Attribute
    {
        public AssemblyTitleAttribute(String title) => throw null;
        public String Title { get => throw null; }
    }
    public sealed class AssemblyConfigurationAttribute : Attribute
    {
        public AssemblyConfigurationAttribute(String configuration) => throw null;
        public String Configuration { get => throw null; }
    }
    public sealed class AssemblyDefaultAliasAttribute : Attribute
    {
        public AssemblyDefaultAliasAttribute(String defaultAlias) => throw null;
        public String DefaultAlias { get => throw null; }
    }
    public sealed class AssemblyInformationalVersionAttribute : Attribute
    {
        public AssemblyInformationalVersionAttribute(String informationalVersion) => throw null;
        public String InformationalVersion { get => throw null; }
    }
    public abstract class Binder
    {
    }
    public enum BindingFlags
    {
        Default = 0x00,
        IgnoreCase = 0x01,
        DeclaredOnly = 0x02,
        Instance = 0x04,
        Static = 0x08,
        Public = 0x10,
        NonPublic = 0x20,
        FlattenHierarchy = 0x40,
        InvokeMethod = 0x0100,
        CreateInstance = 0x0200,
        GetField = 0x0400,
        SetField = 0x0800,
        GetProperty = 0x1000,
        SetProperty = 0x2000,
        PutDispProperty = 0x4000,
        PutRefDispProperty = 0x8000,
        ExactBinding = 0x010000,
        SuppressChangeType = 0x020000,
        OptionalParamBinding = 0x040000,
        IgnoreReturn = 0x01000000,
    }
    public abstract class ConstructorInfo : MethodBase
    {
        public override MemberTypes MemberType { get => throw null; }
        public Object Invoke(Object[] parameters) => throw null;
        public override object[] GetCustomAttributes(bool inherit) => throw null;
    }
    public sealed class DefaultMemberAttribute : Attribute
    {
        public DefaultMemberAttribute(string memberName) => throw null;
        public string MemberName { get => throw null; }
    }
    public abstract class FieldInfo : MemberInfo
    {
        public override MemberTypes MemberType { get => throw null; }
        public abstract Type FieldType { get; }
        public abstract object GetValue(object obj);
        public virtual void SetValue(Object obj, Object value) => throw null;
        public override object[] GetCustomAttributes(bool inherit) => throw null;
    }
    public interface IReflect
    {
        MethodInfo GetMethod(String name, BindingFlags bindingAttr);
        FieldInfo GetField(String name, BindingFlags bindingAttr);
    }
    public abstract class MemberInfo
    {
        public abstract MemberTypes MemberType { get; }
        public abstract String Name { get; }
        public abstract Type DeclaringType { get; }
        public abstract object[] GetCustomAttributes(bool inherit);
    }
    public enum MemberTypes
    {
        Constructor = 0x01,
        Event = 0x02,
        Field = 0x04,
        Method = 0x08,
        Property = 0x10,
        TypeInfo = 0x20,
        Custom = 0x40,
        NestedType = 0x80,
        All = Constructor | Event | Field | Method | Property | TypeInfo | NestedType,
    }
    public abstract class MethodBase : MemberInfo
    {
        public bool IsPublic { get => throw null; }
        public bool IsStatic { get => throw null; }
        public bool IsFinal { get => throw null; }
        public bool IsVirtual { get => throw null; }
        public bool IsAbstract { get => throw null; }
        public abstract ParameterInfo[] GetParameters();
        public Object Invoke(Object obj, Object[] parameters) => throw null;
        public override String Name { get => throw null; }
        public override Type DeclaringType { get => throw null; }
    }
    public enum MethodImplAttributes
    {
        CodeTypeMask = 0x0003,
        IL = 0x0000,
        Native = 0x0001,
        OPTIL = 0x0002,
        Runtime = 0x0003,
        ManagedMask = 0x0004,
        Unmanaged = 0x0004,
        Managed = 0x0000,
        ForwardRef = 0x0010,
        PreserveSig = 0x0080,
        InternalCall = 0x1000,
        Synchronized = 0x0020,
        NoInlining = 0x0008,
        MaxMethodImplVal = 0xFFFF,
    }
    public abstract class MethodInfo : MethodBase
    {
        public override MemberTypes MemberType { get => throw null; }
        public abstract Type ReturnType { get; }
    }
    public abstract class ParameterInfo
    {
        public virtual Type ParameterType { get => throw null; }
    }
    public struct ParameterModifier
    {
        public ParameterModifier(int paramaterCount) => throw null;
        public bool this[int index] { get => throw null; set => throw null; }
    }
    public abstract class PropertyInfo : MemberInfo
    {
        public abstract Type PropertyType { get; }
        public virtual Object GetValue(Object obj, Object[] index) => throw null;
        public virtual void SetValue(Object obj, Object value, Object[] index) => throw null;
    }
}

namespace System.Runtime.CompilerServices
{
    public sealed class AccessedThroughPropertyAttribute : Attribute
    {
        public AccessedThroughPropertyAttribute(string propertyName) => throw null;
        public string PropertyName { get => throw null; }
    }
    public sealed class CallerArgumentExpressionAttribute : Attribute
    {
        public CallerArgumentExpressionAttribute(string parameterName) => throw null;
        public string ParameterName { get => throw null; }
    }
    public sealed class CallerMemberNameAttribute : Attribute
    {
        public CallerMemberNameAttribute() => throw null;
    }
    public class CallConvCdecl
    {
    }
    public class CallConvStdcall
    {
    }
    public class CallConvThiscall
    {
    }
    public class CallConvFastcall
    {
    }
    public class CompilationRelaxationsAttribute : Attribute
    {
        public CompilationRelaxationsAttribute(int relaxations) => throw null;
        public int CompilationRelaxations { get => throw null; }
    }
    public class CompilerGlobalScopeAttribute : Attribute
    {
        public CompilerGlobalScopeAttribute() => throw null;
    }
    public abstract class CustomConstantAttribute : Attribute
    {
        public abstract Object Value { get; }
    }
    public sealed class DateTimeConstantAttribute : CustomConstantAttribute
    {
        public DateTimeConstantAttribute(long ticks) => throw null;
        public override Object Value { get => throw null; }
    }
    public sealed class DecimalConstantAttribute : Attribute
    {
        public DecimalConstantAttribute(byte scale, byte sign, uint hi, uint mid, uint low ) => throw null;
        public System.Decimal Value { get => throw null; }
    }
    public class DiscardableAttribute : Attribute
    {
        public DiscardableAttribute() => throw null;
    }
    public class ExcludeTypeAttribute : Attribute
    {
    }
    public sealed class ExtensionAttribute : Attribute
    {
    }
    public sealed class IDispatchConstantAttribute : CustomConstantAttribute
    {
        public IDispatchConstantAttribute() => throw null;
        public override Object Value { get => throw null; }
    }
    public sealed class IndexerNameAttribute : Attribute
    {
        public IndexerNameAttribute(String indexerName) => throw null;
    }
    public sealed class InternalsVisibleToAttribute : Attribute
    {
        public InternalsVisibleToAttribute(string assemblyName) => throw null;
        public string AssemblyName { get => throw null; }
    }
    public static class IsExternalInit
    {
    }
    public sealed class IsVolatile
    {
    }
    public sealed class IUnknownConstantAttribute : CustomConstantAttribute
    {
        public IUnknownConstantAttribute() => throw null;
        public override Object Value { get => throw null; }
    }
    public enum MethodImplOptions
    {
        Unmanaged = Reflection.MethodImplAttributes.Unmanaged,
        ForwardRef = Reflection.MethodImplAttributes.ForwardRef,
        PreserveSig = Reflection.MethodImplAttributes.PreserveSig,
        InternalCall = Reflection.MethodImplAttributes.InternalCall,
        Synchronized = Reflection.MethodImplAttributes.Synchronized,
        NoInlining = Reflection.MethodImplAttributes.NoInlining,
    }
    public enum MethodCodeType
    {
        IL = Reflection.MethodImplAttributes.IL,
        Native = Reflection.MethodImplAttributes.Native,
        OPTIL = Reflection.MethodImplAttributes.OPTIL,
        Runtime = Reflection.MethodImplAttributes.Runtime,
    }
    public sealed class MethodImplAttribute : Attribute
    {
        public MethodCodeType MethodCodeType;
        public MethodImplAttribute(MethodImplOptions methodImplOptions) => throw null;
        public MethodImplAttribute(short _value) => throw null;
        public MethodImplAttribute() => throw null;
        public MethodImplOptions Value { get => throw null; }
    }
    public sealed class RequiredAttributeAttribute : Attribute
    {
        public RequiredAttributeAttribute(Type requiredContract) => throw null;
        public Type RequiredContract { get => throw null; }
    }
    public static class RuntimeFeature
    {
        public const string DefaultImplementationsOfInterfaces = nameof(DefaultImplementationsOfInterfaces);
        public static bool IsSupported(string feature) => throw null;
    }
    public static class RuntimeHelpers
    {
        public static void InitializeArray(Array array, RuntimeFieldHandle fldHandle) => throw null;
        public static Object GetObjectValue(Object obj) => throw null;
        public static void RunClassConstructor(RuntimeTypeHandle type) => throw null;
        public static int OffsetToStringData { get => throw null; }
    }
}

namespace System.Runtime.InteropServices
{
    public sealed class ComVisibleAttribute : Attribute
    {
        public ComVisibleAttribute(bool visibility) => throw null;
        public bool Value { get => throw null; }
    }
    public sealed class GuidAttribute : Attribute
    {
        public GuidAttribute(String guid) => throw null;
        public String Value { get => throw null; }
    }
    public sealed class OutAttribute : Attribute
    {
    }
    public sealed class StructLayoutAttribute : Attribute
    {
        public StructLayoutAttribute(LayoutKind layoutKind) => throw null;
        public StructLayoutAttribute(short layoutKind) => throw null;
        public LayoutKind Value { get => throw null; }
        public int Pack;
        public int Size;
        public CharSet CharSet;
    }
    public enum CharSet
    {
        None = 1,
        Ansi = 2,
        Unicode = 3,
        Auto = 4,
    }
    public enum LayoutKind
    {
        Sequential = 0,
        Explicit = 2,
        Auto = 3,
    }
}

namespace System.Runtime.Remoting
{
    public static class RemotingServices
    {
        public static bool IsTransparentProxy(Object proxy) => throw null;
    }
}

namespace System.Runtime.Versioning
{
    public sealed class TargetFrameworkAttribute : Attribute
    {
        public TargetFrameworkAttribute(String frameworkName) => throw null;
        public String FrameworkName { get => throw null; }
        public String FrameworkDisplayName { get => throw null; set => throw null; }
    }
}

namespace System.Threading
{
    public sealed class AutoResetEvent : WaitHandle
    {
        public AutoResetEvent(bool initialState) => throw null;
        public bool Reset() => throw null;
        public bool Set() => throw null;
    }
    public static class Interlocked
    {
        public static int Increment(ref int location) => throw null;
        public static int Decrement(ref int location) => throw null;
        public static int Exchange(ref int location1, int value) => throw null;
        public static int CompareExchange(ref int location1, int value, int comparand) => throw null;
    }
    public sealed class ManualResetEvent : WaitHandle
    {
        public ManualResetEvent(bool initialState) => throw null;
        public bool Reset() => throw null;
        public bool Set() => throw null;
    }
    public static class Monitor
    {
        public static void Enter(Object obj) => throw null;
        public static void Exit(Object obj) => throw null;
    }
    public struct SpinWait
    {
        public void SpinOnce() => throw null;
        public static void SpinUntil(TimeSpan timeout) => throw null;
        public static void SpinUntil(int millisecondsTimeout) => throw null;
    }
    public sealed class Thread
    {
        public Thread(ThreadStart start) => throw null;
        public void Start() => throw null;
        public void Abort() => throw null;
        public void Suspend() => throw null;
        public void Resume() => throw null;
        public ThreadPriority Priority { get => throw null; set => throw null; }
        public int ManagedThreadId { get => throw null; }
        public bool IsAlive { get => throw null; }
        public void Join() => throw null;
        public bool Join(int millisecondsTimeout) => throw null;
        public bool Join(TimeSpan timeout) => throw null;
        public static void Sleep(int millisecondsTimeout) => throw null;
        public static void Sleep(TimeSpan timeout) => throw null;
        public static void SpinWait(int iterations) => throw null;
        public static Thread CurrentThread { get => throw null; }
        public ThreadState ThreadState { get => throw null; }
    }
    public sealed class ThreadAbortException : SystemException
    {
    }
    public enum ThreadPriority
    {
        Lowest = 0,
        BelowNormal = 1,
        Normal = 2,
        AboveNormal = 3,
        Highest = 4,
    }
    public delegate void ThreadStart();
    public enum ThreadState
    {
        Running = 0,
        StopRequested = 1,
        SuspendRequested = 2,
        Background = 4,
        Unstarted = 8,
        Stopped = 16,
        WaitSleepJoin = 32,
        Suspended = 64,
        AbortRequested = 128,
        Aborted = 256,
    }
    public static class Timeout
    {
        public const int Infinite = -1;
        public static readonly TimeSpan InfiniteTimeSpan;
    }
    public delegate void TimerCallback(Object state);
    public sealed class Timer : MarshalByRefObject, IDisposable
    {
        public Timer(TimerCallback callback, Object state, int dueTime, int period) => throw null;
        public Timer(TimerCallback callback, Object state, TimeSpan dueTime, TimeSpan period) => throw null;
        public bool Change(int dueTime, int period) => throw null;
        public bool Change(TimeSpan dueTime, TimeSpan period) => throw null;
        public void Dispose() => throw null;
    }
    public abstract class WaitHandle : MarshalByRefObject
    {
        public const int WaitTimeout = 0x102;
        public virtual bool WaitOne(int millisecondsTimeout, bool exitContext) => throw null;
        public virtual bool WaitOne() => throw null;
        public static bool WaitAll(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext) => throw null;
        public static bool WaitAll(WaitHandle[] waitHandles) => throw null;
        public static int WaitAny(WaitHandle[] waitHandles, int millisecondsTimeout, bool exitContext) => throw null;
        public static int WaitAny(WaitHandle[] waitHandles) => throw null;
    }
}

