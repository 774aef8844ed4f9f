// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote;

/// <summary>A target's answer to one request.</summary>
/// <param name="Result">Not negative, or an engine's status.</param>
/// <param name="Instructions">Executed for the request, the link's own work excluded.</param>
/// <param name="Data">What follows.</param>
public readonly record struct LinkAnswer(int Result, uint Instructions, byte[] Data);
