// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using MCUNetV2.Pictures;
using Shouldly;
using SkiaSharp;
using Xunit;

namespace MCUNetV2.Cli.Tests.Pictures;

/// <summary>Data sets as people have them: with other programs' files in them, links, pictures that are none, listings from other systems.</summary>
public sealed class DataSetTests : IDisposable
{
    private static readonly byte[] Picture = TestPicture.Encode(SKEncodedImageFormat.Png, 8, 8);

    private readonly Scratch _scratch = new();
    private readonly StringWriter _warnings = new();

    public void Dispose()
    {
        _scratch.Dispose();
        _warnings.Dispose();
    }

    [Fact]
    public void Dot_files_and_dot_folders_are_no_data()
    {
        _scratch.Write("cat/a.png", Picture);
        _scratch.Write("cat/._a.png", "AppleDouble"u8);
        _scratch.Write("cat/.DS_Store", [0]);
        _scratch.Write("cat/.ipynb_checkpoints/a.png", Picture);
        _scratch.Write("cat/notes.txt", "no picture"u8);

        ReadFolders("cat").ShouldBe(["cat/a.png"]);
        _warnings.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Links_are_not_followed_and_that_is_said()
    {
        _scratch.Write("cat/a.png", Picture);
        Directory.CreateSymbolicLink(_scratch.Path("cat/up"), "..");
        File.CreateSymbolicLink(_scratch.Path("cat/b.png"), "a.png");

        ReadFolders("cat").ShouldBe(["cat/a.png"]);
        _warnings.ToString().ShouldStartWith("mcunet: warning: 2 not followed, being symbolic links: ");
    }

    [Fact]
    public void A_class_folder_that_is_a_link_is_named()
    {
        _scratch.Write("cat/a.png", Picture);
        Directory.CreateSymbolicLink(_scratch.Path("dog"), "cat");

        Should.Throw<InvalidDataException>(() => ReadFolders("cat", "dog")).Message.ShouldContain("dog: a symbolic link, which is not followed");
    }

    [Fact]
    public void A_class_that_is_a_path_leads_nowhere()
    {
        _scratch.Write("inside/cat/a.png", Picture);
        _scratch.Write("outside/b.png", Picture);

        Should.Throw<InvalidDataException>(() => PictureSource.Open(_scratch.Path("inside"), ["../outside"], new PictureIntake()).Read().Count());
        Should.Throw<InvalidDataException>(() => PictureSource.Open(_scratch.Path("inside"), [_scratch.Path("outside")], new PictureIntake()).Read().Count());
    }

    /// <summary>Older systems wrote names in Latin-1; .NET has no text for such a name.</summary>
    [Theory]
    [InlineData("cat/caf\\351.png")]
    [InlineData("cat/caf\\351/a.png")]
    public async Task A_name_that_is_no_UTF8_is_named(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "names that are bytes");
        _scratch.Write("cat/a.png", Picture);
        await ShellAsync($"f=$(printf '{name}'); mkdir -p \"$(dirname \"$f\")\"; cp cat/a.png \"$f\"");

        string message = Should.Throw<InvalidDataException>(() => ReadFolders("cat")).Message;

        await ShellAsync("rm -r cat"); // which .NET cannot
        message.ShouldMatch(@"cat/caf\uFFFD(\.png)?: its name is not UTF-8; rename it$");
    }

    [Fact(Timeout = 20_000)]
    public async Task A_pipe_among_the_pictures_is_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes in the file system");
        _scratch.Write("cat/a.png", Picture);
        using (Process made = Process.Start("mkfifo", [_scratch.Path("cat/pipe.png")]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        ReadFolders("cat").ShouldBe(["cat/a.png"]);
    }

    [Fact(Timeout = 20_000)]
    public async Task A_pipe_in_place_of_a_tar_file_is_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes in the file system");
        using (Process made = Process.Start("mkfifo", [_scratch.Path("s.tar")]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        WriteText("manifest.csv", "file,label,split,source,label_origin,shard\na.png,0,val,mine,hand,s.tar\n");

        Should.Throw<InvalidDataException>(() => PictureSource.Open(_scratch.Directory, ["cat", "dog"], new PictureIntake()).Read().Count()).Message
            .ShouldContain("\"s.tar\", which is a pipe or a device");
    }

    [Fact]
    public void A_class_is_named_once()
    {
        _scratch.Write("cat/a.png", Picture);

        Should.Throw<InvalidDataException>(() => ReadFolders("cat", "dog", "cat")).Message.ShouldBe("the class \"cat\" is named twice; each is one output");
    }

    [Fact]
    public void Of_many_pictures_one_may_be_unreadable_and_is_counted()
    {
        for (int i = 0; i < 99; i++)
        {
            _scratch.Write($"cat/{i}.png", Picture);
        }

        _scratch.Write("cat/page.png", "<html>"u8);

        ReadFolders("cat").Length.ShouldBe(99);
        _warnings.ToString().ShouldBe($"mcunet: warning: 1 of 100 pictures skipped, since they cannot be read: cat/page.png{Environment.NewLine}");
    }

    [Fact]
    public void Of_few_pictures_an_unreadable_one_ends_the_verb()
    {
        _scratch.Write("cat/a.png", Picture);
        _scratch.Write("cat/b.png", []);
        _scratch.Write("cat/c.png", "<html>"u8);

        Should.Throw<InvalidDataException>(() => ReadFolders("cat")).Message
            .ShouldBe("cat/b.png: not a picture that can be read (JPEG, PNG, WebP, BMP); 1 more of 3 cannot be read either");
    }

    [Theory]
    [InlineData("\uFEFF", "\r\n")]
    [InlineData("", "\n")]
    [InlineData("", "\r\n\r\n")]
    public void A_manifest_of_any_system_is_read(string mark, string end)
    {
        WriteTar("s.tar", "./a.png", "b.png");
        WriteText("manifest.csv", mark + string.Join(end, "file,label,split,source,label_origin,shard", "a.png,1,val,mine,hand,s.tar", "b.png,0,train,mine,hand,s.tar", ""));

        PictureSource.Open(_scratch.Directory, ["cat", "dog"], new PictureIntake()).Read().Select(picture => (picture.Name, picture.Label, picture.IsValidation))
            .ShouldBe([("a.png", 1, true), ("b.png", 0, false)]);
    }

    [Theory]
    [InlineData("a.png,0,val,mine,hand,s.tar\na.png,0,val,mine,hand,s.tar", "line 3: file a.png is in line 2 already")]
    [InlineData("a.png,0,val,mine,hand,s.tar\na.png,0,val,mine,hand,other.tar", "line 3: file a.png is in line 2 already")]
    [InlineData("a.png,2,val,mine,hand,s.tar", "line 2: label 2 is none of the 2 classes")]
    [InlineData("a.png,0,val,\"mine,hand,s.tar", "line 2 has a quote that is not closed")]
    [InlineData("a.png,0,val,mine,s.tar", "line 2 has 5 fields")]
    [InlineData("a.png,0,val,mine,hand,s\0.tar", "which is no file inside the data set")]
    [InlineData("a.png,0,val,mine,hand,gone.tar", "manifest.csv lists gone.tar, which cannot be read")]
    [InlineData("a.png,0,val,mine,hand,../s.tar", "no file inside the data set")]
    [InlineData("a.png,0,val,mine,hand,", "no file inside the data set")]
    [InlineData("a.png,0,val,mine,hand,manifest.csv", "no tar file, or a damaged one")]
    [InlineData("b.png,0,val,mine,hand,s.tar", "1 pictures that manifest.csv lists are missing, b.png for one")]
    [InlineData("a.png,0,val,mine,hand,cut.tar", "cut.tar: ")]
    public void A_wrong_manifest_is_named(string rows, string mentions)
    {
        WriteTar("s.tar", "a.png");
        _scratch.Write("cut.tar", File.ReadAllBytes(_scratch.Path("s.tar"))[..560]);
        WriteText("manifest.csv", "file,label,split,source,label_origin,shard\n" + rows);

        Should.Throw<InvalidDataException>(() => PictureSource.Open(_scratch.Directory, ["cat", "dog"], new PictureIntake()).Read().Count()).Message.ShouldContain(mentions);
    }

    [Fact]
    public void A_listing_does_not_lead_through_links()
    {
        using Scratch outside = new();
        outside.Write("a.png", Picture);
        File.CreateSymbolicLink(_scratch.Path("link.png"), outside.Path("a.png"));
        Directory.CreateSymbolicLink(_scratch.Path("folder"), outside.Directory);
        foreach (string name in new[] { "link.png", "folder/a.png" })
        {
            WriteText("boxes.jsonl", $$"""{"file": "{{name}}", "split": "val", "boxes": []}""");
            Should.Throw<InvalidDataException>(() => new BoxSource(_scratch.Directory, new PictureIntake()).Read(_ => true).Count()).Message
                .ShouldContain("symbolic link; these are not followed");
        }

        WriteText("manifest.csv", "file,label,split,source,label_origin,shard\na.png,0,val,mine,hand,folder/s.tar\n");
        Should.Throw<InvalidDataException>(() => PictureSource.Open(_scratch.Directory, ["cat", "dog"], new PictureIntake()).Read().Count()).Message
            .ShouldContain("symbolic link; these are not followed");
    }

    [Theory]
    [InlineData("""{"file": "a.png", "split": "val", "boxes": []}""", """{"file": "a.png", "split": "val", "boxes": []}""", "line 2: a.png is in line 1 already")]
    [InlineData("", "[]", "line 2 is no picture with boxes")]
    [InlineData("""{"file": null, "split": "val", "boxes": []}""", "", "line 1 is no picture with boxes: file is null")]
    [InlineData("""{"file": "a.png", "split": "val", "boxes": [{"cls": "cat", "box": [0, 0, 1]}]}""", "", "box is not four numbers")]
    [InlineData("""{"file": "a.png", "split": "val", "boxes": [{"cls": "cat", "box": [0, 0, 1, 1e999]}]}""", "", "line 1 is no picture with boxes")]
    [InlineData("""{"file": "../a.png", "split": "val", "boxes": []}""", "", "no file inside the data set")]
    [InlineData("""{"file": "b.png", "split": "val", "boxes": []}""", "", "lists b.png, which is missing")]
    public void A_wrong_list_of_boxes_is_named(string first, string second, string mentions)
    {
        _scratch.Write("a.png", Picture);
        WriteText("boxes.jsonl", $"{first}\n{second}\n");

        Should.Throw<InvalidDataException>(() => new BoxSource(_scratch.Directory, new PictureIntake()).Read(_ => true).Count()).Message.ShouldContain(mentions);
    }

    [Fact]
    public void A_crowd_is_one_whether_true_or_one_and_none_when_zero()
    {
        _scratch.Write("a.png", Picture);
        WriteText(
            "boxes.jsonl",
            "\uFEFF" + """{"file": "a.png", "split": "val", "boxes": [{"cls": "a", "box": [0, 0, 1, 1], "crowd": 0}, {"cls": "b", "box": [0, 0, 1, 1], "crowd": 1}, {"cls": "c", "box": [0, 0, 1, 1], "crowd": true}]}""" + "\r\n");

        new BoxSource(_scratch.Directory, new PictureIntake()).Read(_ => true).Single().Boxes.Select(box => box.IsCrowd).ShouldBe([false, true, true]);
    }

    private string[] ReadFolders(params string[] classes)
    {
        PictureIntake intake = new();
        string[] names = [.. PictureSource.Open(_scratch.Directory, classes, intake).Read().Where(picture => intake.Decode(picture.Name, picture.Encoded, 4, 4) is not null).Select(picture => picture.Name)];
        intake.Close(_warnings);
        return names;
    }

    private async Task ShellAsync(string commands)
    {
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", commands]) { WorkingDirectory = _scratch.Directory })!;
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private void WriteText(string name, string text) => _scratch.Write(name, Encoding.UTF8.GetBytes(text));

    private void WriteTar(string name, params string[] entries)
    {
        using TarWriter writer = new(File.Create(_scratch.Path(name)));
        foreach (string entry in entries)
        {
            using MemoryStream content = new(Picture);
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, entry) { DataStream = content });
        }
    }
}
