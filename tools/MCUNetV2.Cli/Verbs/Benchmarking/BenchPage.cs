// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Net;
using System.Text;
using MCUNetV2.Cli.Charts;
using MCUNetV2.Cli.Models;
using MCUNetV2.Cli.Output;
using MCUNetV2.Cli.Packages;
using MCUNetV2.Cli.Pages;
using MCUNetV2.Cli.Targets;
using MCUNetV2.Compiler.Format;

namespace MCUNetV2.Cli.Verbs.Benchmarking;

/// <summary>The page of <c>bench --report</c>: what each operator costs, as bars, and the memory beside its budgets.</summary>
internal static class BenchPage
{
    public static string Create(BenchReport report, CompiledModel model)
    {
        MemoryMap map = MemoryMap.Create(model.Package);
        string unit = report.Instructions is null ? "microseconds" : "instructions";
        return PageTemplate.FillReport("bench.html", WebUtility.HtmlEncode($"Cost of {model.Name} on {report.Target}"), new Dictionary<string, string>
        {
            ["headline"] = WebUtility.HtmlEncode($"{model.Name} on {report.Target}: {Whole(report)}"),
            ["introduction"] = WebUtility.HtmlEncode(Introduction(report)),
            ["facts"] = string.Concat(Facts(report).Select(fact => $"<div class=\"fact\"><b>{fact.Value}</b><span>{fact.Name}</span></div>")),
            ["unit"] = unit,
            ["kinds"] = Kinds(report),
            ["steps"] = Steps(report, PackageReport.Create(model.Package)),
            ["memory"] = report.Memory is { } memory ? Memory(memory) : "<p>Flash and stack are counted on a simulated microcontroller: <code>--target</code>.</p>",
            ["memoryMap"] = MemoryMapSvg.Draw(map),
            ["blocks"] = BlockTable.Write(map),
        });
    }

    private static string Whole(BenchReport report) => report.Instructions is { } instructions
        ? string.Create(CultureInfo.InvariantCulture, $"{instructions / 1e6:0.0} million instructions")
        : string.Create(CultureInfo.InvariantCulture, $"{report.Microseconds / 1000.0:0.0} ms on this PC");

    private static string Introduction(BenchReport report) => report.Instructions is null
        ? $"One inference with the {report.Backend} kernels, schedule {report.Schedule}, the fastest of {report.Runs}. A PC is no microcontroller: compare operators and schedules, not machines."
        : $"One inference with the {report.Backend} kernels, schedule {report.Schedule}. Instructions are counted by a simulated processor: exact, and the same every time. Times are estimates from them.";

    private static IEnumerable<(string Value, string Name)> Facts(BenchReport report)
    {
        yield return (string.Create(CultureInfo.InvariantCulture, $"{report.Macs / 1e6:0.00} M"), "multiply-accumulates executed");
        if (report.InstructionsPerMac is { } ratio)
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00}"), "instructions a multiply-accumulate");
        }

        yield return (ByteSize.Format(report.ArenaBytes), "arena, everything counted");
        yield return (ByteSize.Format(report.FlashBytes), "flash: the package");
        if (report.EstimatedTime is { } time)
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"{time.LeastMilliseconds:0} to {time.MostMilliseconds:0} ms"), string.Create(CultureInfo.InvariantCulture, $"estimate at {time.ClockHertz / 1e6:0} MHz"));
        }

        if (report.Estimate is { } estimate)
        {
            yield return (string.Create(CultureInfo.InvariantCulture, $"{estimate.Milliseconds:0.0} ms"), $"estimate at {Frequency.Format(estimate.ClockHertz)}, memory without wait states");
        }

        if (report.Energy is { } energy)
        {
            yield return (energy.Range, string.Create(CultureInfo.InvariantCulture, $"estimate: {energy.Milliamperes:0.#} mA at {energy.Volts:0.0#} V"));
        }
    }

    private static string Kinds(BenchReport report)
    {
        double all = report.Steps.Sum(Cost);
        StringBuilder rows = new();
        foreach (IGrouping<OperatorKind, BenchStep> kind in report.Steps.GroupBy(step => step.Kind).OrderByDescending(group => group.Sum(Cost)))
        {
            double cost = kind.Sum(Cost);
            rows.Append(CultureInfo.InvariantCulture, $"<tr><td>{kind.Key}</td><td>{kind.Count()}</td><td>{cost:#,##0}</td>{Bar(cost, Math.Max(1, all))}</tr>");
        }

        return rows.ToString();
    }

    private static string Steps(BenchReport report, PackageReport package)
    {
        double most = Math.Max(1, report.Steps.Max(Cost));
        double mostBytes = Math.Max(1, report.Steps.Max(step => (double)step.Bytes));
        double mostConstants = Math.Max(1, package.Operators.Max(row => (double)row.ConstantBytes));
        StringBuilder rows = new();
        foreach (BenchStep step in report.Steps)
        {
            long constants = package.Operators[step.Index].ConstantBytes;
            rows.Append(CultureInfo.InvariantCulture, $"<tr><td>{step.Index} {step.Kind}</td><td>{string.Join(" x ", step.OutputShape)}</td><td>{step.Calls}</td><td>{step.Macs:#,##0}</td>");
            rows.Append(CultureInfo.InvariantCulture, $"<td>{Cost(step):#,##0}</td>{Bar(Cost(step), most)}<td>{step.Bytes:#,##0}</td>{Bar(step.Bytes, mostBytes)}<td>{constants:#,##0}</td>{Bar(constants, mostConstants)}</tr>");
        }

        return rows.ToString();
    }

    private static string Memory(IEnumerable<MemoryLine> lines)
    {
        StringBuilder rows = new();
        foreach (MemoryLine line in lines)
        {
            string budget = line.BudgetBytes is { } bytes ? ByteSize.Format(bytes) : "";
            string bar = line.BudgetBytes is { } limit ? Bar(line.Bytes, limit) : "<td></td>";
            rows.Append(CultureInfo.InvariantCulture, $"<tr><td>{WebUtility.HtmlEncode(line.Description)}</td><td>{line.Bytes:#,##0}</td><td>{budget}</td>{bar}</tr>");
        }

        return $"""<div class="wide"><table><thead><tr><th scope="col">memory</th><th scope="col">bytes</th><th scope="col">budget</th><th scope="col" class="share">used</th></tr></thead><tbody>{rows}</tbody></table></div>""";
    }

    private static double Cost(BenchStep step) => step.Instructions ?? step.Microseconds ?? 0;

    private static string Bar(double value, double most) => string.Create(CultureInfo.InvariantCulture, $"<td class=\"share\"><i style=\"width:{Math.Min(100, 100 * value / most):0.#}%\"></i></td>");
}
