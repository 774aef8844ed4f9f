// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Text;
using MCUNetV2.Training.Native;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests;

public sealed class VersionNeedTests
{
    private const string Version = "GLIBCXX_3.4.32";
    private const int SectionHeaders = 64;
    private const int Needs = 256;
    private const int Strings = 320;

    [Fact]
    public void The_version_is_weakened_and_nothing_else_changed()
    {
        byte[] library = Library();
        byte[] before = [.. library];

        VersionNeed.TryWeaken(library, Version).ShouldBeTrue();

        before[Needs + 32 + 4] = 2;
        library.ShouldBe(before);
        VersionNeed.TryWeaken(library, Version).ShouldBeFalse();
    }

    [Fact]
    public void A_version_that_is_not_required_changes_nothing() => VersionNeed.TryWeaken(Library(), "GLIBCXX_3.4.33").ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("\u007fELF")]
    [InlineData("#!/bin/sh")]
    public void What_is_no_library_is_left_alone(string content) => VersionNeed.TryWeaken(Encoding.ASCII.GetBytes(content), Version).ShouldBeFalse();

    [Fact]
    public void No_mutant_is_too_much()
    {
        Random random = new(1);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] mutant = Library();
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                mutant[random.Next(mutant.Length)] = (byte)random.Next(256);
            }

            VersionNeed.TryWeaken(mutant, Version);
        }
    }

    /// <summary>Two sections, the version needs (one library, two versions) and their strings, with the hash of the version's name elsewhere as well.</summary>
    private static byte[] Library()
    {
        byte[] image = new byte[512];
        "\u007fELF\u0002\u0001"u8.CopyTo(image);
        Write64(image, 0x28, SectionHeaders);
        image[0x3A] = 64;
        image[0x3C] = 2;
        Write32(image, SectionHeaders + 4, 0x6ffffffe);
        Write64(image, SectionHeaders + 24, Needs);
        Write32(image, SectionHeaders + 40, 1);
        Write64(image, SectionHeaders + 64 + 24, Strings);
        image[Needs] = 1;
        image[Needs + 2] = 2;
        Write32(image, Needs + 8, 16);
        Write32(image, Needs + 16 + 8, 1);
        Write32(image, Needs + 16 + 12, 16);
        Write32(image, Needs + 32, 0x0297f872);
        Write32(image, Needs + 32 + 8, 16);
        Write32(image, 480, 0x0297f872);
        Encoding.ASCII.GetBytes($"\0GLIBCXX_3.4.21\0{Version}\0").CopyTo(image, Strings);
        return image;
    }

    private static void Write32(byte[] image, int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(offset), value);

    private static void Write64(byte[] image, int offset, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(offset), value);
}
