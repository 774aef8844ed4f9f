// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Tools.Tests.Reference;
using Shouldly;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Holds the engine, under any schedule, to the reference interpreter.</summary>
internal static class ScheduleComparison
{
    /// <summary>Plans, writes, opens and runs the model under each schedule; every output must be the reference's, byte for byte.</summary>
    /// <param name="open">Opens a plan's package; in this process, in an arena of the size that the plan predicts, unless told.</param>
    /// <param name="hint">What a failure says beside seed and schedule.</param>
    /// <param name="inputs">Beside noise: from the number of values, inputs in the device's range.</param>
    public static void Check(
        TfLiteModel model, int seed, Func<ModelGraph, IEnumerable<Plan>> schedules, Func<Plan, byte[], IInferenceEngine>? open = null, string hint = "",
        Func<int, IEnumerable<sbyte[]>>? inputs = null)
    {
        ModelGraph graph = TfLiteImporter.Import(model, new ImportOptions($"seed {seed}"));
        TfLiteTensor source = model.Main.Tensors[model.Main.Inputs[0]];
        int offset = source.Type == TfLiteType.UINT8 ? 128 : 0;
        int count = source.Shape.Aggregate(1, (a, b) => a * b);
        sbyte[][] declared = [TestInputs.Noise(count, seed), .. inputs?.Invoke(count) ?? []];
        ReferenceInterpreter interpreter = new(model);
        sbyte[][][] expected = declared.Select(input => interpreter.Run([.. input.Select(v => v + offset)]).Select(o => o.Bytes).ToArray()).ToArray();
        foreach (Plan plan in schedules(graph))
        {
            byte[] package = PackageWriter.Write(plan);
            FuzzCorpus.Add(package);
            using IInferenceEngine engine = open?.Invoke(plan, package) ?? HostEngine.Open(package, plan.PeakBytes);
            for (int i = 0; i < declared.Length; i++)
            {
                string where = $"input {i}, seed {seed}, schedule {plan.Schedule}{hint}";
                byte[] input = MemoryMarshal.AsBytes(graph.Boundary.ToDeviceOrder<sbyte>(declared[i]).AsSpan()).ToArray();
                InferenceReport report = engine.Run(new TensorInput(engine.Model, input));
                report.Arena.HighWater.ShouldBeLessThanOrEqualTo(plan.PeakBytes, where);
                for (int output = 0; output < expected[i].Length; output++)
                {
                    sbyte[] actual = MemoryMarshal.Cast<byte, sbyte>(report.Outputs[output].Bytes).ToArray();
                    actual.ShouldBe(expected[i][output], $"output {output}, {where}");
                }
            }
        }
    }
}
