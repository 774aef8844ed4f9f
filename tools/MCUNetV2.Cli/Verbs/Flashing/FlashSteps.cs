// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Boards;

namespace MCUNetV2.Cli.Verbs.Flashing;

/// <summary>What nanoff has to be told to put firmware and application on a board.</summary>
internal static class FlashSteps
{
    /// <summary>Looks which chip is there; null where nanoff cannot tell.</summary>
    public static FlashStep? Identify(BoardProfile board, string? port) => board.Platform == "esp32"
        ? new FlashStep("look at the board", ["--platform", "esp32", "--serialport", port!, "--devicedetails"])
        : null;

    /// <summary>Firmware first, then the application, then the model.</summary>
    public static IEnumerable<FlashStep> Write(BoardProfile board, string? port, string? firmware, string? application, string? model)
    {
        string[] connection = board.Platform == "esp32" ? ["--serialport", port!] : ["--jtag"];
        if (firmware is not null)
        {
            yield return new("write the firmware", ["--update", "--target", board.Target, .. connection, "--clrfile", firmware]);
        }

        if (application is not null)
        {
            string[] address = board.ApplicationAddress is null ? [] : ["--address", board.ApplicationAddress];
            yield return new("write the application", ["--target", board.Target, .. connection, "--deploy", "--image", application, .. address]);
        }

        if (model is not null)
        {
            yield return new("write the model", ["--target", board.Target, .. connection, "--deploy", "--image", model, "--address", board.Flash.ModelAddress]);
        }
    }
}

/// <summary>One call of nanoff.</summary>
/// <param name="Purpose">What it is for; for people.</param>
internal sealed record FlashStep(string Purpose, IReadOnlyList<string> Arguments)
{
    /// <summary>As one would type it.</summary>
    public string CommandLine => "nanoff " + string.Join(' ', Arguments.Select(argument => argument.Contains(' ') ? $"\"{argument}\"" : argument));
}
