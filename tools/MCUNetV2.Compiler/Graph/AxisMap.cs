// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace MCUNetV2.Compiler.Graph;

/// <summary>An operator's output, one of its inputs, and the axis along which one depends on the other.</summary>
internal readonly record struct Dependence(Node Node, int Input, Axis Axis)
{
    public int InputSize => AxisMap.SizeOf(Node.Input(Input), Axis);

    public int OutputSize => AxisMap.SizeOf(Node.Output, Axis);

    /// <summary>The operator's window along the axis.</summary>
    public AxisMap Window() => Axis == Axis.Row
        ? AxisMap.Sliding(this, Node.Window.ExtentHeight, Node.Window.StrideHeight, Node.Window.PadTop)
        : AxisMap.Sliding(this, Node.Window.ExtentWidth, Node.Window.StrideWidth, Node.Window.PadLeft);

    /// <summary>Each output pixel reads the input pixel at its place.</summary>
    public AxisMap Pointwise() => AxisMap.Sliding(this, 1, 1, 0);

    /// <summary>Each output pixel reads the input pixel at its place, or the only one there is.</summary>
    public AxisMap PointwiseOrRepeated() => InputSize == OutputSize ? Pointwise() : AxisMap.Whole(this);
}

/// <summary>
/// How an operator's output depends on one of its inputs along one axis: the twin of the engine's <c>axis_map.c</c>.
/// The operators' classes say which it is.
/// </summary>
internal readonly struct AxisMap
{
    /// <summary>"All of it, and whatever padding follows": ends saturate here.</summary>
    public const int Unbounded = 0xFFFF;

    private readonly MapKind _kind;
    private readonly int _extent;
    private readonly int _stride;
    private readonly int _pad;
    private readonly int _divisor;
    private readonly ImmutableArray<ushort> _table;
    private readonly int _outputSize;

    private AxisMap(MapKind kind, Dependence of, int extent = 1, int stride = 1, int pad = 0, int divisor = 1, ImmutableArray<ushort> table = default)
    {
        _kind = kind;
        _extent = extent;
        _stride = stride;
        _pad = pad;
        _divisor = divisor;
        _table = table;
        InputSize = of.InputSize;
        _outputSize = of.OutputSize;
    }

    private enum MapKind
    {
        Window,
        Table,
        Global,
        Accumulate,
    }

    public int InputSize { get; }

    /// <summary>The input is consumed as it arrives.</summary>
    public bool Accumulates => _kind == MapKind.Accumulate;

    /// <summary>Input pixels an output pixel advances; 1 where that has no meaning.</summary>
    public int Stride => _stride;

    /// <summary>Output pixel i reads <paramref name="extent"/> input pixels from <c>i * stride - pad</c> on.</summary>
    public static AxisMap Sliding(Dependence of, int extent, int stride, int pad) => new(MapKind.Window, of, extent, stride, pad);

    /// <summary>
    /// Likewise where input pixels lie <paramref name="divisor"/> apart: output pixel i reads those whose number times the divisor is one of
    /// <paramref name="extent"/> from <c>i * stride - pad</c> on.
    /// </summary>
    public static AxisMap Spread(Dependence of, int extent, int stride, int pad, int divisor) =>
        new(MapKind.Window, of, extent, stride, pad, divisor);

    /// <summary>Output pixel i reads <paramref name="extent"/> input pixels, as far as there are, from <c>table[i]</c> on; the table does not fall.</summary>
    public static AxisMap Listed(Dependence of, ImmutableArray<ushort> table, int extent = 1) => new(MapKind.Table, of, extent, table: table);

    /// <summary>Every output pixel reads all of the input.</summary>
    public static AxisMap Whole(Dependence of) => new(MapKind.Global, of);

    /// <summary>The same, consumed as it arrives: the operator sums it up and needs no pixel twice.</summary>
    public static AxisMap Summed(Dependence of) => new(MapKind.Accumulate, of);

    public static int SizeOf(Tensor tensor, Axis axis) => axis == Axis.Row ? tensor.Height : tensor.Width;

    /// <summary>First input row that the output rows from <paramref name="from"/> on read; the input's size when there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Begin(int from)
    {
        if (from >= _outputSize)
        {
            return InputSize;
        }

        return _kind switch
        {
            MapKind.Window => Math.Clamp(DividedUp((from * _stride) - _pad), 0, InputSize),
            MapKind.Table => _table[from],
            _ => 0,
        };
    }

    /// <summary>One past the last input row that the output rows before <paramref name="end"/> read; 0 when there are none.</summary>
    public int End(int end)
    {
        if (end <= 0)
        {
            return 0;
        }

        return _kind switch
        {
            MapKind.Window => Math.Clamp(DividedUp(((end - 1) * _stride) - _pad + _extent), 0, InputSize),
            MapKind.Table => Math.Min(_table[end - 1] + _extent, InputSize),
            _ => InputSize,
        };
    }

    /// <summary>Input rows (padding included, so possibly more than there are) that must have arrived for <paramref name="end"/> output rows.</summary>
    public int ArrivalFor(int end) => _kind switch
    {
        MapKind.Window => Math.Max(0, DividedUp(((end - 1) * _stride) - _pad + _extent)),
        MapKind.Table when end <= _outputSize => Math.Min(_table[end - 1] + _extent, InputSize),
        _ => InputSize + Math.Max(0, end - _outputSize),
    };

    /// <summary>Output rows that can be computed once input rows before <paramref name="arrived"/> are there; see the engine's twin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Arrival(int arrived)
    {
        if (arrived >= Unbounded)
        {
            return Unbounded;
        }

        int end;
        if (_kind == MapKind.Window)
        {
            int last = (arrived * _divisor) + _pad - _extent;
            end = last < 0 ? 0 : (last / _stride) + 1;
        }
        else if (arrived >= InputSize)
        {
            end = _outputSize + (arrived - InputSize);
        }
        else
        {
            end = _kind == MapKind.Table ? CountBelow(arrived - _extent + 1) : 0;
        }

        return Math.Min(end, Unbounded);
    }

    /// <summary>Whether the other is the same dependence: what is known of one holds for both.</summary>
    public bool IsLike(AxisMap other) =>
        (_kind, _extent, _stride, _pad, _divisor, InputSize, _outputSize) ==
        (other._kind, other._extent, other._stride, other._pad, other._divisor, other.InputSize, other._outputSize) && _table.AsSpan().SequenceEqual(other._table.AsSpan());

    /// <summary>Rounded up; what is not positive stays so.</summary>
    private int DividedUp(int x) => _divisor == 1 || x <= 0 ? x : ((x - 1) / _divisor) + 1;

    private int CountBelow(int limit)
    {
        int low = 0;
        int high = _outputSize;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _table[middle] < limit ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
