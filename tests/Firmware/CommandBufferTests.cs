// SPDX-License-Identifier: MIT
using System.Text;
using MCUNetV2.Boards;
using MCUNetV2.Diagnostics;
using Shouldly;
using Xunit;

namespace MCUNetV2.Firmware.Tests;

/// <summary>What a line may bring where commands are expected.</summary>
public sealed class CommandBufferTests
{
    [Theory]
    [InlineData("send\n", "send")]
    [InlineData("send\r\nprofile\r\n", "send", "profile")]
    [InlineData("\n\n", "", "")]
    [InlineData("\u001B[2Jsend\u0007\0\n", "[2Jsend")]
    [InlineData("caf\u00E9\n", "caf")]
    [InlineData("send")]
    public void Commands_are_the_printable_characters_of_a_line(string received, params string[] commands) => Read(received).ShouldBe(commands);

    [Fact]
    public void A_line_without_end_takes_no_memory_and_is_no_command()
    {
        List<string> commands = Read(RemoteControl.Pictures + new string('x', 1_000_000) + "\n" + RemoteControl.Camera + "\n");

        commands.ShouldBe([RemoteControl.Pictures + new string('x', CommandBuffer.LongestCommand - RemoteControl.Pictures.Length), RemoteControl.Camera]);
    }

    private static List<string> Read(string received)
    {
        CommandBuffer buffer = new();
        return [.. Encoding.Latin1.GetBytes(received).Select(value => buffer.Add(value)).OfType<string>()];
    }
}
