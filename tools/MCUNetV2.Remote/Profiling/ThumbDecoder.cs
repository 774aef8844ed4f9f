// SPDX-License-Identifier: MIT
using System.Buffers.Binary;
using System.Numerics;

namespace MCUNetV2.Remote.Profiling;

/// <summary>Classifies Armv7E-M instructions by their encoding: Armv7-M Architecture Reference Manual, chapter A5.</summary>
public static class ThumbDecoder
{
    /// <summary>The instruction at the beginning of some code.</summary>
    public static ThumbInstruction Decode(ReadOnlySpan<byte> code)
    {
        int first = BinaryPrimitives.ReadUInt16LittleEndian(code);
        if (first >> 11 < 0b11101)
        {
            return Narrow(first);
        }

        int second = BinaryPrimitives.ReadUInt16LittleEndian(code[2..]);
        return (first >> 11) switch
        {
            0b11101 => MultipleOrShifted(first, second),
            0b11110 => Wide(IsBranch(first, second) ? InstructionClass.Branch : InstructionClass.Arithmetic),
            _ => SingleOrLong(first, second),
        };
    }

    private static ThumbInstruction Narrow(int code) => (code >> 11) switch
    {
        0b01001 => Narrow(InstructionClass.Load), // relative to the program counter
        0b01010 => Narrow((code >> 9 & 3) == 3 ? InstructionClass.Load : InstructionClass.Store), // LDRSB among three stores
        0b01011 => Narrow(InstructionClass.Load),
        >= 0b01100 and <= 0b10011 => Narrow((code & 0x0800) != 0 ? InstructionClass.Load : InstructionClass.Store),
        0b10110 or 0b10111 => NarrowMiscellaneous(code),
        0b11000 => Narrow(InstructionClass.StoreMultiple, code & 0xFF),
        0b11001 => Narrow(InstructionClass.LoadMultiple, code & 0xFF),
        0b11010 or 0b11011 or 0b11100 => Narrow(InstructionClass.Branch),
        0b01000 => Narrow(NarrowProcessing(code)),
        _ => Narrow(InstructionClass.Arithmetic),
    };

    private static InstructionClass NarrowProcessing(int code) => code switch
    {
        _ when (code & 0xFFC0) == 0x4340 => InstructionClass.Multiply,
        _ when (code & 0xFF00) == 0x4700 => InstructionClass.Branch, // BX, BLX
        _ when (code & 0xFD87) == 0x4487 => InstructionClass.Branch, // ADD and MOV to the program counter
        _ => InstructionClass.Arithmetic,
    };

    private static ThumbInstruction NarrowMiscellaneous(int code) => code switch
    {
        _ when (code & 0xFE00) == 0xB400 => Narrow(InstructionClass.StoreMultiple, code & 0x1FF),
        _ when (code & 0xFE00) == 0xBC00 => Narrow(InstructionClass.LoadMultiple, code & 0x1FF),
        _ when (code & 0xF500) == 0xB100 => Narrow(InstructionClass.Branch), // CBZ, CBNZ
        _ => Narrow(InstructionClass.Arithmetic),
    };

    /// <summary>Among immediates, and MSR, MRS, barriers and hints.</summary>
    private static bool IsBranch(int first, int second) => (second & 0x8000) != 0 && ((second & 0x5000) != 0 || (first & 0x0380) != 0x0380);

    private static ThumbInstruction MultipleOrShifted(int first, int second)
    {
        bool load = (first & 0x0010) != 0;
        return first switch
        {
            _ when (first & 0x0C00) == 0x0C00 => Coprocessor(first, second),
            _ when (first & 0x0200) != 0 => Wide(InstructionClass.Arithmetic),
            _ when (first & 0x0040) == 0 => Wide(load ? InstructionClass.LoadMultiple : InstructionClass.StoreMultiple, second),
            _ when (first & 0x0120) != 0 => Wide(load ? InstructionClass.LoadMultiple : InstructionClass.StoreMultiple, 0b11), // LDRD, STRD
            _ when (first & 0xFFF0) == 0xE8D0 && (second & 0x00E0) == 0 => Wide(InstructionClass.TableBranch),
            _ => Wide(load ? InstructionClass.Load : InstructionClass.Store), // exclusive
        };
    }

    private static ThumbInstruction SingleOrLong(int first, int second) => first switch
    {
        _ when (first & 0x0C00) == 0x0C00 => Coprocessor(first, second),
        _ when (first & 0x0200) == 0 => Wide((first & 0x0010) != 0 ? InstructionClass.Load : InstructionClass.Store),
        _ when (first & 0x0100) == 0 => Wide(InstructionClass.Arithmetic),
        _ when (first & 0x00D0) == 0x0090 && (second & 0x00F0) == 0x00F0 => Wide(InstructionClass.Divide),
        _ => Wide(InstructionClass.Multiply),
    };

    private static ThumbInstruction Coprocessor(int first, int second)
    {
        bool load = (first & 0x0010) != 0;
        return first switch
        {
            _ when (first & 0x0200) != 0 => Wide(FloatProcessing(first, second)),
            _ when (first & 0xFFE0) == 0xEC40 => new ThumbInstruction(InstructionClass.Float, 2, 4), // two registers at once
            _ when (first & 0x0120) == 0x0100 => Words(load, (second & 0x0100) != 0 ? 2 : 1), // VLDR, VSTR
            _ => Words(load, second & 0xFF),
        };
    }

    private static InstructionClass FloatProcessing(int first, int second) => first switch
    {
        _ when (second & 0x0010) != 0 => InstructionClass.Float, // to and from a core register
        _ when (first & 0xFFB0) == 0xEE80 => InstructionClass.FloatDivide,
        _ when (first & 0xFFBF) == 0xEEB1 && (second & 0x00C0) == 0x00C0 => InstructionClass.FloatDivide, // VSQRT
        _ when (first & 0xFFA0) is 0xEE00 or 0xEE80 || (first & 0xFFB0) == 0xEEA0 => InstructionClass.FloatMultiplyAccumulate,
        _ => InstructionClass.Float,
    };

    private static ThumbInstruction Words(bool load, int words) => new(load ? InstructionClass.LoadMultiple : InstructionClass.StoreMultiple, words, 4);

    private static ThumbInstruction Narrow(InstructionClass kind, int registers = 0) => new(kind, BitOperations.PopCount((uint)registers), 2);

    private static ThumbInstruction Wide(InstructionClass kind, int registers = 0) => new(kind, BitOperations.PopCount((uint)registers), 4);
}
