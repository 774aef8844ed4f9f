// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.TfLite;

namespace MCUNetV2.Compiler.Operators;

/// <summary>MAX_POOL_2D.</summary>
internal sealed class MaxPool2D() : PoolOperator(OperatorKind.MaxPool2D)
{
    public static SourceOperator Source { get; } =
        new(context => Import(context, OperatorKind.MaxPool2D), BuiltinOperator.MAX_POOL_2D) { Detail = (_, op) => Detail(op) };
}
