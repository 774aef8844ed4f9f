// Reference surface: public members only, none of them implemented. Sources that compile against it use nothing else.
using System;
using nanoFramework.Runtime.Events;

namespace nanoFramework.Hardware.Esp32
{
    internal static class ValueTypes
    {
        public const int DeviceType = 0x10000;
        public const int DeviceIndex = 0x100;
    }
    public class Configuration
    {
        public static void SetPinFunction(int pin, DeviceFunction value) => throw null;
        public static int GetFunctionPin(DeviceFunction function) => throw null;
    }
    public enum DeviceTypes
    {
        GPIO = 0 * ValueTypes.DeviceType,
        SPI = 1 * ValueTypes.DeviceType,
        I2C = 2 * ValueTypes.DeviceType,
        SERIAL = 3 * ValueTypes.DeviceType,
        PWM = 4 * ValueTypes.DeviceType,
        ADC = 5 * ValueTypes.DeviceType,
        I2S = 6 * ValueTypes.DeviceType,
        SDMMC = 8 * ValueTypes.DeviceType,
    }
    public enum DeviceFunction
    {
        SPI1_MOSI = DeviceTypes.SPI + (1 * ValueTypes.DeviceIndex) + 0,
        SPI1_MISO = DeviceTypes.SPI + (1 * ValueTypes.DeviceIndex) + 1,
        SPI1_CLOCK = DeviceTypes.SPI + (1 * ValueTypes.DeviceIndex) + 2,
        SPI2_MOSI = DeviceTypes.SPI + (2 * ValueTypes.DeviceIndex) + 0,
        SPI2_MISO = DeviceTypes.SPI + (2 * ValueTypes.DeviceIndex) + 1,
        SPI2_CLOCK = DeviceTypes.SPI + (2 * ValueTypes.DeviceIndex) + 2,
        I2C1_DATA = DeviceTypes.I2C + (1 * ValueTypes.DeviceIndex) + 0,
        I2C1_CLOCK = DeviceTypes.I2C + (1 * ValueTypes.DeviceIndex) + 1,
        I2C2_DATA = DeviceTypes.I2C + (2 * ValueTypes.DeviceIndex) + 0,
        I2C2_CLOCK = DeviceTypes.I2C + (2 * ValueTypes.DeviceIndex) + 1,
        COM1_TX = DeviceTypes.SERIAL + (1 * ValueTypes.DeviceIndex) + 0,
        COM1_RX = DeviceTypes.SERIAL + (1 * ValueTypes.DeviceIndex) + 1,
        COM1_RTS = DeviceTypes.SERIAL + (1 * ValueTypes.DeviceIndex) + 2,
        COM1_CTS = DeviceTypes.SERIAL + (1 * ValueTypes.DeviceIndex) + 3,
        COM2_TX = DeviceTypes.SERIAL + (2 * ValueTypes.DeviceIndex) + 0,
        COM2_RX = DeviceTypes.SERIAL + (2 * ValueTypes.DeviceIndex) + 1,
        COM2_RTS = DeviceTypes.SERIAL + (2 * ValueTypes.DeviceIndex) + 2,
        COM2_CTS = DeviceTypes.SERIAL + (2 * ValueTypes.DeviceIndex) + 3,
        COM3_TX = DeviceTypes.SERIAL + (3 * ValueTypes.DeviceIndex) + 0,
        COM3_RX = DeviceTypes.SERIAL + (3 * ValueTypes.DeviceIndex) + 1,
        COM3_RTS = DeviceTypes.SERIAL + (3 * ValueTypes.DeviceIndex) + 2,
        COM3_CTS = DeviceTypes.SERIAL + (3 * ValueTypes.DeviceIndex) + 3,
        COM4_TX = DeviceTypes.SERIAL + (4 * ValueTypes.DeviceIndex) + 0,
        COM4_RX = DeviceTypes.SERIAL + (4 * ValueTypes.DeviceIndex) + 1,
        COM4_RTS = DeviceTypes.SERIAL + (4 * ValueTypes.DeviceIndex) + 2,
        COM4_CTS = DeviceTypes.SERIAL + (4 * ValueTypes.DeviceIndex) + 3,
        PWM1 = DeviceTypes.PWM + (1 * ValueTypes.DeviceIndex) + 0,
        PWM2 = DeviceTypes.PWM + (2 * ValueTypes.DeviceIndex) + 0,
        PWM3 = DeviceTypes.PWM + (3 * ValueTypes.DeviceIndex) + 0,
        PWM4 = DeviceTypes.PWM + (4 * ValueTypes.DeviceIndex) + 0,
        PWM5 = DeviceTypes.PWM + (5 * ValueTypes.DeviceIndex) + 0,
        PWM6 = DeviceTypes.PWM + (6 * ValueTypes.DeviceIndex) + 0,
        PWM7 = DeviceTypes.PWM + (7 * ValueTypes.DeviceIndex) + 0,
        PWM8 = DeviceTypes.PWM + (8 * ValueTypes.DeviceIndex) + 0,
        PWM9 = DeviceTypes.PWM + (9 * ValueTypes.DeviceIndex) + 0,
        PWM10 = DeviceTypes.PWM + (10 * ValueTypes.DeviceIndex) + 0,
        PWM11 = DeviceTypes.PWM + (11 * ValueTypes.DeviceIndex) + 0,
        PWM12 = DeviceTypes.PWM + (12 * ValueTypes.DeviceIndex) + 0,
        PWM13 = DeviceTypes.PWM + (13 * ValueTypes.DeviceIndex) + 0,
        PWM14 = DeviceTypes.PWM + (14 * ValueTypes.DeviceIndex) + 0,
        PWM15 = DeviceTypes.PWM + (15 * ValueTypes.DeviceIndex) + 0,
        PWM16 = DeviceTypes.PWM + (16 * ValueTypes.DeviceIndex) + 0,
        ADC1_CH0 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 0,
        ADC1_CH1 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 1,
        ADC1_CH2 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 2,
        ADC1_CH3 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 3,
        ADC1_CH4 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 4,
        ADC1_CH5 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 5,
        ADC1_CH6 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 6,
        ADC1_CH7 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 7,
        ADC1_CH8 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 8,
        ADC1_CH9 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 9,
        ADC1_CH10 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 10,
        ADC1_CH11 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 11,
        ADC1_CH12 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 12,
        ADC1_CH13 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 13,
        ADC1_CH14 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 14,
        ADC1_CH15 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 15,
        ADC1_CH16 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 16,
        ADC1_CH17 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 17,
        ADC1_CH18 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 18,
        ADC1_CH19 = DeviceTypes.ADC + (1 * ValueTypes.DeviceIndex) + 19,
        I2S1_MCK = DeviceTypes.I2S + (1 * ValueTypes.DeviceIndex) + 0,
        I2S1_BCK = DeviceTypes.I2S + (1 * ValueTypes.DeviceIndex) + 1,
        I2S1_WS = DeviceTypes.I2S + (1 * ValueTypes.DeviceIndex) + 2,
        I2S1_DATA_OUT = DeviceTypes.I2S + (1 * ValueTypes.DeviceIndex) + 3,
        I2S1_MDATA_IN = DeviceTypes.I2S + (1 * ValueTypes.DeviceIndex) + 4,
        I2S2_MCK = DeviceTypes.I2S + (2 * ValueTypes.DeviceIndex) + 0,
        I2S2_BCK = DeviceTypes.I2S + (2 * ValueTypes.DeviceIndex) + 1,
        I2S2_WS = DeviceTypes.I2S + (2 * ValueTypes.DeviceIndex) + 2,
        I2S2_DATA_OUT = DeviceTypes.I2S + (2 * ValueTypes.DeviceIndex) + 3,
        I2S2_MDATA_IN = DeviceTypes.I2S + (2 * ValueTypes.DeviceIndex) + 4,
        SDMMC1_CLOCK = DeviceTypes.SDMMC + (1 * ValueTypes.DeviceIndex) + 0,
        SDMMC1_COMMAND = DeviceTypes.SDMMC + (1 * ValueTypes.DeviceIndex) + 1,
        SDMMC1_D0 = DeviceTypes.SDMMC + (1 * ValueTypes.DeviceIndex) + 2,
        SDMMC1_D1 = DeviceTypes.SDMMC + (1 * ValueTypes.DeviceIndex) + 3,
        SDMMC1_D2 = DeviceTypes.SDMMC + (1 * ValueTypes.DeviceIndex) + 4,
        SDMMC1_D3 = DeviceTypes.SDMMC + (1 * ValueTypes.DeviceIndex) + 5,
        SDMMC2_CLOCK = DeviceTypes.SDMMC + (2 * ValueTypes.DeviceIndex) + 0,
        SDMMC2_COMMAND = DeviceTypes.SDMMC + (2 * ValueTypes.DeviceIndex) + 1,
        SDMMC2_D0 = DeviceTypes.SDMMC + (2 * ValueTypes.DeviceIndex) + 2,
        SDMMC2_D1 = DeviceTypes.SDMMC + (2 * ValueTypes.DeviceIndex) + 3,
        SDMMC2_D2 = DeviceTypes.SDMMC + (2 * ValueTypes.DeviceIndex) + 4,
        SDMMC2_D3 = DeviceTypes.SDMMC + (2 * ValueTypes.DeviceIndex) + 5,
    }
    public enum EspNativeError : Int32
    {
        OK = 0,
        FAIL = -1,
        NO_MEM = 0x101,
        INVALID_ARG = 0x102,
        INVALID_STATE = 0x103,
        INVALID_SIZE = 0x104,
        NOT_FOUND = 0x105,
        NOT_SUPPORTED = 0x106,
        TIMEOUT = 0x107,
        INVALID_RESPONSE = 0x108,
        INVALID_CRC = 0x109,
        INVALID_VERSION = 0x10A,
        INVALID_MAC = 0x10B,
        WIFI_BASE = 0x3000,
    }
    public static class Gpio
    {
        public const int IO00 = 0;
        public const int IO01 = 1;
        public const int IO02 = 2;
        public const int IO03 = 3;
        public const int IO04 = 4;
        public const int IO05 = 5;
        public const int IO06 = 6;
        public const int IO07 = 7;
        public const int IO08 = 8;
        public const int IO09 = 9;
        public const int IO10 = 10;
        public const int IO11 = 11;
        public const int IO12 = 12;
        public const int IO13 = 13;
        public const int IO14 = 14;
        public const int IO15 = 15;
        public const int IO16 = 16;
        public const int IO17 = 17;
        public const int IO18 = 18;
        public const int IO19 = 19;
        public const int IO20 = 20;
        public const int IO21 = 21;
        public const int IO22 = 22;
        public const int IO23 = 23;
        public const int IO24 = 24;
        public const int IO25 = 25;
        public const int IO26 = 26;
        public const int IO27 = 27;
        public const int IO28 = 28;
        public const int IO29 = 29;
        public const int IO30 = 30;
        public const int IO31 = 31;
        public const int IO32 = 32;
        public const int IO33 = 33;
        public const int IO34 = 34;
        public const int IO35 = 35;
        public const int IO36 = 36;
        public const int IO37 = 37;
        public const int IO38 = 38;
        public const int IO39 = 39;
    }
    public delegate void HighResTimerExpiredEventHandler(HighResTimer sender, Object e);
    public class HighResTimer : IDisposable
    {
        public event HighResTimerExpiredEventHandler OnHighResTimerExpired { add { } remove { } }
        public static UInt64 GetCurrent() => throw null;
        public HighResTimer() => throw null;
        public void Stop() => throw null;
        public void StartOneShot(UInt64 timeout_us) => throw null;
        public void StartOnePeriodic(UInt64 period_us) => throw null;
        protected virtual void Dispose(bool disposing) => throw null;
        public void Dispose() => throw null;
    }
    public class NativeMemory
    {
        public static void GetMemoryInfo(MemoryType memType, out UInt32 totalSize, out UInt32 totalFreeSize, out UInt32 largestFreeBlock) => throw null;
        public enum MemoryType
        {
            All,
            Internal,
            SpiRam,
        }
    }
    public class Sleep
    {
        public static EspNativeError EnableWakeupByTimer(TimeSpan time) => throw null;
        public static EspNativeError EnableWakeupByPin(WakeupGpioPin pin, int level) => throw null;
        public static EspNativeError EnableWakeupByMultiPins(WakeupGpioPin pins, WakeupMode mode) => throw null;
        public static EspNativeError EnableWakeupByTouchPad(int padNumber1, int padNumber2 = -1, byte thresholdCoefficient = 80) => throw null;
        public static EspNativeError EnableWakeupByUart(WakeUpPort portNumber, int edgeCount) => throw null;
        public static EspNativeError StartLightSleep() => throw null;
        public static void StartDeepSleep() => throw null;
        public static WakeupCause GetWakeupCause() => throw null;
        public static WakeupGpioPin GetWakeupGpioPin() => throw null;
        public static int GetWakeupTouchpad() => throw null;
        public enum WakeupMode
        {
            AllLow = 0,
            AnyHigh = 1,
        }
        public enum WakeupCause
        {
            Undefined = 0,
            Ext0 = 2,
            Ext1,
            Timer,
            TouchPad,
            Ulp,
            Gpio,
            Uart,
            Wifi,
            CoCpu,
            CoCpuTrapTrig,
            Bt,
        }
        public enum WakeupGpioPin : UInt64
        {
            None = 0,
            Pin0 = 1,
            Pin1 = (UInt64)1 << 1,
            Pin2 = (UInt64)1 << 2,
            Pin3 = (UInt64)1 << 3,
            Pin4 = (UInt64)1 << 4,
            Pin5 = (UInt64)1 << 5,
            Pin6 = (UInt64)1 << 6,
            Pin7 = (UInt64)1 << 7,
            Pin8 = (UInt64)1 << 8,
            Pin9 = (UInt64)1 << 9,
            Pin10 = (UInt64)1 << 10,
            Pin11 = (UInt64)1 << 11,
            Pin12 = (UInt64)1 << 12,
            Pin13 = (UInt64)1 << 13,
            Pin14 = (UInt64)1 << 14,
            Pin15 = (UInt64)1 << 15,
            Pin16 = (UInt64)1 << 16,
            Pin17 = (UInt64)1 << 17,
            Pin18 = (UInt64)1 << 18,
            Pin19 = (UInt64)1 << 19,
            Pin20 = (UInt64)1 << 20,
            Pin21 = (UInt64)1 << 21,
            Pin25 = (UInt64)1 << 25,
            Pin26 = (UInt64)1 << 26,
            Pin27 = (UInt64)1 << 27,
            Pin32 = (UInt64)1 << 32,
            Pin33 = (UInt64)1 << 33,
            Pin34 = (UInt64)1 << 34,
            Pin35 = (UInt64)1 << 35,
            Pin36 = (UInt64)1 << 36,
            Pin37 = (UInt64)1 << 37,
            Pin38 = (UInt64)1 << 38,
            Pin39 = (UInt64)1 << 39,
        }
        public enum WakeUpPort
        {
            COM1 = 0,
            COM2 = 1,
        }
    }
}

namespace System.Device.Gpio
{
    public struct GpioPulseCount
    {
        public long Count;
        public TimeSpan RelativeTime;
    }
    public sealed class GpioPulseCounter : IDisposable
    {
        public GpioPulseCounter(int pinNumberA, int pinNumberB = -1) => throw null;
        public bool IsStarted { get => throw null; }
        public GpioPulsePolarity Polarity { get => throw null; set => throw null; }
        public ushort FilterPulses { get => throw null; set => throw null; }
        public GpioPulseCount Read() => throw null;
        public GpioPulseCount Reset() => throw null;
        public void Start() => throw null;
        public void Stop() => throw null;
        public void Dispose() => throw null;
    }
    public enum GpioPulsePolarity
    {
        Both,
        Falling,
        Rising,
    }
}

namespace nanoFramework.Hardware.Esp32.Touch
{
    public enum DenoiseCapacitance
    {
        Cap5pf = 0,
        Cap6pf4 = 1,
        Cap7pf8 = 2,
        Cap9pf2 = 3,
        Cap10pf6 = 4,
        Cap12pf0 = 5,
        Cap13pf4 = 6,
        Cap14pf8 = 7,
    }
    public enum DenoiseRange
    {
        Bit12 = 0,
        Bit10 = 1,
        Bit8 = 2,
        Bit4 = 3,
    }
    public class DenoiseSetting
    {
        public DenoiseCapacitance DenoiseCapacitance { get => throw null; set => throw null; }
        public DenoiseRange DenoiseRange { get => throw null; set => throw null; }
    }
    public class Esp32FilterSetting : IFilterSetting
    {
        public uint Period { get => throw null; set => throw null; }
    }
    public enum FilterSettingDebounce
    {
        NoDebounce = 0,
        One,
        Two,
        Three,
        Four,
        Five,
        Six,
        Seven,
    }
    public enum FilterSettingMode
    {
        Iir4 = 0,
        Iir8,
        Iir16,
        Iir32,
        Iir64,
        Iir128,
        Iir256,
        IirJitter,
    }
    public enum FilterSettingNoiseThreshold
    {
        Low = 0,
        Mediumlow,
        MediumHigh,
        High,
    }
    public enum FilterSettingSmoothMode
    {
        Off = 0,
        Iir2 = 1,
        Iir4 = 2,
        Iir8 = 3,
    }
    public interface IFilterSetting
    {
    }
    public enum MeasurementMode
    {
        Timer = 0,
        Software,
    }
    public class MeasurementTime
    {
        public ushort SleepCycles { get => throw null; set => throw null; }
        public TimeSpan MeasurementCycles { get => throw null; set => throw null; }
    }
    public class S2S3FilterSetting : IFilterSetting
    {
        public FilterSettingMode PeriodeSettingMode { get => throw null; set => throw null; }
        public FilterSettingDebounce FilterSettingDebounce { get => throw null; set => throw null; }
        public FilterSettingNoiseThreshold FilterSettingNoiseThreshold { get => throw null; set => throw null; }
        public byte JitterSize { get => throw null; set => throw null; }
        public FilterSettingSmoothMode FilterSettingSmoothMode { get => throw null; set => throw null; }
    }
    public struct TouchChargeSpeed
    {
        public ChargeSpeed Speed { get => throw null; set => throw null; }
        public InitialCharge Charge { get => throw null; set => throw null; }
        public enum InitialCharge
        {
            Low = 0,
            High,
        }
        public enum ChargeSpeed
        {
            Zero = 0,
            Slowest,
            Speed2,
            Speed3,
            Speed4,
            Speed5,
            Speed6,
            Fastest,
        }
    }
    public enum TouchHighVoltage
    {
        Volt2V4 = 0,
        Volt2V5,
        Volt2V6,
        Volt2V7,
    }
    public enum TouchHighVoltageAttenuation
    {
        Volt1V5 = 0,
        Volt1V0,
        Volt0V5,
        Volt0V0,
    }
    public enum TouchLowVoltage
    {
        Volt0V5 = 0,
        Volt0V6,
        Volt0V7,
        Volt0V8,
    }
    public class TouchPad : IDisposable
    {
        public static int GetGpioNumberFromTouchNumber(int touchpadNumber) => throw null;
        public static TouchTriggerMode TouchTriggerMode { get => throw null; set => throw null; }
        public static WakeUpSource WakeUpSource { get => throw null; set => throw null; }
        public static MeasurementMode MeasurementMode { get => throw null; set => throw null; }
        public static void SetVoltage(TouchHighVoltage touchHighVoltage, TouchLowVoltage touchLowVoltage, TouchHighVoltageAttenuation touchHighVoltageAttenuation) => throw null;
        public static TouchHighVoltage TouchHighVoltage { get => throw null; }
        public static TouchLowVoltage TouchLowVoltage { get => throw null; }
        public static TouchHighVoltageAttenuation TouchHighVoltageAttenuation { get => throw null; }
        public static void StartFilter(IFilterSetting filterSetting) => throw null;
        public static void StopFilter() => throw null;
        public static bool IsFilterOn { get => throw null; }
        public static MeasurementTime GetMeasurementTime() => throw null;
        public static void SetMeasurementTime(MeasurementTime measurementTime) => throw null;
        public static void SetDenoise(DenoiseSetting denoiseSetting) => throw null;
        public static DenoiseSetting GetDenoise() => throw null;
        public static bool DenoiseEnabled { get => throw null; set => throw null; }
        public TouchPad(int touchPadNumber) => throw null;
        public uint Read() => throw null;
        public int CalibrationData { get => throw null; }
        public int GetCalibrationData(int count = 5) => throw null;
        public uint Threshold { get => throw null; set => throw null; }
        public int TouchPadNumber { get => throw null; }
        public void SetChargeSpeed(TouchChargeSpeed touchChargeSpeed) => throw null;
        public TouchChargeSpeed GetChargeSpeed() => throw null;
        public event TouchPadValueChangedEventHandler ValueChanged { add { } remove { } }
        public void Dispose() => throw null;
    }
    public class TouchPadEventArgs : BaseEvent
    {
        public TouchPadEventArgs(int padNumber, bool touched) => throw null;
        public int PadNumber { get => throw null; }
        public bool Touched { get => throw null; }
    }
    public delegate void TouchPadValueChangedEventHandler(object sender, TouchPadEventArgs e);
    public enum TouchTriggerMode
    {
        BellowThreshold = 0,
        AboveThreshold,
    }
    public enum WakeUpSource
    {
        BothSet1AndSet2 = 0,
        OnlySet1,
    }
}

