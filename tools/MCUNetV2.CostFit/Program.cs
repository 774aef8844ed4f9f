// SPDX-License-Identifier: MIT
using System.Text.Json;
using MCUNetV2.Compiler.Cost;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.CostFit;
using MCUNetV2.Interop;
using MCUNetV2.Remote;

const string Usage = """
    usage: cost-fit TARGET OUT.json MEASUREMENTS [MODEL.tflite | SPACE.json]...
           cost-fit check TARGET MEASUREMENTS (MODEL.tflite | SPACE.json)...
    Fits what the kernels of a target take to random networks, call by call, and holds predictions against other random networks and the models: to OUT.csv.
    Operators that no random network has are fitted to the models. Of a search space, random networks are taken, as they would ship.
    "check" fits nothing: it holds the predictions that the tools make now against models.
    MEASUREMENTS is a folder that keeps what the simulated target executed, so that the next run need not measure again.
    """;

bool checks = args is ["check", ..];
string[] rest = checks ? args[1..] : args;
if (rest.Length < 3 || TargetMachine.All.FirstOrDefault(m => m.Name == rest[0]) is not { } machine)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

NativeLibraryLocator.Register(typeof(Plan).Assembly);
(string output, string folder, string[] models) = checks ? ("", rest[1], rest[2..]) : (rest[1], rest[2], rest[3..]);
Directory.CreateDirectory(folder);
TestBench bench = new(machine, folder);
Subject[] named = [.. models.SelectMany(Subject.Of)];
if (checks)
{
    CostModel known = CostModel.Find(machine.Name) ?? throw new InvalidOperationException($"nothing is predicted for {machine.Name}");
    PredictionCheck.Run(known, bench, named, TextWriter.Null);
    return 0;
}

IReadOnlyDictionary<string, double> fitted = new Fitting(bench).Run(named);
CostFile file = new("written by tools/MCUNetV2.CostFit", machine.Name, 0, fitted.ToDictionary(pair => pair.Key, pair => Math.Round(pair.Value, 3)));
using StreamWriter table = new(Path.ChangeExtension(output, ".csv")) { NewLine = "\n" };
IReadOnlyList<double> errors = PredictionCheck.Run(new CostModel(file), bench, Subject.ForCheck.Concat(named), table);
file = file with { TypicalError = Math.Round(errors.Take(Subject.ForCheck.Count()).Average(), 4) };
File.WriteAllText(output, JsonSerializer.Serialize(file, CostFile.Format) + "\n");
return 0;
