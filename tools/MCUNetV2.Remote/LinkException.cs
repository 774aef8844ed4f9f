// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote;

/// <summary>The link to a target failed: nobody answers, or what arrives is damaged.</summary>
public sealed class LinkException(string message, Exception? inner = null) : Exception(message, inner);
