// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Planning;
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
        for (var seed = 0; seed < Networks; seed++)
        {
            ScheduleComparison.Check(LargeBiasNetwork.Generate(seed), seed, graph => [Schedules.Layers(graph, layout), Schedules.Patches(graph, layout, 2, 2, 1)], inputs: TestInputs.Extremes);
        }
    }
}
