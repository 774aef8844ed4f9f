// SPDX-License-Identifier: MIT
using System.Diagnostics;
using MCUNetV2.CommandLine;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests;

/// <summary>Where results go, whatever lies there.</summary>
public sealed class OutputFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_link_is_followed_and_stays()
    {
        string target = _scratch.Write("there/model.mcu", [1]);
        File.CreateSymbolicLink(_scratch.Path("link"), target);
        File.CreateSymbolicLink(_scratch.Path("dangling"), "new");

        OutputFile.Write(_scratch.Path("link"), [2, 3]);
        OutputFile.Write(_scratch.Path("dangling"), [4]);

        File.ReadAllBytes(target).ShouldBe([2, 3]);
        File.ReadAllBytes(_scratch.Path("new")).ShouldBe([4]);
        new FileInfo(_scratch.Path("link")).LinkTarget.ShouldBe(target);
        new FileInfo(_scratch.Path("dangling")).LinkTarget.ShouldBe("new");
    }

    [Fact]
    public async Task A_pipe_is_written_into()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes in the file system");
        string pipe = _scratch.Path("pipe");
        using (Process made = Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        FileKind.IsSpecial(pipe).ShouldBeTrue();
        Task<byte[]> reader = Task.Run(() => InputFile.Read(pipe));

        OutputFile.Write(pipe, [1, 2, 3]);

        (await reader.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).ShouldBe([1, 2, 3]);
        FileKind.IsSpecial(pipe).ShouldBeTrue();
    }

    [Fact]
    public void A_device_is_no_regular_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "devices in the file system");

        FileKind.IsSpecial("/dev/null").ShouldBeTrue();
        FileKind.IsSpecial(_scratch.Write("file", [1])).ShouldBeFalse();
        FileKind.IsSpecial(_scratch.Directory).ShouldBeFalse();
        Should.Throw<OutputFileException>(() => OutputFile.Write("/dev/full", [1])).Message.ShouldStartWith("/dev/full: cannot be written: ");
        Should.Throw<InvalidDataException>(() => InputFile.Read("/dev/zero", 100_000)).Message.ShouldBe("/dev/zero: larger than 100000 bytes, the most that is read");
    }

    [Fact]
    public void What_killed_runs_have_left_is_removed_and_what_living_ones_write_is_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "locks of files");
        _scratch.Write(".mcunet-1-1.tmp", [1]);
        string living = _scratch.Path(".mcunet-2-1.tmp");
        using (new FileStream(living, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            OutputFile.Write(_scratch.Path("model.mcu"), [2]);
            Directory.GetFiles(_scratch.Directory).Order(StringComparer.Ordinal).ShouldBe([living, _scratch.Path("model.mcu")]);
        }
    }

    [Fact]
    public void A_failure_leaves_what_was_there()
    {
        string path = _scratch.Write("model.mcu", [1]);

        Should.Throw<OutputFileException>(() => OutputFile.Write(path, stream =>
        {
            stream.Write([2, 2, 2]);
            throw new IOException("disk full");
        })).Message.ShouldBe($"{path}: cannot be written: disk full");

        File.ReadAllBytes(path).ShouldBe([1]);
        Directory.GetFiles(_scratch.Directory).ShouldBe([path]);
    }

    [Fact]
    public void Permissions_stay()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("permissions");
            return;
        }

        string path = _scratch.Write("script", [1]);
        UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        File.SetUnixFileMode(path, mode);

        OutputFile.Write(path, [2]);

        File.GetUnixFileMode(path).ShouldBe(mode);
    }

    [Theory]
    [InlineData("/proc/nope/x")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void What_cannot_be_written_is_named(string path) => Should.Throw<OutputFileException>(() => OutputFile.Write(path, [1])).Message.ShouldStartWith($"{path}: ");

    [Fact]
    public void A_folder_in_the_way_is_named() =>
        Should.Throw<OutputFileException>(() => OutputFile.Write(_scratch.Directory, [1])).Message.ShouldBe($"{_scratch.Directory}: cannot be written: a directory is in the way");
}
