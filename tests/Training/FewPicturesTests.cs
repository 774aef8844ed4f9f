// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Text.Json;
using MCUNetV2.Networks;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Host.Inference;
using MCUNetV2.Training.Commands;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Deployment;
using MCUNetV2.Training.FewPictures;
using Shouldly;
using Xunit;

namespace MCUNetV2.Training.Tests;

/// <summary><c>train --data photos -o out/mine</c>, and nothing else said.</summary>
public sealed class FewPicturesTests : IDisposable
{
    private readonly TinyProject _project = new(picturesPerClass: 12);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Two_folders_of_a_dozen_pictures_become_a_model_with_their_names()
    {
        string output = Path.Combine(_project.Output, "my model");
        StringWriter text = new();
        TextWriter before = Console.Out;
        Console.SetOut(text);
        try
        {
            RootCommand root = new() { new TrainCommand() };
            root.Parse(["train", "--data", _project.Pictures, "-o", output]).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ShouldBe(0);
        }
        finally
        {
            Console.SetOut(before);
        }

        string stem = Path.Combine(output, "my_model");
        using JsonDocument head = JsonDocument.Parse(File.ReadAllText(stem + ".head.json"));
        head.RootElement.GetProperty("labels").EnumerateArray().Select(label => label.GetString()).ShouldBe(["disc", "square"]);
        File.Exists(stem + ".mcu").ShouldBeTrue();
        using HostEngine features = HostEngine.Open(File.ReadAllBytes(stem + ".features.mcu"));
        features.Model.GetOutput(0).Length.ShouldBe(160);
        features.Model.LabelCount.ShouldBe(0);
        text.ToString().ShouldContain("24 pictures: disc 12, square 12");
        text.ToString().ShouldContain("is \\ called");
        text.ToString().ShouldContain("./mcunet compile");

        NetworkConfiguration configuration = NetworkConfiguration.Load(Path.Combine(output, "config.json"));
        DataSet data = DataSet.Load([_project.Pictures], configuration.Classes, configuration.InputSize);
        DeployedModel deployed = DeployedModel.Of(TfLiteReader.ReadFile(stem + ".tflite"), configuration);
        deployed.PeakBytes.ShouldBeLessThanOrEqualTo(configuration.Budget.SramBytes);
        DeployedEvaluator.Evaluate(deployed, data.Validation, 2).Accuracy.ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void One_folder_is_no_two_classes()
    {
        Directory.Delete(Path.Combine(_project.Pictures, "disc"), recursive: true);

        Should.Throw<InvalidDataException>(() => ClassFolders.Find(_project.Pictures)).Message.ShouldContain("has 1 folder; training needs one folder of pictures for each class");
    }

    [Theory]
    [InlineData(30, 30, 0.886, 1)]
    [InlineData(45, 60, 0.628, 0.842)]
    public void Accuracy_comes_with_wilsons_interval(int right, int count, double low, double high)
    {
        Interval interval = Interval.Of(right, count);

        interval.Low.ShouldBe(low, 1e-3);
        interval.High.ShouldBe(high, 1e-3);
    }
}
