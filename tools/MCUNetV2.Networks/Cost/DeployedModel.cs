// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Networks.Detection;

namespace MCUNetV2.Networks.Cost;

/// <summary>
/// An int8 classifier under the schedule of least memory without extra MACs and next to no time; where that needs more SRAM than the budget
/// has, under the fastest one that fits; where none does, under the one of least memory without extra MACs.
/// </summary>
/// <param name="Plan">The schedule.</param>
/// <param name="Package">What the device gets.</param>
public sealed record DeployedModel(Plan Plan, byte[] Package)
{
    /// <summary>SRAM, everything counted.</summary>
    public int PeakBytes => Plan.PeakBytes;

    /// <summary>Multiply-accumulates of one inference.</summary>
    public long Macs => Plan.Macs;

    /// <summary>Bytes in flash.</summary>
    public int FlashBytes => Package.Length;

    /// <param name="model">The quantised network.</param>
    /// <param name="network">Its configuration.</param>
    /// <param name="keepChannels">Also those that are the same for every input, as chance has it before training.</param>
    public static DeployedModel Of(TfLiteModel model, NetworkConfiguration network, bool keepChannels = false) => Of(Import(model, network, keepChannels), network.Budget);

    /// <summary>A network without its last layer, which gives features: for what learns from them on the device.</summary>
    /// <param name="model">The quantised network.</param>
    /// <param name="budget">What it may cost.</param>
    public static DeployedModel OfFeatures(TfLiteModel model, BudgetConfiguration budget) => Of(TfLiteImporter.Import(model, new ImportOptions(model.Description)), budget);

    /// <summary>A detector.</summary>
    /// <param name="model">The quantised network.</param>
    /// <param name="network">Its configuration.</param>
    /// <param name="keepChannels">As for <see cref="Of(TfLiteModel, NetworkConfiguration, bool)"/>.</param>
    public static DeployedModel OfDetector(TfLiteModel model, DetectorConfiguration network, bool keepChannels = false) =>
        Of(ImportDetector(model, network, keepChannels), network.Budget);

    /// <summary>Whether it costs no more than the budget.</summary>
    public bool Keeps(BudgetConfiguration budget) => PeakBytes <= budget.SramBytes && FlashBytes <= budget.FlashBytes && Macs <= budget.Macs;

    /// <exception cref="BudgetException">The network costs more than its budget; the message says how much.</exception>
    public void Require(BudgetConfiguration budget)
    {
        if (!Keeps(budget))
        {
            throw new BudgetException(
                $"the network breaks its budget: {PeakBytes} of {budget.SramBytes} bytes of SRAM, {FlashBytes} of {budget.FlashBytes} bytes of flash, {Macs} of {budget.Macs} MACs");
        }
    }

    internal static ModelGraph Import(TfLiteModel model, NetworkConfiguration network, bool keepChannels) =>
        TfLiteImporter.Import(model, new ImportOptions(model.Description, new ClassifierHead([.. network.Classes]), keepChannels));

    internal static ModelGraph ImportDetector(TfLiteModel model, DetectorConfiguration network, bool keepChannels) =>
        TfLiteImporter.Import(model, new ImportOptions(model.Description, network.Head, keepChannels));

    /// <summary>The fastest plan within the SRAM, even where it takes longer than it may, or else the smallest, for a processor.</summary>
    internal static DeployedModel Of(ModelGraph graph, BudgetConfiguration budget, TimeLimit time)
    {
        PlanLimits limits = time.Limit(budget.SramBytes);
        PlanResult result = Planner.Plan(graph, time.Layout, limits);
        Plan plan = result.Chosen ?? result.Front.Where(new PlanLimits(budget.SramBytes).Allow).MinBy(time.Of) ?? result.Nearest(limits with { MostInstructions = null });
        return new DeployedModel(plan, PackageWriter.Write(plan));
    }

    private static DeployedModel Of(ModelGraph graph, BudgetConfiguration budget)
    {
        PlanLimits noExtraMacs = new(MaxOverhead: 1);
        PlanResult result = Planner.Plan(graph, Target.Portable, new PlanLimits());
        Plan plan = result.Chosen ?? result.Nearest(noExtraMacs);
        if (plan.PeakBytes > budget.SramBytes)
        {
            plan = result.Front.Where(new PlanLimits(budget.SramBytes).Allow).MinBy(fitting => fitting.Effort) ?? result.Nearest(noExtraMacs);
        }

        return new DeployedModel(plan, PackageWriter.Write(plan));
    }
}
