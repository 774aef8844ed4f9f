// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Targets;

namespace MCUNetV2.Cli.Options;

/// <summary>Arguments and options that several verbs share.</summary>
internal static class CommonOptions
{
    public static Argument<string> Model() => new("MODEL") { Description = "An int8 .tflite, or a package (.mcu)" };

    /// <summary>For what does not depend on weights.</summary>
    public static Argument<string> ModelOrNetwork() => new("MODEL") { Description = "An int8 .tflite, a package (.mcu), or the configuration of a network that is yet to be trained (.json)" };

    public static Option<string?> Head() => new("--head") { Description = "What the outputs mean, as JSON (default: X.head.json beside X.tflite)", HelpName = "FILE" };

    public static Option<bool> Json() => new("--json") { Description = "Report as JSON" };

    /// <summary>An amount of memory: bytes or KiB.</summary>
    public static Option<int?> Size(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SIZE",
        CustomParser = ReadSize,
    };

    public static Option<DeviceTarget> Target() => new("--target")
    {
        Description = DeviceTarget.Names,
        HelpName = "TARGET",
        DefaultValueFactory = _ => DeviceTarget.Host,
        CustomParser = result => DeviceTarget.Find(result.Tokens[0].Value, result.AddError),
    };

    /// <summary>Refuses numbers below the least one. What is no number at all the parser names itself.</summary>
    public static Option<T> AtLeast<T>(this Option<T> option, int least)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: string text }] && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) && number < least)
            {
                result.AddError($"{option.Name} is {number}; {least} is the least");
            }
        });
        return option;
    }

    private static int? ReadSize(ArgumentResult result)
    {
        try
        {
            return ByteSize.Parse(result.Tokens[0].Value);
        }
        catch (FormatException exception)
        {
            result.AddError(exception.Message);
            return null;
        }
    }
}
