// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>L2_NORMALIZATION over the last dimension: pixel by pixel, but every channel depends on all. What an embedding ends in.</summary>
internal sealed class L2Normalization() : OperatorClass(OperatorKind.L2Normalization)
{
    private const float Step = 1f / 128;

    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.L2_NORMALIZATION);

    public override AxisMap Map(Dependence of) => of.Pointwise();

    private static Value Import(OperatorContext context)
    {
        if (context.OptionsOr(new L2NormalizationOptions()).Activation is var activation && activation != TfLiteActivation.NONE)
        {
            throw context.Refuse($"has an activation, {activation}; TFLite's has none");
        }

        if (Collapsing.IsNeeded(context))
        {
            return Collapsing.Around(context, context.Output.Shape.Length - 1, context.Operator, Import);
        }

        Value input = context.Input(0);
        Shapes.Expect(context.Output, input.Shape, context.Refuse);
        if (Quantized.Activation(context.Output, context.Refuse) != (Step, 0))
        {
            throw context.Refuse("has an output scale other than 1/128 or a zero point other than 0; TFLite requires these");
        }

        if (input.Shape.IsEmpty || !input.Layout.Is(input.Shape.Length - 1, Axis.Channel))
        {
            input = context.Canonical(input);
        }

        return context.Emit(OperatorKind.L2Normalization, [input.Tensor], context.ExtentsOf(input), input.Layout, o => o);
    }
}
