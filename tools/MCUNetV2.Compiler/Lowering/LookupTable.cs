// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering.Layouts;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>Tables of int8 functions.</summary>
internal static class LookupTable
{
    public static LookupConstants Identity { get; } = Of(x => x);

    /// <summary>The table of a function of the quantised input, its result clamped to int8.</summary>
    public static LookupConstants Of(Func<int, int> function) =>
        new([.. Enumerable.Range(0, 256).Select(i => (sbyte)Math.Clamp(function((sbyte)i), sbyte.MinValue, sbyte.MaxValue))]);

    /// <summary>Adds a LOOKUP to the graph; nothing when it would change neither bytes nor quantisation.</summary>
    public static Value Emit(OperatorContext context, Value input, LookupConstants table) =>
        Emit(context, input, table, Quantized.Activation(context.Output, context.Refuse));

    /// <inheritdoc cref="Emit(OperatorContext, Value, LookupConstants)"/>
    public static Value Emit(OperatorContext context, Value input, LookupConstants table, (float Scale, int ZeroPoint) output)
    {
        var shape = context.Output.Shape;
        var tensor = context.Graph[input.Tensor];
        return table.Table.SequenceEqual(Identity.Table) && output == (tensor.Scale, tensor.ZeroPoint)
            ? input with { Shape = shape }
            : context.Emit(
                OperatorKind.Lookup, [input.Tensor], output, context.ExtentsOf(input), shape, input.Layout, o => o with { Constants = table });
    }

    /// <summary>The input of an operator that keeps the shape, with the quantisations that its table translates between.</summary>
    public static (Value Input, (float Scale, int ZeroPoint) From, (float Scale, int ZeroPoint) To) Read(OperatorContext context)
    {
        var input = context.Input(0);
        Shapes.Expect(context.Output, input.Shape, context.Refuse);
        var tensor = context.Graph[input.Tensor];
        return (input, (tensor.Scale, tensor.ZeroPoint), Quantized.Activation(context.Output, context.Refuse));
    }
}
