// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text.Json;
using MCUNetV2.Compiler.Cost;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.CostFit;
using MCUNetV2.Interop;
using MCUNetV2.Remote;

const string Usage = """
    usage: cost-fit TARGET OUT.json MEASUREMENTS [MODEL.tflite...]
    Fits what the kernels of a target take to random networks, call by call, and holds predictions against other random networks and the models: to OUT.csv.
    Operators that no random network has are fitted to the models.
    MEASUREMENTS is a folder that keeps what the simulated target executed, so that the next fit need not measure again.
    """;

const double MostBetween = 0.1; // of an inference; more is a pause that an emulator counted

if (args is not [var name, var output, var folder, .. var models] || TargetMachine.All.FirstOrDefault(m => m.Name == name) is not { } machine)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

NativeLibraryLocator.Register(typeof(Plan).Assembly);
Directory.CreateDirectory(folder);
Target layout = name switch { "rv32" => Target.Rv32, "esp32s3" => Target.Esp32s3, _ => Target.Armv7em };

LeastSquares kernels = new(), walk = new();
List<(PlanWork Work, Measurement Measured)> fitting = [];
foreach (Subject subject in Subject.ForFit)
{
    Plan plan = subject.Plan(layout);
    Measurement measured = Measurement.Of(machine, plan, subject.FileIn(folder, name));
    PlanWork work = new(plan);
    foreach ((CostTerms terms, int count) in work.Calls().Zip(measured.Calls, (call, count) => (call.Terms, count)))
    {
        kernels.Add(terms.Amounts, count);
    }

    fitting.Add((work, measured));
    Console.Error.WriteLine($"{subject}: {measured.Instructions}");
}

// Between the operators some things happen that happen in them as well, and are known by now.
SortedDictionary<string, double> fitted = kernels.Solve();
foreach ((PlanWork work, Measurement measured) in fitting)
{
    double operators = work.Calls().Zip(measured.Calls, (call, count) => LeastSquares.Believed(Sum(call.Terms.Amounts), count)).Sum();
    ILookup<bool, KeyValuePair<string, double>> known = work.Walk().Amounts.ToLookup(pair => fitted.ContainsKey(pair.Key));
    double left = measured.Instructions - operators - Sum(known[true]);
    if (Math.Abs(left) < MostBetween * measured.Instructions)
    {
        walk.Add(known[false].ToDictionary(), left);
    }
}

foreach ((string term, double value) in walk.Solve(mayBeNegative: true))
{
    fitted[term] = value;
}

// Operators that no random network has are fitted to the models.
LeastSquares rare = new();
foreach (Subject subject in models.SelectMany(Subject.Of))
{
    Plan plan = subject.Plan(layout);
    Measurement measured = Measurement.Of(machine, plan, subject.FileIn(folder, name));
    foreach ((CostTerms terms, int count) in new PlanWork(plan).Calls().Zip(measured.Calls, (call, count) => (call.Terms, count)))
    {
        ILookup<bool, KeyValuePair<string, double>> known = terms.Amounts.ToLookup(pair => fitted.ContainsKey(pair.Key));
        if (known[false].Any(pair => pair.Value > 0))
        {
            rare.Add(known[false].ToDictionary(), Math.Max(0, count - Sum(known[true])));
        }
    }
}

foreach ((string term, double value) in rare.Solve())
{
    fitted[term] = value;
}

CostFile file = new("written by tools/MCUNetV2.CostFit", name, 0, fitted.ToDictionary(pair => pair.Key, pair => Math.Round(pair.Value, 3)));
CostModel model = new(file);
List<double> errors = [];
using StreamWriter table = new(Path.ChangeExtension(output, ".csv")) { NewLine = "\n" };
table.WriteLine("model,schedule,measured,predicted");
foreach (Subject subject in Subject.ForCheck.Concat(models.SelectMany(Subject.Of)))
{
    Plan plan = subject.Plan(layout);
    Measurement measured = Measurement.Of(machine, plan, subject.FileIn(folder, name));
    PlanCost predicted = model.Of(plan);
    double error = ((double)predicted.Instructions / measured.Instructions) - 1;
    errors.Add(Math.Abs(error));
    table.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{subject.Name},{subject.Schedule},{measured.Instructions},{predicted.Instructions}"));
    table.Flush();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{subject.Name,-32} {subject.Schedule,-8} {measured.Instructions,12:#,##0} {predicted.Instructions,12:#,##0} {100 * error,7:0.00} %"));
    Culprits.Write(Console.Out, plan, measured, predicted);
}

file = file with { TypicalError = Math.Round(errors.Take(Subject.ForCheck.Count()).Average(), 4) };
File.WriteAllText(output, JsonSerializer.Serialize(file, CostFile.Format) + "\n");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mean error {100 * errors.Average():0.00} %, largest {100 * errors.Max():0.00} %"));
return 0;

double Sum(IEnumerable<KeyValuePair<string, double>> amounts) => amounts.Sum(pair => pair.Value * fitted[pair.Key]);
