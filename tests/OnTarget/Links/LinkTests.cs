// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;
using MCUNetV2.Remote;
using MCUNetV2.Remote.Sessions;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.OnTarget.Tests.Links;

/// <summary>Whatever goes wrong on the link is an error with a name.</summary>
public class LinkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5);

    [Theory]
    [InlineData("cortex-m4")]
    [InlineData("rv32")]
    public void A_damaged_request_is_refused_and_the_next_one_answered(string machine)
    {
        using QemuProcess process = QemuProcess.Start(Machines.Find(machine));
        Link damaging = new(new DamagingStream(process.ToTarget, position: 10), process.FromTarget, TimeSpan.FromSeconds(20));
        Should.Throw<LinkException>(() => damaging.Request(LinkCommand.Hello, [])).Message.ShouldContain("checksum");
        process.Link.Request(LinkCommand.Hello, []).Result.ShouldBe(1);
    }

    [Fact]
    public void An_unknown_command_is_named()
    {
        using QemuProcess process = QemuProcess.Start(Machines.Find("cortex-m4"));
        Should.Throw<LinkException>(() => process.Link.Request((LinkCommand)200, [])).Message.ShouldContain("does not know this command");
    }

    [Fact]
    public void A_damaged_package_is_refused_by_the_engine()
    {
        byte[] package = new byte[4096];
        Should.Throw<InferenceException>(() => RemoteEngine.Open(Machines.Find("cortex-m4"), package).Dispose()).Status.ShouldBe(-3);
    }

    /// <summary>The engine verifies for itself: it is not the tools that keep such packages from it.</summary>
    [Theory]
    [InlineData("softmax_alias.mcu")]
    [InlineData("slow_3000_16384.mcu")]
    [InlineData("imp_mcu_2_1.mcu")]
    public void A_hostile_package_is_refused_by_the_engine_on_the_target(string name)
    {
        byte[] package = File.ReadAllBytes(SharedFiles.Path($"cases/hostile/{name}"));
        foreach (string machine in new[] { "cortex-m4", "rv32" })
        {
            TargetMachine target = Machines.Find(machine);
            Should.Throw<InferenceException>(() => RemoteEngine.Open(target, package).Dispose(), machine).Status.ShouldBeLessThan(0);
        }
    }

    [Fact]
    public void Silence_is_not_waited_for_longer_than_told()
    {
        using SilentStream silent = new();
        Link link = new(Stream.Null, silent, Patience);
        Should.Throw<LinkException>(() => link.Request(LinkCommand.Hello, [])).Message.ShouldContain("did not answer");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(9)]
    public void A_damaged_answer_is_noticed(int position)
    {
        using QemuProcess process = QemuProcess.Start(Machines.Find("cortex-m4"));
        Link damaging = new(process.ToTarget, new DamagingStream(process.FromTarget, position), TimeSpan.FromSeconds(20));
        Should.Throw<LinkException>(() => damaging.Request(LinkCommand.Hello, []));
    }

    [Fact]
    public void A_link_that_ends_is_broken()
    {
        Link link = new(Stream.Null, new MemoryStream([77, 50, 0]), Patience);
        Should.Throw<LinkException>(() => link.Request(LinkCommand.Hello, [])).Message.ShouldContain("broke");
    }

    /// <summary>The runner uses a package where it was loaded: what is loaded over an open one must not be run.</summary>
    [Theory]
    [InlineData("cortex-m4")]
    [InlineData("rv32")]
    public void Loading_closes_the_model_that_is_open(string machine)
    {
        const int Closed = -17;
        byte[] package = File.ReadAllBytes(Repository.Path("models/vww/person_vww.mcu"));
        using QemuProcess process = QemuProcess.Start(Machines.Find(machine));
        int most = process.Link.MaxData;
        for (int offset = 0; offset < package.Length; offset += most)
        {
            process.Link.Request(LinkCommand.Load, [offset], package.AsSpan(offset, Math.Min(most, package.Length - offset)));
        }

        process.Link.Request(LinkCommand.Open, [package.Length]).Result.ShouldBe(0);
        process.Link.Request(LinkCommand.PatchBegin, [0, 0, 0]).Result.ShouldBeGreaterThanOrEqualTo(0);

        process.Link.Request(LinkCommand.Load, [0], [0xFF]).Result.ShouldBe(1);

        foreach (LinkCommand command in new[] { LinkCommand.ModelInfo, LinkCommand.PatchBegin, LinkCommand.PatchRun, LinkCommand.PatchStep, LinkCommand.Score, LinkCommand.OutputRead })
        {
            process.Link.Request(command, [0, 0, 0]).Result.ShouldBe(Closed, $"{command}");
        }
    }
}
