// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Native;

/// <summary>A device that was asked for is not there.</summary>
internal sealed class MissingDeviceException(string message) : Exception(message);
