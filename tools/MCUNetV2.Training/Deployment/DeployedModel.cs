using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Interop;
using MCUNetV2.Training.Networks;

namespace MCUNetV2.Training.Deployment;

/// <summary>An int8 classifier under the schedule of least memory without extra MACs.</summary>
/// <param name="Package">What the device gets.</param>
/// <param name="PeakBytes">SRAM, everything counted.</param>
/// <param name="Macs">Multiply-accumulates of one inference.</param>
internal sealed record DeployedModel(byte[] Package, int PeakBytes, long Macs)
{
    static DeployedModel() => NativeLibraryLocator.Register(typeof(Plan).Assembly);

    /// <summary>Bytes in flash.</summary>
    public int FlashBytes => Package.Length;

    public static DeployedModel Of(TfLiteModel model, IReadOnlyList<string> classes)
    {
        ModelGraph graph = TfLiteImporter.Import(model, new ImportOptions(model.Description, new ClassifierHead([.. classes])));
        PlanResult result = Planner.Plan(graph, Target.Portable, new PlanLimits());
        Plan plan = result.Chosen ?? result.Nearest(new PlanLimits());
        return new DeployedModel(PackageWriter.Write(plan), plan.PeakBytes, plan.Macs);
    }

    /// <exception cref="BudgetException">The network costs more than its budget; the message says how much.</exception>
    public void Require(BudgetConfiguration budget)
    {
        if (PeakBytes > budget.SramBytes || FlashBytes > budget.FlashBytes || Macs > budget.Macs)
        {
            throw new BudgetException(
                $"the network breaks its budget: {PeakBytes} of {budget.SramBytes} bytes of SRAM, {FlashBytes} of {budget.FlashBytes} bytes of flash, {Macs} of {budget.Macs} MACs");
        }
    }
}
