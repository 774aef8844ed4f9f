// SPDX-License-Identifier: MIT
using MCUNetV2.Remote.Profiling;
using Shouldly;
using Xunit;

namespace MCUNetV2.OnTarget.Tests.Profiling;

/// <summary>The table of cycles in docs/MEASURING.md, instruction by instruction.</summary>
public class CortexM4CyclesTests
{
    [Theory]
    [InlineData("8818", 1, 1)] // adds r0, r1, r2
    [InlineData("4843", 1, 1)] // muls r0, r1
    [InlineData("21FB0230", 1, 1)] // smlad r0, r1, r2, r3
    [InlineData("B1FBF2F0", 1, 12)] // udiv r0, r1, r2
    [InlineData("0860", 1, 1)] // str r0, [r1]
    [InlineData("0868", 1, 2)] // ldr r0, [r1]
    [InlineData("08684A68", 2, 3)] // and directly after it ldr r2, [r1, #4]
    [InlineData("08604A68", 2, 2)] // or after a store
    [InlineData("086888184A68", 3, 5)] // but not with adds between
    [InlineData("D2E90001", 1, 3)] // ldrd r0, r1, [r2]
    [InlineData("0FC8", 1, 5)] // ldmia r0!, {r0-r3}
    [InlineData("10B5", 1, 3)] // push {r4, lr}
    [InlineData("BDE8F083", 1, 8)] // pop {r4-r9, pc}
    [InlineData("7047", 1, 1)] // bx lr
    [InlineData("DFE801F0", 1, 2)] // tbb [pc, r1]
    [InlineData("30EE810A", 1, 1)] // vadd.f32 s0, s1, s2
    [InlineData("80EE810A", 1, 14)] // vdiv.f32 s0, s1, s2
    public void Code_costs_what_the_table_says(string code, int instructions, int cycles) =>
        CortexM4Cycles.Cost(Convert.FromHexString(code)).ShouldBe(new BlockCost(instructions, cycles));
}
