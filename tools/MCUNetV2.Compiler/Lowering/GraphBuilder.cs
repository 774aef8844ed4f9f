// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Lowering;

/// <summary>The graph under construction: tensors and operators in the order in which they are added.</summary>
internal sealed class GraphBuilder
{
    private readonly ImmutableArray<Tensor>.Builder _tensors = ImmutableArray.CreateBuilder<Tensor>();
    private readonly ImmutableArray<Operator>.Builder _operators = ImmutableArray.CreateBuilder<Operator>();
    private long _constantBytes;

    public ImmutableArray<Tensor> Tensors => _tensors.ToImmutable();

    public ImmutableArray<Operator> Operators => _operators.ToImmutable();

    public Tensor this[int tensor] => _tensors[tensor];

    /// <returns>The tensor's number.</returns>
    /// <exception cref="UnsupportedModelException">Larger than a package can hold.</exception>
    public int Add(Tensor tensor)
    {
        if (tensor.Height > Limits.Dimension || tensor.Width > Limits.Dimension || tensor.Channels > Limits.Channels ||
            (long)tensor.Height * tensor.Width * tensor.Channels > Limits.TensorBytes)
        {
            throw new UnsupportedModelException(
                $"tensor '{tensor.Name}' of {tensor.Height} x {tensor.Width} x {tensor.Channels} is too large; " +
                $"the limits are {Limits.Dimension} x {Limits.Dimension} x {Limits.Channels} and 64 MiB");
        }

        Spend(tensor.IsConstant ? tensor.Bytes : 0);
        _tensors.Add(tensor);
        return _tensors.Count - 1;
    }

    public void Add(Operator @operator)
    {
        Spend(@operator.Constants is ConvolutionConstants c ? c.Weights.Length + (9L * c.Bias.Length) : 256);
        _operators.Add(@operator);
    }

    /// <summary>The operator that computes a tensor; null for constants.</summary>
    public Operator? ProducerOf(int tensor) => _operators.LastOrDefault(o => o.Output == tensor);

    private void Spend(long bytes)
    {
        _constantBytes += bytes;
        if (_constantBytes > Limits.ConstantBytes)
        {
            throw new UnsupportedModelException("the model has more than 256 MiB of constants; no microcontroller holds them");
        }
    }
}
