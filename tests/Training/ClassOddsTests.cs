// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Networks;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Networks;
using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Tests;

/// <summary><c>train export --odds</c>.</summary>
public sealed class ClassOddsTests
{
    private static readonly string[] Classes = ["a", "b", "c=d"];

    [Fact]
    public void Factors_become_logarithms() => ClassOdds.Parse("b=2, c=d=0.5", Classes).ShouldBe([0, MathF.Log(2), -MathF.Log(2)], 1e-6f);

    [Theory]
    [InlineData("b", "--odds takes CLASS=FACTOR pairs")]
    [InlineData("b=0", "--odds takes CLASS=FACTOR pairs")]
    [InlineData("b=nan", "--odds takes CLASS=FACTOR pairs")]
    [InlineData("", "--odds takes CLASS=FACTOR pairs")]
    [InlineData("e=2", "--odds: \"e\" is none of the classes a, b, c=d")]
    public void What_cannot_be_meant_is_named(string text, string message) =>
        Should.Throw<InvalidDataException>(() => ClassOdds.Parse(text, Classes)).Message.ShouldContain(message);

    [Fact]
    public void Odds_are_multiplied_before_and_after_the_export()
    {
        using DisposeScope scope = NewDisposeScope();
        using TinyProject project = new();
        NetworkConfiguration configuration = NetworkConfiguration.Load(project.Configuration);
        TrainedNetwork network = TrainedNetwork.From(new Classifier(configuration, 0), configuration, RangeMethod.Mse);
        float[] shifts = ClassOdds.Parse($"{configuration.Classes[1]}=3", configuration.Classes);

        TrainedNetwork shifted = ClassOdds.Apply(network, shifts);

        Tensor pictures = rand(2, 3, configuration.InputSize, configuration.InputSize);
        (shifted.Forward(pictures) - network.Forward(pictures)).data<float>().ToArray().ShouldBe([0, MathF.Log(3), 0, MathF.Log(3)], 1e-5f);
        LastBias(shifted).Zip(LastBias(network), (after, before) => after - before).ShouldBe([0, MathF.Log(3)], 1e-6f);
    }

    private static IEnumerable<float> LastBias(TrainedNetwork network) => network.Graph.Operators.OfType<FloatFullyConnected>().Last().Bias;
}
