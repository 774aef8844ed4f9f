// SPDX-License-Identifier: MIT
using MCUNetV2.FormatGenerator;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.House.Tests;

/// <summary>What C# and models/FORMAT.md say of the package format and of the engine's fields is what the headers say.</summary>
public sealed class FormatTests
{
    public static TheoryData<string> Paths => [.. GeneratedFiles.Of(Repository.Path("")).Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_generated_file_is_as_the_headers_make_it(string path) =>
        File.ReadAllText(Repository.Path(path)).ShouldBe(
            GeneratedFiles.Of(Repository.Path("")).Single(file => file.Path == path).Text,
            "run dotnet run --project tools/MCUNetV2.FormatGenerator -- . in the repository's root");

    [Theory]
    [InlineData("#define MCUNET_MAX_DIMENSION 8192", "#define MCUNET_MAX_DIMENSION 8193", "format.h")]
    [InlineData("MCUNET_ERROR_CAMERA = -16", "MCUNET_ERROR_CAMERA = -96", "status.h")]
    [InlineData("MCUNET_STAGE_ROWS = 0, ", "MCUNET_STAGE_NEW = 0, MCUNET_STAGE_ROWS, ", "interop.h")]
    [InlineData("uint16_t height, width, channels;", "uint16_t width, height, channels;", "format.h")]
    [InlineData("MCUNET_PIXEL_GRAY8 = 3", "MCUNET_PIXEL_GRAY8 = 9", "image.h")]
    public void A_change_of_a_header_changes_a_generated_file(string before, string after, string header)
    {
        string root = Directory.CreateTempSubdirectory("mcunet-format").FullName;
        try
        {
            string include = Path.Combine("native-interop", "include", "mcunet");
            Directory.CreateDirectory(Path.Combine(root, include));
            Directory.CreateDirectory(Path.Combine(root, "models"));
            foreach (string file in Directory.GetFiles(Repository.Path(include)))
            {
                File.Copy(file, Path.Combine(root, include, Path.GetFileName(file)));
            }

            File.Copy(Repository.Path("models/FORMAT.md"), Path.Combine(root, "models/FORMAT.md"));
            string changed = Path.Combine(root, include, header);
            string text = File.ReadAllText(changed);
            text.ShouldContain(before);
            GeneratedFiles.Of(root).ShouldAllBe(file => File.ReadAllText(Repository.Path(file.Path)) == file.Text);
            File.WriteAllText(changed, text.Replace(before, after, StringComparison.Ordinal));
            GeneratedFiles.Of(root).ShouldContain(file => File.ReadAllText(Repository.Path(file.Path)) != file.Text);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
