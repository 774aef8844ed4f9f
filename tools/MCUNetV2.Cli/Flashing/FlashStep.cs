namespace MCUNetV2.Cli.Flashing;

/// <summary>One call of nanoff.</summary>
/// <param name="Purpose">What it is for; for people.</param>
internal sealed record FlashStep(string Purpose, IReadOnlyList<string> Arguments)
{
    /// <summary>As one would type it.</summary>
    public string CommandLine => "nanoff " + string.Join(' ', Arguments.Select(argument => argument.Contains(' ') ? $"\"{argument}\"" : argument));
}
