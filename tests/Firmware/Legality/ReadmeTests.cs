// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using MCUNetV2.DevicePackages;
using MCUNetV2.Tests;
using Microsoft.CodeAnalysis.CSharp;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests.Legality;

/// <summary>The C# that the README shows compiles for the device as it stands there.</summary>
public class ReadmeTests
{
    private const string Frame = """
        using System.Device.Gpio;
        using MCUNetV2.Boards;
        using MCUNetV2.Camera;
        using MCUNetV2.Inference;
        using MCUNetV2.VisualWakeWords;

        namespace MCUNetV2.Boards
        {
            public static class Board
            {
                public static IBoard Open()
                {
                    return null;
                }
            }
        }

        public static class Program
        {
            public static void Main()
            {
        CODE
            }
        }
        """;

    [Fact]
    public void Its_code_compiles_and_is_legal_on_the_device()
    {
        MatchCollection blocks = Regex.Matches(File.ReadAllText(Repository.Path("README.md")), "```csharp\r?\n(.*?)```", RegexOptions.Singleline);
        blocks.Count.ShouldBeGreaterThan(0);
        foreach (string code in blocks.Select(block => block.Groups[1].Value))
        {
            CSharpCompilation compilation = DeviceCompiler.Compile(
                Frame.Replace("CODE", code), "nanoFramework.Runtime.Events", "System.Device.Gpio", "MCUNetV2.Interop", "MCUNetV2.Device");
            SyntaxLint.Check(compilation).ShouldBeEmpty();
            AssemblyLint.Check(Emitter.Emit(compilation)).ShouldBeEmpty();
            code.Split('\n').Count(line => line.Trim().Length > 0).ShouldBeLessThanOrEqualTo(10, "ten lines must be enough");
        }
    }
}
