using System.Collections.Immutable;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Planning;

/// <summary>
/// How an operator's output depends on one of its inputs along one axis: the twin of the engine's <c>axis_map.c</c>.
/// </summary>
internal readonly struct AxisMap
{
    /// <summary>"All of it, and whatever padding follows": ends saturate here.</summary>
    public const int Unbounded = 0xFFFF;

    private readonly MapKind _kind;
    private readonly int _extent;
    private readonly int _stride;
    private readonly int _pad;
    private readonly ImmutableArray<ushort> _table;
    private readonly int _outputSize;

    private AxisMap(MapKind kind, int extent, int stride, int pad, ImmutableArray<ushort> table, int inputSize, int outputSize)
    {
        _kind = kind;
        _extent = extent;
        _stride = stride;
        _pad = pad;
        _table = table;
        InputSize = inputSize;
        _outputSize = outputSize;
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

    public static AxisMap Of(ModelGraph graph, Operator op, int input, Axis axis, bool accumulate)
    {
        int inputSize = SizeOf(graph.Tensors[op.Inputs[input]], axis);
        int outputSize = SizeOf(graph.Tensors[op.Output], axis);
        Window window = op.Window;
        (int extent, int stride, int pad) = axis == Axis.Row
            ? (window.ExtentHeight, window.StrideHeight, window.PadTop)
            : (window.ExtentWidth, window.StrideWidth, window.PadLeft);
        AxisMap Make(MapKind kind, ImmutableArray<ushort> table = default) => new(kind, 1, 1, 0, table, inputSize, outputSize);

        switch (op.Kind)
        {
            case OperatorKind.Conv2D or OperatorKind.DepthwiseConv2D or OperatorKind.MaxPool2D or OperatorKind.AveragePool2D or OperatorKind.Mean:
                return accumulate ? Make(MapKind.Accumulate) : new(MapKind.Window, extent, stride, pad, default, inputSize, outputSize);
            case OperatorKind.Pad:
                return new(MapKind.Window, 1, 1, pad, default, inputSize, outputSize);
            case OperatorKind.Add or OperatorKind.Sub or OperatorKind.Mul when inputSize != outputSize:
                return Make(MapKind.Global);
            case OperatorKind.ResizeNearest:
                var tables = (ResizeConstants)op.Constants!;
                return Make(MapKind.Table, axis == Axis.Row ? tables.Rows : tables.Columns);
            case OperatorKind.Concatenation when op.Parameter == (int)axis:
            case OperatorKind.Reshape or OperatorKind.Transpose:
                return Make(MapKind.Global);
            default:
                return Make(MapKind.Window);
        }
    }

    public static int SizeOf(Tensor tensor, Axis axis) => axis == Axis.Row ? tensor.Height : tensor.Width;

    /// <summary>First input row that the output rows from <paramref name="from"/> on read; the input's size when there are none.</summary>
    public int Begin(int from)
    {
        if (from >= _outputSize)
        {
            return InputSize;
        }

        return _kind switch
        {
            MapKind.Window => Math.Clamp((from * _stride) - _pad, 0, InputSize),
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
            MapKind.Window => Math.Clamp(((end - 1) * _stride) - _pad + _extent, 0, InputSize),
            MapKind.Table => _table[end - 1] + 1,
            _ => InputSize,
        };
    }

    /// <summary>Input rows (padding included, so possibly more than there are) that must have arrived for <paramref name="end"/> output rows.</summary>
    public int ArrivalFor(int end) => _kind switch
    {
        MapKind.Window => Math.Max(0, ((end - 1) * _stride) - _pad + _extent),
        MapKind.Table when end <= _outputSize => _table[end - 1] + 1,
        _ => InputSize + Math.Max(0, end - _outputSize),
    };

    /// <summary>Output rows that can be computed once input rows before <paramref name="arrived"/> are there; see the engine's twin.</summary>
    public int Arrival(int arrived)
    {
        if (arrived >= Unbounded)
        {
            return Unbounded;
        }

        int end;
        if (_kind == MapKind.Window)
        {
            int last = arrived + _pad - _extent;
            end = last < 0 ? 0 : (last / _stride) + 1;
        }
        else if (arrived >= InputSize)
        {
            end = _outputSize + (arrived - InputSize);
        }
        else
        {
            end = _kind == MapKind.Table ? CountBelow(arrived) : 0;
        }

        return Math.Min(end, Unbounded);
    }

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
