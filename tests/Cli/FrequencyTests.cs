// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Output;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

public sealed class FrequencyTests
{
    [Theory]
    [InlineData("120MHz", 120_000_000)]
    [InlineData("120 mhz", 120_000_000)]
    [InlineData("0.5GHz", 500_000_000)]
    [InlineData("32768", 32768)]
    [InlineData("32.768kHz", 32768)]
    public void Parse_takes_units(string text, long hertz) => Frequency.Parse(text).ShouldBe(hertz);

    [Theory]
    [InlineData("")]
    [InlineData("MHz")]
    [InlineData("0MHz")]
    [InlineData("-1MHz")]
    [InlineData("120 M")]
    [InlineData("9999999999GHz")]
    public void Parse_refuses_others(string text) => Should.Throw<FormatException>(() => Frequency.Parse(text));

    [Fact]
    public void Format_is_in_megahertz() => Frequency.Format(120_500_000).ShouldBe("120.5 MHz");
}
