// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Planning.Tests;

/// <summary>
/// Plans of small networks as pictures that somebody has looked at and approved. A plan that changes shows where: the picture received lies in
/// build/test/plans; copy it to tests/Planning/Approved when it is better.
/// </summary>
public class ApprovedPlanTests
{
    [Theory]
    [InlineData("residual", "layers")]
    [InlineData("residual", "stream")]
    [InlineData("residual", "patches:2x2:5")]
    [InlineData("classifier", "layers")]
    [InlineData("classifier", "auto")]
    [InlineData("skip", "auto")]
    public void A_plan_is_the_approved_one(string network, string schedule)
    {
        ModelGraph graph = SmallNetworks.Of(network);
        PlanResult result = ScheduleRequest.TryParse(schedule)!.Resolve(graph, Target.Portable, new PlanLimits());
        string received = PlanPicture.Draw(result.Front.MinBy(plan => plan.PeakBytes)!);
        string name = $"{network}-{schedule.Replace(':', '-')}.txt";
        string approved = Repository.Path($"tests/Planning/Approved/{name}");
        if (!File.Exists(approved) || File.ReadAllText(approved).ReplaceLineEndings("\n") != received)
        {
            string folder = Directory.CreateDirectory(Repository.Path("build/test/plans")).FullName;
            File.WriteAllText(Path.Combine(folder, name), received);
            received.ShouldBe(File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : "", name);
        }
    }
}
