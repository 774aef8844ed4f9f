using MCUNetV2.Remote.Images;
using Xunit;

namespace MCUNetV2.OnTarget.Tests.Budgets;

/// <summary>The engine with every operator stays within its budget of flash.</summary>
public class FlashTests
{
    [Theory]
    [MemberData(nameof(Machines.Names), MemberType = typeof(Machines))]
    public void Code_and_constants_stay_within_their_budget(string machine)
    {
        RunnerImage image = RunnerImage.Read(Machines.Find(machine));
        BudgetTable.Check(machine, "flash", "engine", image.Share(ImageOwner.Engine).Flash + image.Share(ImageOwner.Library).Flash, limited: "flash");
    }
}
