// SPDX-License-Identifier: MIT
using System.Security.Cryptography;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.OnTarget.Tests.Budgets;
using MCUNetV2.Remote;
using MCUNetV2.Remote.Sessions;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.OnTarget.Tests.Goldens;

/// <summary>The published models on a target: bit-exact under two schedules, within budgets of instructions and stack.</summary>
public abstract class GoldenTests(string machine) : IDisposable
{
    private const int Recorded = 1; // the seed whose instructions the budgets are
    private const string LayersOnly = "mcunetv2_large_224"; // which answers the same to every expected input

    private readonly TargetSession _session = TargetSession.Start(Machines.Find(machine));
    private readonly Target _layout = Machines.LayoutOf(machine);

    public static TheoryData<string> Models => [.. SharedFiles.Models];

    public void Dispose()
    {
        _session.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Outputs_are_exact_within_the_budget_of_instructions(string model)
    {
        long layers = Run(model, GoldenPlans.Layers(model, _layout), Recorded);
        BudgetTable.Check(machine, "layers", model, layers, limited: model);
        long stream = Run(model, GoldenPlans.Stream(model, _layout), Recorded);
        BudgetTable.Check(machine, "stream", model, stream);
        long extra = BudgetTable.Find(machine, "extra", model).ShouldNotBeNull();
        stream.ShouldBeLessThanOrEqualTo(layers + (layers * extra / 100), $"{model} on {machine}: a stream takes at most {extra} % more instructions than {layers}");
    }

    /// <summary>So that what the engine promises is promised by its kernels alone.</summary>
    [Theory]
    [MemberData(nameof(Models))]
    public void With_all_channels_the_budget_holds_too(string model) =>
        BudgetTable.Check(machine, "whole", model, Run(model, GoldenPlans.Layers(model, _layout, keepChannels: true), Recorded), limited: model);

    [Theory]
    [InlineData("mcunet_vww_80")]
    [InlineData("mcunet_person_detection_128x160")]
    [InlineData("mcunetv2_large_224")]
    public void Float_ends_leave_the_body_as_it_is(string model) => Run(model, GoldenPlans.Layers(model + "_float_io", _layout), Recorded);

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Models))]
    public void Every_expected_input_gives_the_expected_outputs(string model)
    {
        for (int seed = 0; seed < GoldenModel.Seeds; seed++)
        {
            Run(model, GoldenPlans.Layers(model, _layout), seed);
            Run(model, GoldenPlans.Stream(model, _layout), seed);
        }
    }

    [Fact]
    public void Layers_are_exact_where_outputs_tell_nothing() => CheckLayers(LayersOnly, stride: 6);

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Models))]
    public void Every_layer_is_exact(string model) => CheckLayers(model, stride: 1);

    /// <returns>Instructions.</returns>
    private long Run(string model, Plan plan, int seed)
    {
        using RemoteEngine engine = _session.Open(PackageWriter.Write(plan));
        InferenceReport report = engine.Run(new TensorInput(engine.Model, GoldenModel.Input(plan.Graph, model, seed)));
        string where = $"{model} on {machine}, schedule {plan.Schedule}, seed {seed}; to repeat: ./mcunet run {SharedFiles.Model(model)} "
            + $"--input {SharedFiles.Golden(model, $"input_seed{seed}.bin")} --target {machine} --schedule {plan.Schedule}";
        for (int output = 0; output < report.Outputs.Count; output++)
        {
            report.Outputs[output].Bytes.SequenceEqual(GoldenModel.Output(model, output, seed)).ShouldBeTrue($"output {output} of {where}");
        }

        report.Arena.HighWater.ShouldBeLessThanOrEqualTo(plan.PeakBytes, where);
        report.StackBytes.ShouldBeInRange(1, TargetMachine.StackBudget, where);
        return report.Instructions.ShouldNotBeNull();
    }

    /// <summary>Every so-many-th layer as an output, in as many parts as the target's memory makes necessary.</summary>
    private void CheckLayers(string model, int stride)
    {
        const int Arena = 3 << 20;
        GoldenLayers golden = GoldenLayers.Read(model);
        List<Operator> layers = [.. golden.Operators.Where((_, index) => index % stride == 0)];
        int offset = 0;
        while (offset < layers.Count)
        {
            int count = layers.Count - offset;
            Plan plan;
            while ((plan = Schedules.Layers(golden.Graph with { Outputs = [.. layers.Slice(offset, count).Select(layer => layer.Output)] }, _layout)).PeakBytes > Arena)
            {
                count = (count + 1) / 2;
            }

            CheckLayers(model, plan, [.. layers.Slice(offset, count).Select(layer => golden.Hash(layer, Recorded))]);
            offset += count;
        }
    }

    private void CheckLayers(string model, Plan plan, string[] expected)
    {
        using RemoteEngine engine = _session.Open(PackageWriter.Write(plan));
        InferenceReport report = engine.Run(new TensorInput(engine.Model, GoldenModel.Input(plan.Graph, model, Recorded)));
        for (int output = 0; output < expected.Length; output++)
        {
            (Convert.ToHexStringLower(SHA256.HashData(report.Outputs[output].Bytes)) == expected[output])
                .ShouldBeTrue($"{plan.Graph.Tensors[plan.Graph.Outputs[output]].Name} of {model} on {machine}");
        }
    }
}
