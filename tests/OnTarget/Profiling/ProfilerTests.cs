// SPDX-License-Identifier: MIT
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MCUNetV2.Remote;
using MCUNetV2.Remote.Elf;
using MCUNetV2.Remote.Profiling;
using Shouldly;
using Xunit;

namespace MCUNetV2.OnTarget.Tests.Profiling;

/// <summary>The estimate of cycles: its decoder against the disassembler, its counts against the target's own.</summary>
public partial class ProfilerTests
{
    private const int Tick = 40; // instructions between two readings of the timer that differ

    [Theory]
    [InlineData("cortex-m4")]
    [InlineData("cortex-m7")]
    public void Every_instruction_of_the_runner_is_what_the_disassembler_says(string machine)
    {
        string runner = Machines.Find(machine).FindRunner();
        ElfFile program = ElfFile.Read(runner);
        int count = 0;
        foreach (Match line in Instruction().Matches(Disassemble(runner)))
        {
            string mnemonic = line.Groups["mnemonic"].Value;
            if (mnemonic.StartsWith('.') || mnemonic.StartsWith("udf", StringComparison.Ordinal))
            {
                continue; // data between instructions
            }

            uint address = uint.Parse(line.Groups["address"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            int bytes = line.Groups["code"].Value.Replace(" ", "", StringComparison.Ordinal).Length / 2;
            ThumbInstruction actual = ThumbDecoder.Decode(program.Bytes(address, address + (uint)bytes));
            actual.Bytes.ShouldBe(bytes, line.Value);
            actual.Class.ShouldBe(ClassOf(mnemonic), line.Value);
            if (line.Groups["registers"].Value is { Length: > 0 } registers && mnemonic[0] != 'v')
            {
                actual.Words.ShouldBe(registers.Split(',').Length, line.Value);
            }

            count++;
        }

        count.ShouldBeGreaterThan(5000);
    }

    [Fact]
    public void Counts_agree_with_the_timer_of_the_target()
    {
        TargetMachine machine = Machines.Find("cortex-m4");
        Assert.SkipUnless(BlockProfiler.IsBuilt, "QEMU's plugin is built on Linux only");
        using BlockProfiler profiler = new(machine);
        using QemuProcess process = QemuProcess.Start(machine, profiler.Arguments);
        LinkAnswer answer = process.Link.Request(LinkCommand.Hello, []);
        CallCost cost = profiler.Take();
        cost.Instructions.ShouldBeInRange(answer.Instructions - Tick, answer.Instructions + Tick);
        cost.EstimatedCycles.ShouldBeGreaterThan(cost.Instructions);
    }

    private static InstructionClass ClassOf(string mnemonic) => mnemonic switch
    {
        _ when Regex.IsMatch(mnemonic, "^(ldm|ldrd|pop|vldm|vldr|vpop)") => InstructionClass.LoadMultiple,
        _ when Regex.IsMatch(mnemonic, "^(stm|strd|push|vstm|vstr|vpush)") => InstructionClass.StoreMultiple,
        _ when mnemonic.StartsWith("ldr", StringComparison.Ordinal) => InstructionClass.Load,
        _ when mnemonic.StartsWith("str", StringComparison.Ordinal) => InstructionClass.Store,
        _ when Regex.IsMatch(mnemonic, "^(sdiv|udiv)") => InstructionClass.Divide,
        _ when Regex.IsMatch(mnemonic, "^(mul|mla|mls|smul|smull|umull|smla|umla|smm|smuad|smusd|umaal)") => InstructionClass.Multiply,
        _ when Regex.IsMatch(mnemonic, "^tb[bh]") => InstructionClass.TableBranch,
        _ when Regex.IsMatch(mnemonic, "^(bl?x?(eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)?|cbn?z)(\\.[nw])?$") => InstructionClass.Branch,
        _ when Regex.IsMatch(mnemonic, "^(vdiv|vsqrt)") => InstructionClass.FloatDivide,
        _ when Regex.IsMatch(mnemonic, "^v(n?ml[as]|fn?m[as])") => InstructionClass.FloatMultiplyAccumulate,
        _ when mnemonic[0] == 'v' => InstructionClass.Float,
        _ => InstructionClass.Arithmetic,
    };

    private static string Disassemble(string program)
    {
        using Process process = Process.Start(new ProcessStartInfo("arm-none-eabi-objdump", ["-d", program]) { RedirectStandardOutput = true })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }

    [GeneratedRegex(@"^ +(?<address>[0-9a-f]+):\t(?<code>[0-9a-f ]+?) *\t(?<mnemonic>\S+)(?:\t[^{\n]*(?:\{(?<registers>[^}]*)\})?)?", RegexOptions.Multiline)]
    private static partial Regex Instruction();
}
