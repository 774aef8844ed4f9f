// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Tools.Tests.Networks;
using Shouldly;
using Xunit;

namespace MCUNetV2.OnTarget.Tests.Networks;

/// <summary>The random networks that the fast tests run on every target leave nothing out.</summary>
public class SubsetTests
{
    private static readonly Operator[] Operators =
        [.. Enumerable.Range(0, NetworkTests.Networks).SelectMany(seed => TfLiteImporter.Import(RandomNetwork.Generate(seed)).Operators)];

    [Fact]
    public void Every_operator_occurs() => Operators.Select(op => op.Kind).Distinct().Order().ShouldBe(Enum.GetValues<OperatorKind>());

    [Fact]
    public void Windows_of_every_kind_occur()
    {
        foreach (OperatorKind kind in new[] { OperatorKind.Conv2D, OperatorKind.DepthwiseConv2D })
        {
            Window[] windows = [.. Operators.Where(op => op.Kind == kind).Select(op => op.Window)];
            windows.ShouldContain(window => window.KernelHeight % 2 == 0, $"{kind}: an even kernel");
            windows.ShouldContain(window => window.KernelHeight != window.KernelWidth, $"{kind}: a kernel that is no square");
            windows.ShouldContain(window => window.StrideHeight == 3 || window.StrideWidth == 3, $"{kind}: stride 3");
            windows.ShouldContain(window => window.DilationHeight > 1 || window.DilationWidth > 1, $"{kind}: dilation");
            windows.ShouldContain(window => window.KernelHeight * window.KernelWidth == 1, $"{kind}: 1 x 1");
        }

        Operators.ShouldContain(op => op.Kind == OperatorKind.DepthwiseConv2D && op.Parameter > 1, "depth multiplier");
    }

    [Fact]
    public void Small_and_odd_pictures_occur()
    {
        Tensor[] inputs = [.. Enumerable.Range(0, NetworkTests.Networks).Select(seed => TfLiteImporter.Import(RandomNetwork.Generate(seed))).Select(graph => graph.Tensors[graph.Input])];
        inputs.ShouldContain(input => input.Height == 1 || input.Width == 1);
        inputs.ShouldContain(input => input.Height % 2 == 1 && input.Width % 2 == 1 && input.Channels % 2 == 1 && input.Height != input.Width);
    }
}
