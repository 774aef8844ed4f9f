// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Graph;

/// <summary>
/// The sliding window of an operator: output pixel (y, x) reads input rows <c>y * StrideHeight - PadTop + DilationHeight * k</c>, k = 0 .. KernelHeight - 1,
/// and columns likewise. The default is a pointwise operator.
/// </summary>
public readonly record struct Window(
    int KernelHeight = 1, int KernelWidth = 1, int StrideHeight = 1, int StrideWidth = 1,
    int DilationHeight = 1, int DilationWidth = 1, int PadTop = 0, int PadLeft = 0)
{
    public static Window Pointwise => new(1, 1, 1, 1, 1, 1, 0, 0);

    /// <summary>The same along rows and columns.</summary>
    public bool IsSymmetric => (KernelHeight, StrideHeight, DilationHeight, PadTop) == (KernelWidth, StrideWidth, DilationWidth, PadLeft);

    /// <summary>Input rows from the first tap to the last.</summary>
    public int ExtentHeight => ((KernelHeight - 1) * DilationHeight) + 1;

    /// <summary>Input columns from the first tap to the last.</summary>
    public int ExtentWidth => ((KernelWidth - 1) * DilationWidth) + 1;
}
