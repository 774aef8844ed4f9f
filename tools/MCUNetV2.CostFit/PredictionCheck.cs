// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Compiler.Cost;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.CostFit;

/// <summary>Predictions beside what the target executed.</summary>
internal static class PredictionCheck
{
    /// <param name="model">Predicts.</param>
    /// <param name="bench">Measures.</param>
    /// <param name="subjects">What is predicted and measured.</param>
    /// <param name="table">Receives a row of comma separated values for each.</param>
    /// <returns>By what share each prediction is off.</returns>
    public static IReadOnlyList<double> Run(CostModel model, TestBench bench, IEnumerable<Subject> subjects, TextWriter table)
    {
        List<double> errors = [];
        table.WriteLine("model,schedule,measured,predicted");
        foreach (Subject subject in subjects)
        {
            (Plan plan, Measurement measured) = bench.Measure(subject);
            PlanCost predicted = model.Of(plan);
            double error = ((double)predicted.Instructions / measured.Instructions) - 1;
            errors.Add(Math.Abs(error));
            table.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{subject.Name},{subject.Schedule},{measured.Instructions},{predicted.Instructions}"));
            table.Flush();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{subject.Name,-32} {subject.Schedule,-8} {measured.Instructions,12:#,##0} {predicted.Instructions,12:#,##0} {100 * error,7:0.00} %"));
            Culprits.Write(Console.Out, plan, measured, predicted);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mean error {100 * errors.Average():0.00} %, largest {100 * errors.Max():0.00} %"));
        return errors;
    }
}
