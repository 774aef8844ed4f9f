// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote;

/// <summary>Commands of the link; docs/LINK.md.</summary>
public enum LinkCommand : byte
{
    Hello,
    Load,
    Open,
    ModelInfo,
    StageInfo,
    OperatorInfo,
    OutputInfo,
    ArenaInfo,
    ModelId,
    Label,
    Backend,
    PatchBegin,
    PatchRun,
    PatchStep,
    InputWrite,
    ImageBegin,
    ImageNormalize,
    ImageWrite,
    OutputRead,
    Score,
    Detect,
    StackBytes,
}
