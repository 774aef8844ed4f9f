// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Quantization;

/// <summary>Which tensors must share their quantisation: disjoint sets, each with the parameters that a member is fixed to.</summary>
internal sealed class TensorTies
{
    private readonly int[] _parents;
    private readonly AffineParameters?[] _fixed;

    public TensorTies(int tensors)
    {
        _parents = [.. Enumerable.Range(0, tensors)];
        _fixed = new AffineParameters?[tensors];
    }

    /// <summary>The representative of a tensor's set.</summary>
    public int Find(int tensor)
    {
        while (_parents[tensor] != tensor)
        {
            _parents[tensor] = _parents[_parents[tensor]];
            tensor = _parents[tensor];
        }

        return tensor;
    }

    /// <summary>What a tensor's set is fixed to; null when it is free.</summary>
    public AffineParameters? Fixed(int tensor) => _fixed[Find(tensor)];

    /// <summary>Fixes a tensor's set; null changes nothing.</summary>
    public void Fix(int tensor, AffineParameters? parameters) => _fixed[Find(tensor)] = parameters ?? _fixed[Find(tensor)];

    /// <summary>Whether two sets can become one.</summary>
    public bool Agree(int first, int second) => Fixed(first) is not { } a || Fixed(second) is not { } b || a == b;

    /// <summary>Makes one set of two.</summary>
    /// <exception cref="InvalidOperationException">They are fixed to different parameters.</exception>
    public void Join(int first, int second)
    {
        if (!Agree(first, second))
        {
            throw new InvalidOperationException($"tensors {first} and {second} are to be quantised alike and differently");
        }

        AffineParameters? parameters = Fixed(first) ?? Fixed(second);
        _parents[Find(second)] = Find(first);
        Fix(first, parameters);
    }
}
