using MCUNetV2.Cli.Errors;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

public sealed class UsageTests
{
    [Fact]
    public void NoVerb_IsOneLine()
    {
        ToolResult result = Tool.Run();
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldStartWith("mcunet: a verb is missing; one of ");
    }

    [Fact]
    public void UnknownVerb_IsNamed()
    {
        ToolResult result = Tool.Run("inspekt");
        result.Code.ShouldBe(ExitCode.Usage);
        result.ErrorLine.ShouldStartWith("mcunet: unknown verb inspekt; one of ");
    }

    [Fact]
    public void Help_ListsEveryExitCode()
    {
        string help = Tool.Run("--help").Output;
        foreach (ExitCode code in Enum.GetValues<ExitCode>())
        {
            help.ShouldMatch($@"(?m)^\s+{(int)code}\s+\w");
        }
    }
}
