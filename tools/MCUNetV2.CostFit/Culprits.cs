// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Compiler.Cost;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.CostFit;

/// <summary>Which operators a prediction is wrong about.</summary>
internal static class Culprits
{
    private const double Worth = 0.005; // of the inference

    public static void Write(TextWriter output, Plan plan, Measurement measured, PlanCost predicted)
    {
        double[] counts = new double[plan.Graph.Operators.Length];
        int[] calls = new int[counts.Length];
        foreach ((int op, int count) in new PlanWork(plan).Calls().Zip(measured.Calls, (call, count) => (call.Operator, count)))
        {
            counts[op] += count;
            calls[op]++;
        }

        for (int i = 0; i < counts.Length; i++)
        {
            double off = predicted.Operators[i] - counts[i];
            if (Math.Abs(off) > Worth * measured.Instructions)
            {
                Operator op = plan.Graph.Operators[i];
                Tensor from = plan.Graph.Tensors[op.Inputs.FirstOrDefault()], to = plan.Graph.Tensors[op.Output];
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"    {i} {op.Kind} {op.Window.KernelHeight}/{op.Window.StrideHeight} {from.Height}x{from.Width}x{from.Channels} -> {to.Height}x{to.Width}x{to.Channels}, {calls[i]} calls: {counts[i]:0}, {predicted.Operators[i]:0} predicted, {100 * off / counts[i]:0.0} %"));
            }
        }

        if (Math.Abs(predicted.Walk - measured.Walk) > Worth * measured.Instructions)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    between them: {measured.Walk}, {predicted.Walk:0} predicted"));
        }
    }
}
