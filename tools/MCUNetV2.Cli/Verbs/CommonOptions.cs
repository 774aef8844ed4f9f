using System.CommandLine;

namespace MCUNetV2.Cli.Verbs;

/// <summary>Arguments and options that several verbs share.</summary>
internal static class CommonOptions
{
    public static Argument<string> Model() => new("MODEL") { Description = "An int8 .tflite, or a package (.mcu)" };

    public static Option<bool> Json() => new("--json") { Description = "Report as JSON" };
}
