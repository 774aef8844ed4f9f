// SPDX-License-Identifier: MIT
namespace MCUNetV2.Training.Optimization;

/// <summary>What a checkpoint's network is.</summary>
internal enum CheckpointKind
{
    /// <summary>A network with batch normalisation, in float.</summary>
    Float,

    /// <summary>A network with batch normalisation folded in and everything rounded as int8 is.</summary>
    Int8,

    /// <summary>A detector with batch normalisation, in float.</summary>
    Detector,

    /// <summary>A detector with batch normalisation folded in and everything rounded as int8 is.</summary>
    DetectorInt8,

    /// <summary>A network that shares its weights with smaller ones, in float.</summary>
    Supernet,
}
