// SPDX-License-Identifier: MIT
namespace MCUNetV2.Firmware.Tests.Legality;

/// <summary>Something that compiles but does not work on the device.</summary>
internal sealed record LintFinding(LintRule Rule, string Where);
