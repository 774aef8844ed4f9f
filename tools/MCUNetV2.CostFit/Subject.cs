// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Networks.Search;

namespace MCUNetV2.CostFit;

/// <summary>A network under a schedule.</summary>
/// <param name="Model">A .tflite; or "random-" and the seed of a random network, behind the .json of a search space and "#" for one of that space.</param>
/// <param name="Schedule">As for <c>plan --schedule</c>.</param>
public sealed record Subject(string Model, string Schedule)
{
    private const string Random = "random-";
    private const char OfSpace = '#';
    private const int FitNetworks = 40;
    private const int FirstCheck = 1001;
    private const int CheckNetworks = 20;

    private static readonly string[] FitSchedules = ["layers", "stream", "patches:2x2", "auto", "patches:3x3:4"];
    private static readonly string[] CheckSchedules = ["layers", "auto", "patches:2x2:5"];

    /// <summary>What the numbers are fitted to.</summary>
    public static IEnumerable<Subject> ForFit =>
        from seed in Enumerable.Range(1, FitNetworks)
        from next in new[] { 0, 1 }
        select new Subject($"{Random}{seed}", FitSchedules[(seed + next) % FitSchedules.Length]);

    /// <summary>What they are held against: other networks.</summary>
    public static IEnumerable<Subject> ForCheck => Enumerable.Range(FirstCheck, CheckNetworks).Select(seed => new Subject($"{Random}{seed}", CheckSchedules[seed / CheckSchedules.Length % CheckSchedules.Length]));

    /// <summary>A model, layer by layer and as <c>plan</c> chooses; of a search space, random networks of it as they would ship.</summary>
    public static IEnumerable<Subject> Of(string model) => IsSpace(model)
        ? Enumerable.Range(1, CheckNetworks).Select(seed => new Subject($"{model}{OfSpace}{Random}{seed}", "auto"))
        : [new(model, "layers"), new(model, "auto")];

    /// <summary>The model's name.</summary>
    public string Name => string.Join('-', Model.Split(OfSpace).Select(Path.GetFileNameWithoutExtension));

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Schedule}";

    /// <summary>The plan that <c>plan --target</c> chooses.</summary>
    public Plan Plan(Target target)
    {
        PlanResult result = ScheduleRequest.TryParse(Schedule)!.Resolve(Graph(), target, new PlanLimits());
        return result.Chosen ?? result.Front[^1];
    }

    /// <summary>Where a measurement is kept.</summary>
    public string FileIn(string folder, string target) => Path.Combine(folder, $"{target}.{Name}.{Schedule.Replace(':', '-')}");

    private static bool IsSpace(string model) => string.Equals(Path.GetExtension(model), ".json", StringComparison.OrdinalIgnoreCase);

    private static int Seed(string network) => int.Parse(network[Random.Length..], CultureInfo.InvariantCulture);

    private ModelGraph Graph() => Model.Split(OfSpace) switch
    {
        [string space, string network] => UntrainedNetwork.Import(RandomNetworks.Draw(SearchSpace.Load(space), Seed(network))),
        [string network] when network.StartsWith(Random, StringComparison.Ordinal) => RandomNetworks.Graph(Seed(network)),
        _ => TfLiteImporter.Import(TfLiteReader.Read(File.ReadAllBytes(Model)), new ImportOptions(Name)),
    };
}
