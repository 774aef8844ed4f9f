// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Operators;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;

namespace MCUNetV2.Cli.Models;

/// <summary>A package and what is known beyond it.</summary>
/// <param name="Name">For people.</param>
/// <param name="Bytes">The package.</param>
/// <param name="Graph">The network; null when the model came as a package.</param>
/// <param name="Plan">The schedule; null likewise.</param>
internal sealed record CompiledModel(string Name, byte[] Bytes, Package Package, ModelGraph? Graph, Plan? Plan)
{
    /// <summary>The schedule's name, or that it came with the package.</summary>
    public string Schedule => Plan?.Schedule ?? "as packaged";

    /// <summary>MACs of the model as it is, channels that are the same for every input included; null when it came as a package.</summary>
    public long? ModelMacs => Graph is { } graph ? MacCount.Of(graph.Whole ?? graph) : null;

    public static CompiledModel FromPackage(ModelFile file) => new(file.Name, file.Bytes, file.ReadPackage(), null, null);

    public static CompiledModel FromPlan(string name, Plan plan)
    {
        byte[] bytes = PackageWriter.Write(plan);
        return new CompiledModel(name, bytes, PackageReader.Read(bytes), plan.Graph, plan);
    }
}
