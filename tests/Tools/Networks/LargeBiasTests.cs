// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Backends;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Tools.Tests.Import;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Biases that no layout's arithmetic was made for are computed in another one, exactly.</summary>
public class LargeBiasTests
{
    private const int Networks = 120;

    public static TheoryData<Target> Layouts => [.. Enum.GetValues<Target>()];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Biases_up_to_the_ends_of_int32_are_exact(Target layout)
    {
        for (int seed = 0; seed < Networks; seed++)
        {
            ScheduleComparison.Check(LargeBiasNetwork.Generate(seed), seed, graph => [Schedules.Layers(graph, layout), Schedules.Patches(graph, layout, 2, 2, 1)], inputs: TestInputs.Extremes);
        }
    }

    [Theory]
    [InlineData(Target.Armv7em, 1 << 27, Target.Armv7em)]
    [InlineData(Target.Armv7em, 1 << 28, Target.Portable)]
    [InlineData(Target.Armv7em, int.MinValue, Target.Portable)]
    [InlineData(Target.Rv32, 1 << 27, Target.Rv32)]
    [InlineData(Target.Rv32, 1 << 28, Target.Portable)]
    [InlineData(Target.Rv32, int.MinValue, Target.Portable)]
    public void Sums_that_a_layout_does_not_hold_are_laid_out_portably(Target layout, int bias, Target expected)
    {
        ModelGraph graph = TfLiteImporter.Import(Net.Of((net, x) => Net.Convolution(net, x)));
        Operator op = graph.Operators.Single(o => o.Kind == OperatorKind.Conv2D);
        ConvolutionConstants constants = (ConvolutionConstants)op.Constants!;
        op = op with { Constants = constants with { Bias = [.. constants.Bias.Select(_ => bias)] } };
        ConstantsLayouts.For(op, graph.Tensors, layout, accumulates: false, inPlace: false).Target.ShouldBe(expected);
    }
}
