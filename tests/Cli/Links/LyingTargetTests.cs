// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using MCUNetV2.Camera;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Host.Camera;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Pictures;
using MCUNetV2.Remote;
using MCUNetV2.Remote.Sessions;
using Shouldly;
using Xunit;

namespace MCUNetV2.Cli.Tests.Links;

/// <summary>
/// A target lies in every field of every answer, with right checksums. Whatever it says ends in an error with a name, or in the right answer
/// where it does not matter; never in a wrong one, another exception, or a wait without end.
/// </summary>
public sealed class LyingTargetTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly int[] Values = [int.MinValue, -1, 0, 1, 7, 1 << 20, int.MaxValue];
    private static readonly byte[] Package = Compile();
    private static readonly byte[] Expected = Run((_, answer) => answer);

    public static TheoryData<LinkCommand> Commands => [.. Enum.GetValues<LinkCommand>()];

    [Fact]
    public void The_truth_is_believed()
    {
        using HostEngine host = HostEngine.Open(Package);

        Expected.ShouldBe(host.Run(Input()).Outputs[0].Bytes);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_wrong_result_is_no_answer(LinkCommand command)
    {
        foreach (int value in Values)
        {
            Try((asked, answer) => asked == command ? answer with { Result = value } : answer, $"{command} = {value}");
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void An_answer_of_another_length_is_no_answer(LinkCommand command)
    {
        foreach (Func<byte[], byte[]> change in new Func<byte[], byte[]>[] { _ => [], data => data[..Math.Min(4, data.Length)], data => data[..Math.Max(0, data.Length - 1)], data => [.. data, 0, 0, 0, 0], _ => new byte[1 << 19] })
        {
            Try((asked, answer) => asked == command ? answer with { Data = change(answer.Data) } : answer, $"{command}, another length");
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_wrong_field_is_no_answer(LinkCommand command)
    {
        if (command == LinkCommand.OutputRead)
        {
            return; // an output cannot be known here: a target that computes wrongly is not found out
        }

        for (int field = 0; field < 16; field++)
        {
            foreach (int value in Values)
            {
                Try((asked, answer) => asked == command ? answer with { Data = Set(answer.Data, field, value) } : answer, $"{command}[{field}] = {value}");
            }
        }
    }

    [Fact]
    public void A_text_with_control_characters_is_no_answer() =>
        Should.Throw<LinkException>(() => Run((asked, answer) => asked == LinkCommand.Backend ? answer with { Data = [.. "\e[2J"u8], Result = 4 } : answer));

    private static void Try(Func<LinkCommand, LinkAnswer, LinkAnswer> lie, string what)
    {
        byte[] answer;
        try
        {
            answer = Run(lie);
        }
        catch (Exception exception) when (exception is LinkException or InferenceException or CameraException)
        {
            exception.Message.ShouldNotBeEmpty();
            return;
        }

        answer.ShouldBe(Expected, what);
    }

    /// <summary>A tensor and a picture through the scheduler, and everything that a program asks a model.</summary>
    private static byte[] Run(Func<LinkCommand, LinkAnswer, LinkAnswer> lie)
    {
        using LyingTarget target = new(lie);
        using TargetSession session = TargetSession.Connect(new Link(target, target, Patience));
        using RemoteEngine engine = session.Open(Package);
        _ = engine.Model.Backend;
        engine.Run(new CameraInput(engine.Model, SimulatedCamera.ForPicture("gray", new DecodedPicture(24, 20, new byte[24 * 20 * 3], false))));
        byte[] answer = engine.Run(new TensorInput(engine.Model, Input()), profile: true).Outputs[0].Bytes;
        for (int label = 0; label < engine.Model.LabelCount; label++)
        {
            engine.Model.GetLabel(label);
            engine.Model.GetScore(label).ShouldBeInRange(0, 1 << 16);
        }

        return answer;
    }

    private static byte[] Compile()
    {
        using Scratch scratch = new();
        string package = scratch.Path("model.mcu");
        ToolResult result = Tool.Run("compile", scratch.Write("model.tflite", TestModel.Write()), "-o", package, "--schedule", "patches:2x3:2");
        result.Code.ShouldBe(ExitCode.Ok, result.Error);
        return File.ReadAllBytes(package);
    }

    private static byte[] Input()
    {
        byte[] input = new byte[TestModel.InputBytes];
        new Random(1).NextBytes(input);
        return input;
    }

    private static byte[] Set(byte[] data, int field, int value)
    {
        byte[] changed = [.. data];
        if (4 * (field + 1) <= data.Length)
        {
            MemoryMarshal.Write(changed.AsSpan(4 * field), value);
        }

        return changed;
    }
}
