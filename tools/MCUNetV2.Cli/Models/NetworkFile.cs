// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Networks;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Networks.Detection;

namespace MCUNetV2.Cli.Models;

/// <summary>The configuration of a network that may not be trained yet, in place of a model: what a schedule costs does not depend on the weights.</summary>
internal static class NetworkFile
{
    /// <summary>Whether a path names a configuration, not a model.</summary>
    public static bool Is(string path) => string.Equals(Path.GetExtension(path), ".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The classifier or detector with random weights, all channels kept.</summary>
    /// <exception cref="InvalidDataException">No valid configuration.</exception>
    public static ModelGraph Import(string path) => DetectorConfiguration.IsMeantBy(path)
        ? UntrainedNetwork.Import(DetectorConfiguration.Load(path))
        : UntrainedNetwork.Import(NetworkConfiguration.Load(path));
}
