// SPDX-License-Identifier: MIT
using MCUNetV2.Camera;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Import;
using MCUNetV2.Compiler.Packaging;
using MCUNetV2.Compiler.Planning;
using MCUNetV2.Inference;
using MCUNetV2.Remote.Images;
using MCUNetV2.Remote.Sessions;
using MCUNetV2.Tests;
using MCUNetV2.Tools.Tests.Networks;
using Shouldly;
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
        BudgetTable.Check(machine, "flash", "engine", Flash(image), limited: "flash");
    }

    /// <summary>What firmware with the published wake word model links: it fits, computes what the whole engine does, and refuses other models.</summary>
    [Theory]
    [MemberData(nameof(Machines.Names), MemberType = typeof(Machines))]
    public void The_engine_of_one_model_is_small_exact_and_for_that_model_only(string machine)
    {
        byte[] package = Package(TfLiteImporter.Import(Repository.Path("models/vww/person_vww.tflite")), machine);
        byte[] other = Package(WithOtherOperators(), machine);
        byte[] input = new byte[80 * 80 * 3];
        new Random(1).NextBytes(input);
        using RemoteEngine whole = RemoteEngine.Open(Machines.Find(machine), package);
        whole.Run(new TensorInput(whole.Model, input));

        Machines.Find(machine).WithLinkedRunner(LinkedSource.Write(PackageReader.Read(package)), linked =>
        {
            using TargetSession session = TargetSession.Start(linked);
            RemoteEngine engine = session.Open(package);
            engine.Run(new TensorInput(engine.Model, input));
            engine.Model.ReadOutput(0).ShouldBe(whole.Model.ReadOutput(0));
            engine.Run(new CameraInput(engine.Model, new NoiseCamera(PixelFormat.Rgb565BigEndian), new ImageSettings()));
            Refuses(engine, PixelFormat.Yuv422, ResizeMethod.Area);
            Refuses(engine, PixelFormat.Rgb565BigEndian, ResizeMethod.Nearest);
            Should.Throw<InferenceException>(() => session.Open(other)).Status.ShouldBe(EngineStatus.NotLinked);
            BudgetTable.Check(machine, "flash", "person_vww", Flash(RunnerImage.Read(linked)), limited: "person_vww");
            return 0;
        });
    }

    private static void Refuses(RemoteEngine engine, PixelFormat format, ResizeMethod method) =>
        Should.Throw<InferenceException>(() => engine.Run(new CameraInput(engine.Model, new NoiseCamera(format), new ImageSettings { Resize = method })))
            .Status.ShouldBe(EngineStatus.NotLinked);

    /// <summary>A network with an operator that the wake word model has not.</summary>
    private static ModelGraph WithOtherOperators() => Enumerable.Range(0, 100)
        .Select(seed => TfLiteImporter.Import(RandomNetwork.Generate(seed)))
        .First(graph => graph.Operators.Any(op => op.Kind is OperatorKind.MaxPool2D or OperatorKind.Concatenation));

    private static byte[] Package(ModelGraph graph, string machine) =>
        PackageWriter.Write(Planner.Plan(graph, Machines.LayoutOf(machine), new PlanLimits()).Chosen.ShouldNotBeNull());

    private static int Flash(RunnerImage image) => image.Share(ImageOwner.Engine).Flash + image.Share(ImageOwner.Library).Flash;
}
