using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using Xunit;

namespace MCUNetV2.Planning.Tests;

/// <summary>Published models and their expected outputs, which lie beside the repository, not in it.</summary>
internal static class Shared
{
    private static readonly string? s_folder = Find();

    /// <summary>Imports a model, or skips the test where the published models are absent.</summary>
    public static ModelGraph Import(string model) => TfLiteImporter.Import(Path($"models/{model}.tflite"));

    /// <summary>An expected input in the order in which the device takes it.</summary>
    public static byte[] Input(ModelGraph graph, string model, int seed) =>
        [.. graph.Boundary.ToDeviceOrder<byte>(File.ReadAllBytes(Path($"golden/{model}/input_seed{seed}.bin")))];

    public static byte[] Output(string model, int output, int seed) => File.ReadAllBytes(Path($"golden/{model}/output{output}_seed{seed}.bin"));

    private static string Path(string relative)
    {
        Assert.SkipWhen(s_folder is null, "the published models (../shared) are absent");
        return System.IO.Path.Combine(s_folder!, relative);
    }

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "..", "shared", "golden");
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "global.json")))
            {
                return Directory.Exists(candidate) ? System.IO.Path.GetDirectoryName(candidate) : null;
            }
        }

        return null;
    }
}
