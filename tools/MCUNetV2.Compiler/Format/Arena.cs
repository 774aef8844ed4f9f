// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Format;

/// <summary>Rules of the arena that the engine relies on.</summary>
public static class Arena
{
    private const int Word = FormatNumbers.Alignment;
    private const int Vector = 16; // MCUNET_ESP32S3_ALIGNMENT

    /// <summary>Every buffer, and every section of the package, starts at a multiple of this.</summary>
    public static int AlignmentOf(Target target) => target == Target.Esp32s3 ? Vector : Word;

    /// <summary>Bytes behind the last buffer that kernels may read; <c>MCUNET_ESP32S3_READABLE</c>.</summary>
    public static int TailOf(Target target) => target == Target.Esp32s3 ? Vector : 0;

    public static int Align(int bytes, Target target) => (bytes + AlignmentOf(target) - 1) & -AlignmentOf(target);

    /// <summary>Bytes of an arena whose last buffer ends at <paramref name="end"/>.</summary>
    public static int Bytes(int end, Target target) => TailOf(target) == 0 ? end : Align(end, target) + TailOf(target);
}
