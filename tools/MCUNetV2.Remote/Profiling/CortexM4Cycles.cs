// SPDX-License-Identifier: MIT
namespace MCUNetV2.Remote.Profiling;

/// <summary>
/// Estimates the cycles of a Cortex-M4 by the table of its Technical Reference Manual (section 3.3), flash and SRAM without wait states.
/// Static: it knows which instructions were executed and which branches taken, not what the bus does. Where the manual gives a range, the
/// higher end counts. Not compared with a chip.
/// </summary>
public static class CortexM4Cycles
{
    /// <summary>What refilling the pipeline adds to a branch that is taken.</summary>
    public const int Refill = 2;

    /// <summary>Cycles of the instructions of a run of code, executed once from its first to its last byte.</summary>
    public static BlockCost Cost(ReadOnlySpan<byte> code)
    {
        int instructions = 0;
        int cycles = 0;
        bool isPipelined = false;
        for (int at = 0; at < code.Length; instructions++)
        {
            ThumbInstruction instruction = ThumbDecoder.Decode(code[at..]);
            cycles += Cost(instruction, isPipelined);
            isPipelined = instruction.Class is InstructionClass.Load or InstructionClass.Store;
            at += instruction.Bytes;
        }

        return new BlockCost(instructions, cycles);
    }

    /// <param name="isPipelined">Whether a load or store of one register comes directly before.</param>
    private static int Cost(ThumbInstruction instruction, bool isPipelined) => instruction.Class switch
    {
        InstructionClass.Load => isPipelined ? 1 : 2,
        InstructionClass.LoadMultiple or InstructionClass.StoreMultiple => 1 + instruction.Words,
        InstructionClass.Divide => 12,
        InstructionClass.TableBranch => 2,
        InstructionClass.Float => Math.Max(1, instruction.Words),
        InstructionClass.FloatMultiplyAccumulate => 3,
        InstructionClass.FloatDivide => 14,
        _ => 1,
    };
}
