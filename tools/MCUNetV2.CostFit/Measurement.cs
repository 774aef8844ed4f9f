// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Inference;
using MCUNetV2.Remote;
using MCUNetV2.Remote.Sessions;

namespace MCUNetV2.CostFit;

/// <summary>What a target executed for one inference, as <c>bench</c> counts it.</summary>
/// <param name="Instructions">Of the inference.</param>
/// <param name="Calls">Of each operator of each patch, in the order of execution.</param>
internal sealed record Measurement(long Instructions, int[] Calls)
{
    /// <summary>Instructions between the operators, the writing of the input included.</summary>
    public long Walk => Instructions - Calls.Sum(call => (long)call);

    /// <summary>Measures with the input that <c>bench</c> has, or takes what an earlier run kept in the file.</summary>
    public static Measurement Of(TargetMachine machine, Plan plan, string file)
    {
        int calls = (int)plan.Calls;
        if (File.Exists(file) && File.ReadAllLines(file) is var lines && lines.Length == calls + 1)
        {
            return new Measurement(Number(lines[0]), [.. lines.Skip(1).Select(line => (int)Number(line))]);
        }

        Measurement measured = Of(machine, plan);
        File.WriteAllLines(file, measured.Calls.Select(call => (long)call).Prepend(measured.Instructions).Select(count => count.ToString(CultureInfo.InvariantCulture)));
        return measured;
    }

    private static Measurement Of(TargetMachine machine, Plan plan)
    {
        using RemoteEngine engine = RemoteEngine.Open(machine, PackageWriter.Write(plan));
        byte[] bytes = new byte[engine.Model.Input.Length];
        new Random(1).NextBytes(bytes);
        TensorInput input = new(engine.Model, bytes);
        long whole = engine.Run(input).Instructions!.Value;
        return new Measurement(whole, [.. engine.Run(input, profile: true).Steps.Select(step => step.Cycles)]);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
