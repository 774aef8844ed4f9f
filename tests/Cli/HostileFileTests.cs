// SPDX-License-Identifier: MIT
using System.Formats.Tar;
using System.Runtime.InteropServices;
using System.Text;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Cli.Tests.Pictures;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Tests;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>Thousands of damaged files of each kind, given to every verb that reads that kind: an answer, or one line and exit code 3 or 4.</summary>
[Trait("Category", "Slow")]
public sealed class HostileFileTests : IDisposable
{
    private const int Mutants = 2000;

    private static readonly int CheckedFrom = (int)Marshal.OffsetOf<PackageHeader>(nameof(PackageHeader.ArenaBytes));
    private static readonly int ChecksumAt = (int)Marshal.OffsetOf<PackageHeader>(nameof(PackageHeader.Crc32));

    private static readonly uint[] Edges =
    [
        0, 1, 2, 3, 4, 7, 8, 16, 64, 127, 128, 255, 256, 4095, 8191, 8192, 8193, 16384, 32767, 32768, 65535, 65536, 0x3FFFFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFF8, 0xFFFFFFFF,
        0x7F800000, 0x7FC00000, 0xBF800000,
    ];

    private readonly Scratch _scratch = new();
    private readonly string _input;
    private readonly string _model;

    public HostileFileTests()
    {
        _input = _scratch.Write("input.bin", new byte[TestModel.InputBytes]);
        _model = _scratch.Write("model.tflite", TestModel.Write());
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Damaged_models_are_read_or_refused() => Try(
        "mutant.tflite", [TestModel.Write(), TestModel.WriteLongAxes(), TestModel.WriteDeadChannel(byScale: true), TestModel.WriteFloat()], Mutation.Of,
        file => ["inspect", file],
        file => ["inspect", file, "--json"],
        file => ["plan", file],
        file => ["compile", file, "-o", _scratch.Path("out.mcu"), "--schedule", "layers"],
        file => ["run", file, "--input", _input, "--schedule", "layers"]);

    [Fact]
    public void Damaged_packages_are_run_or_refused()
    {
        string head = _scratch.Write("labels.json", """{"kind": "classifier", "labels": ["a", "b"], "threshold": 0.5}"""u8);
        string[] schedules = ["layers", "stream", "patches:2x2"];
        byte[][] packages =
        [
            .. schedules.Select(schedule =>
            {
                string package = _scratch.Path($"{schedule[..3]}.mcu");
                Tool.Run("compile", _model, "-o", package, "--schedule", schedule, "--head", head).Error.ShouldBeEmpty();
                return File.ReadAllBytes(package);
            }),
        ];
        Try(
            "mutant.mcu", packages, ChangeRecord,
            file => ["inspect", file],
            file => ["inspect", file, "--json"],
            file => ["run", file, "--input", _input],
            file => ["bench", file]);
    }

    [Fact]
    public void Damaged_pictures_are_seen_or_refused() => Try(
        "mutant.jpg", [.. new[] { SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp }.Select(format => TestPicture.Encode(format))], Mutation.Of,
        file => ["run", _model, "--input", file]);

    [Fact]
    public void Damaged_heads_are_read_or_refused() => Try(
        "mutant.json", ["""{"kind": "classifier", "labels": ["no person", "person"], "threshold": 0.5}"""u8.ToArray(), """{"kind": "yolo", "classes": 1, "scales": [{"stride": 8, "anchors": [[10, 14.5], [1e2, 3]]}]}"""u8.ToArray()],
        Mutation.Of,
        file => ["run", _model, "--input", _input, "--head", file]);

    [Fact]
    public void Damaged_listings_and_archives_are_read_or_refused()
    {
        byte[] picture = TestPicture.Encode(SKEncodedImageFormat.Png, 8, 8);
        Directory.CreateDirectory(_scratch.Path("set"));
        using (TarWriter tar = new(File.Create(_scratch.Path("set/s.tar"))))
        {
            foreach (string name in new[] { "a.png", "b.png" })
            {
                using MemoryStream content = new(picture);
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content });
            }
        }

        string head = _scratch.Write("head.json", """{"kind": "classifier", "labels": ["no", "yes"]}"""u8);
        string[] command = ["eval", _model, "--head", head, "--dataset", _scratch.Path("set")];
        byte[] listing = "file,label,split,source,label_origin,shard\na.png,1,val,mine,hand,s.tar\nb.png,0,train,mine,hand,s.tar\n"u8.ToArray();
        Try("set/manifest.csv", [listing, [0xEF, 0xBB, 0xBF, .. listing]], Mutation.Of, _ => command);
        _scratch.Write("set/manifest.csv", listing);
        Try("set/s.tar", [File.ReadAllBytes(_scratch.Path("set/s.tar"))], Mutation.Of, _ => command);
    }

    [Fact]
    public void Damaged_search_spaces_are_searched_or_refused() => Try(
        "mutant.json", [Encoding.UTF8.GetBytes(SearchTests.Space)], Mutation.Of,
        file => ["search", file, "--candidates", "1", "--sram", "4KiB", "--flash", "16KiB", "--macs", "400k", "-o", _scratch.Path("best.json")]);

    private void Try(string name, byte[][] files, Func<byte[], Random, byte[]> mutate, params Func<string, string[]>[] commands)
    {
        Random random = new(1);
        int refused = 0;
        for (int i = 0; i < Mutants; i++)
        {
            byte[] mutant = mutate(files[i % files.Length], random);
            string[] command = commands[i / files.Length % commands.Length](_scratch.Write(name, mutant));
            ToolResult result = Tool.Run(command);
            string shown = $"mutant {i} of {name}, {string.Join(' ', command)}: {(int)result.Code} {result.Error}";
            if (result.Code is not (ExitCode.Ok or ExitCode.InvalidFile or ExitCode.UnsupportedModel or ExitCode.Infeasible))
            {
                string kept = Path.Combine(Path.GetTempPath(), $"mcunet-{i}-{Path.GetFileName(name)}");
                File.WriteAllBytes(kept, mutant);
                throw new InvalidOperationException($"{kept}: {shown}");
            }

            refused += result.Code == ExitCode.Ok ? 0 : 1;
            string[] lines = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            lines.ShouldAllBe(line => line.StartsWith("mcunet: ") && PlainText.IsHarmless(line), shown);
            lines.Count(line => !line.StartsWith("mcunet: warning: ")).ShouldBe(result.Code == ExitCode.Ok ? 0 : 1, shown);
            PlainText.IsHarmless(result.Output.ReplaceLineEndings("")).ShouldBeTrue(shown);
        }

        refused.ShouldBeInRange(1, Mutants - 1);
    }

    /// <summary>Sets one number of 1, 2 or 4 bytes to a value at some edge, and the checksum right.</summary>
    private static byte[] ChangeRecord(byte[] package, Random random)
    {
        byte[] changed = [.. package];
        for (int change = random.Next(1, 3); change > 0; change--)
        {
            int width = 1 << random.Next(3);
            int at = CheckedFrom + (random.Next((changed.Length - CheckedFrom) / width) * width);
            byte[] old = [.. changed.AsSpan(at, Math.Min(width, changed.Length - at)), 0, 0, 0, 0];
            uint value = random.Next(4) switch
            {
                0 => BitConverter.ToUInt32(old) + 1,
                1 => BitConverter.ToUInt32(old) - 1,
                2 => (uint)random.NextInt64(1L << 32),
                _ => Edges[random.Next(Edges.Length)],
            };
            BitConverter.GetBytes(value).AsSpan(0, Math.Min(width, changed.Length - at)).CopyTo(changed.AsSpan(at));
        }

        BitConverter.GetBytes(Crc32.Compute(changed.AsSpan(CheckedFrom))).CopyTo(changed.AsSpan(ChecksumAt));
        return changed;
    }
}
