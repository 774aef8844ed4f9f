// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Lowering.Layouts;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>SOFTMAX over the last dimension: pixel by pixel, but every channel depends on all.</summary>
internal sealed class Softmax() : OperatorClass(OperatorKind.Softmax)
{
    private const int IntegerBits = 5;

    public static SourceOperator Source { get; } = new(Import, BuiltinOperator.SOFTMAX);

    public override AxisMap Map(Dependence of) => of.Pointwise();

    private static Value Import(OperatorContext context)
    {
        if (Collapsing.IsNeeded(context))
        {
            return Collapsing.Around(context, context.Output.Shape.Length - 1, context.Operator, Import);
        }

        Value input = context.Input(0);
        Shapes.Expect(context.Output, input.Shape, context.Refuse);
        if (Quantized.Activation(context.Output, context.Refuse) != (1f / 256, sbyte.MinValue))
        {
            throw context.Refuse("has an output scale other than 1/256 or a zero point other than -128; TFLite requires these");
        }

        if (input.Shape.IsEmpty || !input.Layout.Is(input.Shape.Length - 1, Axis.Channel))
        {
            input = context.Canonical(input);
        }

        float beta = context.OptionsOr(new SoftmaxOptions(1)).Beta;
        SoftmaxConstants constants = Exponentials(context, beta, context.Graph[input.Tensor].Scale);
        return context.Emit(
            OperatorKind.Softmax, [input.Tensor], context.ExtentsOf(input), input.Layout, o => o with { Constants = constants });
    }

    /// <summary>exp(-beta * scale * d); 0 for a d so large that TFLite leaves it out.</summary>
    private static SoftmaxConstants Exponentials(OperatorContext context, float beta, float scale)
    {
        double real = Math.Min(beta * (double)scale * (1 << (31 - IntegerBits)), int.MaxValue);
        if (!(real > 1))
        {
            throw context.Refuse($"has beta {beta:g3} and an input scale of {scale:g3}, too small");
        }

        QuantizedMultiplier multiplier = QuantizedMultiplier.FromReal(real);
        double radius = Math.Floor((double)((1 << IntegerBits) - 1) * (1L << (31 - IntegerBits)) / (1L << multiplier.Shift));
        return new SoftmaxConstants([.. Enumerable.Range(0, 256).Select(
            d => d <= radius ? Transcendental.ExpOnNegative(multiplier.Apply(-d), IntegerBits) : 0)]);
    }
}
