// SPDX-License-Identifier: MIT
using MCUNetV2.Remote.Elf;
using MCUNetV2.Remote.Images;
using Shouldly;
using Xunit;

namespace MCUNetV2.OnTarget.Tests.Budgets;

/// <summary>Every byte of a runner's image is somebody's.</summary>
public class ImageTests
{
    [Theory]
    [MemberData(nameof(Machines.Names), MemberType = typeof(Machines))]
    public void The_map_accounts_for_every_byte_of_the_sections(string machine)
    {
        RunnerImage image = RunnerImage.Read(Machines.Find(machine));
        image.Sections.Where(section => section.Kind == SectionKind.Code).ShouldNotBeEmpty();
        foreach (ElfSection section in image.Sections)
        {
            image.Accounted(section.Name).ShouldBe(section.Bytes, section.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Machines.Names), MemberType = typeof(Machines))]
    public void The_engine_has_code_and_constants_and_no_first_values_in_sram(string machine)
    {
        ImageShare engine = RunnerImage.Read(Machines.Find(machine)).Share(ImageOwner.Engine);
        engine.Code.ShouldBeGreaterThan(16 * 1024);
        engine.Constants.ShouldBeGreaterThan(256);
        engine.Initialized.ShouldBe(0);
    }
}
