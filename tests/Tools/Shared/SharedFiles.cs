using Xunit;

namespace MCUNetV2.Tools.Tests.Shared;

/// <summary>Published models and their expected outputs, which lie beside the repository in some places and are no part of it.</summary>
internal static class SharedFiles
{
    /// <summary>The int8 models, without extension.</summary>
    public static readonly string[] Models =
        ["mcunet_vww_80", "mcunet_person_detection_128x160", "mcunetv2_large_224", "mlperf_vww_96", "tflm_person_detect", "mobilenet_v2_1.0_224"];

    private static readonly string? s_root = Find();

    public static string Model(string name) => Path("models", name + ".tflite");

    public static string Golden(string model, string file) => Path("golden", model, file);

    /// <summary>A file of the shared folder; skips the running test where there is none.</summary>
    public static string Path(params string[] parts)
    {
        Assert.SkipWhen(s_root is null, "needs the folder 'shared' beside the repository, with published models and their expected outputs");
        return System.IO.Path.Combine([s_root!, .. parts]);
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = System.IO.Path.Combine(folder.FullName, "shared", "golden");
            if (Directory.Exists(shared))
            {
                return System.IO.Path.GetDirectoryName(shared);
            }
        }

        return null;
    }
}
