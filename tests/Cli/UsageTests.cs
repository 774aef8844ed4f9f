// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Errors;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

public sealed class UsageTests
{
    [Fact]
    public void No_verb_is_one_line()
    {
        ToolResult result = Tool.Run();
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldStartWith("mcunet: a verb is missing; one of ");
    }

    [Fact]
    public void Unknown_verb_is_named()
    {
        ToolResult result = Tool.Run("zzz");
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldStartWith("mcunet: unknown verb zzz; one of ");
    }

    [Fact]
    public void Help_lists_every_exit_code()
    {
        string help = Tool.Run("--help").Output;
        foreach (ExitCode code in Enum.GetValues<ExitCode>())
        {
            help.ShouldMatch($@"(?m)^\s+{(int)code}\s+\w");
        }
    }

    [Theory]
    [InlineData("bench", "model.tflite", "--runs", "99999999999")]
    [InlineData("bench", "model.tflite", "--runs", "0")]
    [InlineData("bench", "model.tflite", "--runs", "x")]
    [InlineData("monitor", "--port", "x", "--timeout", "NaN")]
    [InlineData("monitor", "--port", "x", "--baud", "1e5")]
    [InlineData("monitor", "--port", "x", "--count", "-1")]
    [InlineData("search", "space.json", "-o", "x", "--finalists", "2147483648")]
    [InlineData("eval", "model.tflite", "--dataset", "x", "--false-alarms", "much")]
    [InlineData("quantize", "x.onnx", "-o", "y", "--calibrate", "z", "--pictures", "99999999999")]
    [InlineData("train", "--data", "x", "-o", "y", "--epochs", "99999999999")]
    [InlineData("train", "--data", "x", "-o", "y", "--mix", "much")]
    public void What_is_no_number_or_none_that_is_possible_is_named(params string[] arguments)
    {
        ToolResult result = Tool.Run(arguments);
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldContain(arguments[^2]);
    }

    [Theory]
    [InlineData("inspekt model", "unknown verb inspekt; did you mean inspect?")]
    [InlineData("plna model", "unknown verb plna; did you mean plan?")]
    [InlineData("plan", "plan: MODEL is missing; see mcunet plan --help")]
    [InlineData("plan model --srm 16KiB", "plan: unknown option --srm; did you mean --sram?")]
    [InlineData("plan model --sram=16KB", "plan: \"16KB\" is not a size; write bytes or KiB, for example 16384 or 16KiB; see mcunet plan --help")]
    [InlineData("plan one two", "plan: two: one argument too many; see mcunet plan --help")]
    [InlineData("run model", "run: --input is missing; see mcunet run --help")]
    [InlineData("quantize model --calibrate d", "quantize: --output is missing; see mcunet quantize --help")]
    [InlineData("quantize model --calibrate d -o x --mean 1", "quantize: --mean and --std go together, one number a channel each; see mcunet quantize --help")]
    [InlineData("search space -o x --candidates 0", "search: --candidates is 0; 1 is the least; see mcunet search --help")]
    [InlineData("train --dta photos", "train: unknown option --dta; did you mean --data?")]
    [InlineData("train exprot net.json", "train: unknown exprot; did you mean export?")]
    [InlineData("train export", "train export: CONFIG is missing; see mcunet train export --help")]
    [InlineData("train --data photos -o out --device gpu", "train: Argument 'gpu' not recognized. Must be one of: 'auto', 'cpu', 'cuda'; see mcunet train --help")]
    [InlineData("train net.json --data x -o y --unlabelled z", "train: --unlabelled needs a --teacher that says what the pictures show; see mcunet train --help")]
    [InlineData("train net.json --data x -o y --views 4", "train: --views saves asking a --teacher again: name one, or leave --views out; see mcunet train --help")]
    [InlineData("train net.json --data x -o y --answers f", "train: --answers keeps what teachers say of the views that all epochs share: name their number with --views; see mcunet train --help")]
    [InlineData("train net.json --data x -o y --teacher t --views 4 --mix 0.5", "train: --mix makes views that no teacher has been asked for: leave --views or --mix out; see mcunet train --help")]
    [InlineData("train net.json --data x -o y --teacher t --views 1001", "train: --views takes a number from 0 to 1000; see mcunet train --help")]
    [InlineData("--vresion", "unknown option --vresion; did you mean --version?")]
    public void Wrong_usage_is_one_line_that_helps(string line, string expected)
    {
        ToolResult result = Tool.Run(line.Split(' '));
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldBe($"mcunet: {expected}");
    }

    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help plan", "plan --help")]
    [InlineData("help quantize", "quantize --help")]
    [InlineData("help train", "train --help")]
    [InlineData("help train export", "train export --help")]
    public void Help_is_also_a_verb(string verb, string option)
    {
        ToolResult result = Tool.Run(verb.Split(' '));
        result.Code.ShouldBe(ExitCode.Ok);
        result.Output.ShouldBe(Tool.Run(option.Split(' ')).Output);
    }

    [Fact]
    public void Causes_are_looked_for_inside_of_exceptions_that_wrap_them()
    {
        InvalidDataException cause = new("picture.jpg is no picture");
        Failure.Explain(new AggregateException(new AggregateException(cause))).ShouldBe((ExitCode.InvalidFile, cause.Message));
    }

    [Fact]
    public void A_library_that_is_damaged_or_of_another_version_is_a_missing_tool()
    {
        foreach (Exception exception in new Exception[] { new BadImageFormatException("libmcunet.so"), new EntryPointNotFoundException("mcunet_new"), new DllNotFoundException("x is not built") })
        {
            (ExitCode code, string message) = Failure.Explain(new TypeInitializationException("Kernels", exception));
            code.ShouldBe(ExitCode.MissingTool);
            message.ShouldContain(exception.Message);
        }
    }

    [Fact]
    public void A_full_error_stream_changes_no_exit_code()
    {
        using StringWriter output = new();
        using FullWriter error = new();
        CommandLineTool.Run(["inspect", "nowhere.tflite"], output, error, TestContext.Current.CancellationToken).ShouldBe(ExitCode.InvalidFile);
    }

    [Fact]
    public void A_full_output_is_an_error_of_the_output()
    {
        using FullWriter output = new();
        using StringWriter error = new();
        CommandLineTool.Run(["operators"], output, error, TestContext.Current.CancellationToken).ShouldBe(ExitCode.OutputError);
        error.ToString().ShouldBe("mcunet: a result cannot be written: no space\n");
    }

    private sealed class FullWriter : StringWriter
    {
        public override void Write(char value) => throw new IOException("no space");

        public override void Write(string? value) => throw new IOException("no space");

        public override void Write(char[] buffer, int index, int count) => throw new IOException("no space");

        public override void WriteLine(string? value) => throw new IOException("no space");
    }
}
