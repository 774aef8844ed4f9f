// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.TfLite;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Import;

public class LogisticTests
{
    /// <summary>The fixed-point table is within one step of the function itself.</summary>
    [Theory]
    [InlineData(0.0001f)]
    [InlineData(0.01f)]
    [InlineData(0.05f)]
    [InlineData(0.1f)]
    [InlineData(1f)]
    public void The_table_is_the_logistic_function(float scale)
    {
        TfLiteModel model = Net.Of((net, x) => net.Operator(BuiltinOperator.LOGISTIC, [x.Tensor], net.Activation(x.Shape, 1f / 256, -128, 60)));
        model = Net.With(model, 0, t => t with { Quantization = TfLiteQuantization.PerTensor(scale, 10) });

        ImmutableArray<sbyte> table = TfLiteImporter.Import(model).Operators[1].Constants.ShouldBeOfType<LookupConstants>().Table;

        for (int x = -128; x < 128; x++)
        {
            double expected = Math.Min(127, (256 / (1 + Math.Exp(-scale * (x - 10)))) - 128);
            Math.Abs(table[(byte)(sbyte)x] - expected).ShouldBeLessThan(1, $"x = {x}");
        }
    }
}
