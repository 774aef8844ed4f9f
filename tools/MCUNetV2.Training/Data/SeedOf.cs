// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Data;

/// <summary>Seeds for everything random in training.</summary>
internal static class SeedOf
{
    /// <summary>Of one position of one epoch; System.HashCode is seeded anew in every process.</summary>
    public static int Position(int seed, int epoch, int position)
    {
        uint hash = (uint)seed;
        hash = ((hash ^ (uint)epoch) * 0x9E3779B1) ^ (hash >> 15);
        hash = ((hash ^ (uint)position) * 0x85EBCA77) ^ (hash >> 13);
        return (int)((hash * 0xC2B2AE3D) ^ (hash >> 16));
    }
}
