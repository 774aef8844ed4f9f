// SPDX-License-Identifier: MIT
using System.Security.Cryptography;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Keeps packages of random networks as starting points for the fuzzers, where MCUNET_FUZZ_CORPUS names a directory.</summary>
internal static class FuzzCorpus
{
    private const int LargestBytes = 8 * 1024;
    private static readonly string? Folder = Environment.GetEnvironmentVariable("MCUNET_FUZZ_CORPUS");

    public static void Add(byte[] package)
    {
        if (Folder is not null && package.Length <= LargestBytes)
        {
            File.WriteAllBytes(Path.Combine(Folder, Convert.ToHexStringLower(SHA1.HashData(package))), package);
        }
    }
}
