namespace MCUNetV2.Cli.Flashing;

/// <summary>What nanoff has to be told to put firmware and application on a board.</summary>
internal static class FlashSteps
{
    /// <summary>Looks which chip is there; null where nanoff cannot tell.</summary>
    public static FlashStep? Identify(BoardProfile board, string? port) => board.Platform == "esp32"
        ? new FlashStep("look at the board", ["--platform", "esp32", "--serialport", port!, "--devicedetails"])
        : null;

    /// <summary>Firmware first, then the application.</summary>
    public static IEnumerable<FlashStep> Write(BoardProfile board, string? port, string? firmware, string? application)
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
    }
}
