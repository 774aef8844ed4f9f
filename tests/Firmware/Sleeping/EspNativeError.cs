// SPDX-License-Identifier: MIT
namespace nanoFramework.Hardware.Esp32;

/// <summary>What the simulated chip answers; values of nanoFramework's enum.</summary>
public enum EspNativeError
{
    OK = 0,
    FAIL = -1,
}
