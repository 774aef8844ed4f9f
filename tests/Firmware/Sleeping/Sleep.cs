// SPDX-License-Identifier: MIT
namespace nanoFramework.Hardware.Esp32;

/// <summary>A simulated ESP32's sleep, with the names of nanoFramework's class; each test's thread has its own.</summary>
public static class Sleep
{
    [ThreadStatic]
    private static TimeSpan? _timer;

    /// <summary>What the calls answer.</summary>
    [field: ThreadStatic]
    public static EspNativeError Answer { get; set; }

    /// <summary>Time slept.</summary>
    [field: ThreadStatic]
    public static TimeSpan Slept { get; set; }

    public static EspNativeError EnableWakeupByTimer(TimeSpan time)
    {
        _timer = Answer == EspNativeError.OK ? time : null;
        return Answer;
    }

    public static EspNativeError StartLightSleep()
    {
        Slept += _timer ?? throw new InvalidOperationException("asleep for good: nothing wakes the board");
        _timer = null;
        return EspNativeError.OK;
    }
}
