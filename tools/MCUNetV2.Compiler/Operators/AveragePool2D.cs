// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>AVERAGE_POOL_2D.</summary>
internal sealed class AveragePool2D() : PoolOperator(OperatorKind.AveragePool2D)
{
    public static SourceOperator Source { get; } =
        new(context => Import(context, OperatorKind.AveragePool2D), BuiltinOperator.AVERAGE_POOL_2D) { Detail = (_, op) => Detail(op) };

    public override bool CanAccumulate(Node node) => CoversInput(node);
}
