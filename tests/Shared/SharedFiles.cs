// SPDX-License-Identifier: MIT
using Xunit;

namespace MCUNetV2.Tests;

/// <summary>Published models and their expected outputs, which lie beside the repository in some places and are no part of it.</summary>
internal static class SharedFiles
{
    /// <summary>The int8 models, without extension.</summary>
    public static readonly string[] Models =
        ["mcunet_vww_80", "mcunet_person_detection_128x160", "mcunetv2_large_224", "mlperf_vww_96", "tflm_person_detect", "mobilenet_v2_1.0_224"];

    public static string Model(string name) => Path($"models/{name}.tflite");

    public static string Golden(string model, string file) => Path($"golden/{model}/{file}");

    /// <summary>A file of the folder; skips the running test where there is none.</summary>
    public static string Path(string file)
    {
        string path = Repository.Path($"../shared/{file}");
        Assert.SkipUnless(File.Exists(path), $"../shared/{file} is absent: published models and their expected outputs are no part of the repository");
        return path;
    }
}
