using MCUNetV2.Compiler.Arithmetic;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Import.Passes.Channels;

/// <summary>Ranges of sums, differences and products.</summary>
internal static class ElementwiseRanges
{
    public static ChannelRange Of(ModelGraph graph, Operator @operator, ChannelRange first, ChannelRange second)
    {
        first = Offset(first, graph.Tensors[@operator.Inputs[0]]);
        second = Offset(second, graph.Tensors[@operator.Inputs[1]]);
        var (bounds, factor) = @operator.Constants is AddConstants sum
            ? (Sum(@operator.Kind, sum, first, second), new QuantizedMultiplier(sum.OutputMultiplier, sum.OutputShift))
            : (Product(first, second), Factor((MulConstants)@operator.Constants!));
        return Requantization.Of(
            bounds.Low, bounds.High, factor, graph.Tensors[@operator.Output].ZeroPoint, @operator.ActivationMin, @operator.ActivationMax);
    }

    private static ChannelRange Offset(ChannelRange range, Tensor tensor) => new(range.Low - tensor.ZeroPoint, range.High - tensor.ZeroPoint);

    private static QuantizedMultiplier Factor(MulConstants product) => new(product.Multiplier, product.Shift);

    private static ChannelRange Sum(OperatorKind kind, AddConstants sum, ChannelRange first, ChannelRange second)
    {
        var (low0, high0) = (Term(first.Low, sum.Multiplier0, sum.Shift0), Term(first.High, sum.Multiplier0, sum.Shift0));
        var (low1, high1) = (Term(second.Low, sum.Multiplier1, sum.Shift1), Term(second.High, sum.Multiplier1, sum.Shift1));
        return kind == OperatorKind.Sub ? new ChannelRange(low0 - high1, high0 - low1) : new ChannelRange(low0 + low1, high0 + high1);

        int Term(int value, int multiplier, int shift) => new QuantizedMultiplier(multiplier, shift).Apply(value << sum.LeftShift);
    }

    /// <summary>A product of two ranges is widest between their ends.</summary>
    private static ChannelRange Product(ChannelRange first, ChannelRange second)
    {
        int[] corners = [first.Low * second.Low, first.Low * second.High, first.High * second.Low, first.High * second.High];
        return new ChannelRange(corners.Min(), corners.Max());
    }
}
