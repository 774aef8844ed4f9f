// SPDX-License-Identifier: MIT
using MCUNetV2.Cli.Output;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData("16384", 16384)]
    [InlineData("16384B", 16384)]
    [InlineData("16 KiB", 16384)]
    [InlineData("13.5KiB", 13824)]
    [InlineData("1MiB", 1048576)]
    public void Parse_reads_bytes_and_binary_units(string text, int bytes) => ByteSize.Parse(text).ShouldBe(bytes);

    [Theory]
    [InlineData("")]
    [InlineData("KiB")]
    [InlineData("-4KiB")]
    [InlineData("16KB")]
    [InlineData("9999999999")]
    public void Parse_refuses_anything_else(string text) => Should.Throw<FormatException>(() => ByteSize.Parse(text));

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(13721, "13.4 KiB")]
    [InlineData(1404928, "1,372.0 KiB")]
    public void Format_is_for_people(long bytes, string text) => ByteSize.Format(bytes).ShouldBe(text);
}
