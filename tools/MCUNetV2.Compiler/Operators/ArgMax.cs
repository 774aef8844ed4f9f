// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>
/// ARG_MAX and ARG_MIN at an output: the number of the first extreme value along one dimension, which is turned to the channels. The device
/// writes an int32 as four channels, lowest byte first; a model that declares int64 has the same numbers.
/// </summary>
internal sealed class ArgMax() : OperatorClass(OperatorKind.ArgMax)
{
    private const int IndexBytes = 4;

    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.ARG_MAX, BuiltinOperator.ARG_MIN);

    public override AxisMap Map(Dependence of) => of.Pointwise();

    private static Value Import(OperatorContext context)
    {
        Value input = context.Input(0);
        if (context.Int32s(1) is not [var declared])
        {
            throw context.Refuse("has more than one axis");
        }

        if (context.Output.Type is not (TfLiteType.INT32 or TfLiteType.INT64))
        {
            throw context.Refuse($"has an output of {context.Output.Type}; INT32 and INT64 are supported");
        }

        int axis = Shapes.Axis(declared, input.Shape.Length, context.Refuse);
        ImmutableArray<int> rest = input.Shape.RemoveAt(axis);
        Shapes.Expect(context.Output, rest, context.Refuse);
        input = OnChannels(context, input, axis);
        Layout layout = new(input.Layout.Dimensions.RemoveAt(axis));
        return context.Emit(
            OperatorKind.ArgMax, [input.Tensor], (1, 0), context.ExtentsOf(input) with { Channels = IndexBytes }, rest, layout,
            o => o with { Parameter = context.Operator.Code == BuiltinOperator.ARG_MIN ? 1 : 0 });
    }

    /// <summary>The input with one dimension, and nothing else, along its channels; the others in the declared order.</summary>
    private static Value OnChannels(OperatorContext context, Value input, int axis)
    {
        if (input.Layout.Dimensions.Any(d => d.Length > 1))
        {
            input = context.Canonical(input);
        }

        ImmutableArray<Axis> own = input.Layout.Dimensions[axis];
        ImmutableArray<Axis> others = [.. input.Layout.Order.Where(a => !own.Contains(a))];
        if (others.Length > 2)
        {
            throw context.Refuse($"takes one of {Shapes.Describe(input.Shape)}; up to two other dimensions longer than 1 are supported");
        }

        // Axes of size 1 serve as whatever is wanted of them.
        ImmutableArray<Axis> idle = [.. Enum.GetValues<Axis>().Except(own).Except(others)];
        Axis[] order = own.IsEmpty
            ? [.. idle[..^1], .. others, idle[^1]]
            : [.. idle, .. others, own[0]];
        return order.SequenceEqual(Enum.GetValues<Axis>()) ? input : context.Permute(input, order);
    }
}
