// SPDX-License-Identifier: MIT
namespace MCUNetV2.VisualWakeWords
{
    /// <summary>Told when the object comes into view or leaves it.</summary>
    public delegate void WakeWordEventHandler(WakeWordDetector sender, WakeWordResult result);
}
