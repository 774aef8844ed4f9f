// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering.Layouts;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>What the operators that resize an image have in common: which image, and to which size.</summary>
/// <param name="Input">The image.</param>
/// <param name="From">Its extents.</param>
/// <param name="To">The output's.</param>
internal sealed record Resizing(Value Input, Extents From, Extents To)
{
    /// <exception cref="UnsupportedModelException">TFLite, or the engine, does not take the options or the size.</exception>
    public static Resizing Read(OperatorContext context, bool alignCorners, bool halfPixelCenters)
    {
        if (alignCorners && halfPixelCenters)
        {
            throw context.Refuse("has both align_corners and half_pixel_centers; TFLite allows one");
        }

        Value input = context.Image(context.Input(0));
        Extents source = context.ExtentsOf(input);
        ImmutableArray<int> size = context.Int32s(1);
        if (size.Length != 2 || size.Any(s => s is < 1 or > Limits.Dimension))
        {
            throw context.Refuse($"has the output size [{string.Join(", ", size.Take(4))}]");
        }

        Extents output = source with { Height = size[0], Width = size[1] };
        Shapes.Expect(context.Output, [1, output.Height, output.Width, output.Channels], context.Refuse);
        return new Resizing(input, source, output);
    }

    /// <summary>Adds the operator to the graph.</summary>
    public Value Emit(OperatorContext context, OperatorKind kind, Constants constants) =>
        context.Emit(kind, [Input.Tensor], To, Layout.Image(To), o => o with { Constants = constants });
}
