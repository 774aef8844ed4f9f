// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using MCUNetV2.Cli.Errors;
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Networks;
using MCUNetV2.Networks.Cost;
using MCUNetV2.Training.Commands;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Deployment;
using MCUNetV2.Training.Optimization;
using Shouldly;
using TorchSharp;
using Xunit;

namespace MCUNetV2.Training.Tests;

public sealed class TrainingTests : IDisposable
{
    private readonly TinyProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public void One_command_trains_a_folder_of_pictures_to_a_model_that_the_engine_runs()
    {
        string[] arguments = ["train", _project.Configuration, "--data", _project.Pictures, "--output", _project.Output, "--epochs", "28", "--batch", "16"];
        Run([.. arguments, "--quantisation-aware-epochs", "2", "--device", "cpu"]).ShouldBe(0);

        Accuracies(_project.Output).Length.ShouldBe(30);
        string model = Path.Combine(_project.Output, "tiny.tflite");
        NetworkConfiguration configuration = NetworkConfiguration.Load(_project.Configuration);
        DataSet data = DataSet.Load([_project.Pictures], configuration.Classes, configuration.InputSize);
        DeployedModel deployed = DeployedModel.Of(TfLiteReader.ReadFile(model), configuration);
        DeployedEvaluator.Evaluate(deployed, data.Validation, configuration.Classes.Count).Accuracy.ShouldBeGreaterThan(0.9);
        File.ReadAllText(Path.Combine(_project.Output, "history.svg")).ShouldContain("<svg");
    }

    [Fact]
    public void A_teacher_judges_what_the_student_sees()
    {
        string teacher = Path.Combine(_project.Output, "tiny.tflite");
        Run("train", _project.Configuration, "--data", _project.Pictures, "--output", _project.Output, "--epochs", "30", "--batch", "16").ShouldBe(0);
        string[] arguments = ["train", _project.Configuration, "--data", _project.Pictures, "--teacher", teacher, "--teacher", teacher + "@48", "--teacher-share", "1"];

        // Labels count for nothing here, and three epochs are too few for a network that begins with random weights.
        Run([.. arguments, "--output", _project.Output + "2", "--epochs", "3", "--start-from", Path.Combine(_project.Output, "checkpoint.safetensors")]).ShouldBe(0);
        Accuracies(_project.Output + "2").ShouldAllBe(accuracy => accuracy > 0.9);
        Run([.. arguments, "--output", _project.Output + "3", "--epochs", "20", "--batch", "16"]).ShouldBe(0);
        Accuracies(_project.Output + "3")[^1].ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Teachers_in_the_loop_and_their_files_exclude_one_another()
    {
        Run("train", _project.Configuration, "--data", _project.Pictures, "--output", _project.Output, "--teacher", "a.tflite", "--hints", "hints.bin").ShouldNotBe(0);
    }

    [Fact]
    public void A_device_that_is_not_there_is_named()
    {
        Assert.SkipWhen(torch.cuda.is_available(), "this machine has CUDA");

        CliException exception = Should.Throw<CliException>(
            () => Run("train", _project.Configuration, "--data", _project.Pictures, "--output", _project.Output, "--device", "cuda"));

        exception.Code.ShouldBe(ExitCode.MissingTool);
        exception.Message.ShouldStartWith("no CUDA device is to be had");
        Directory.Exists(_project.Output).ShouldBeFalse();
    }

    [Fact]
    public void A_file_that_is_no_picture_is_named()
    {
        File.WriteAllText(Path.Combine(_project.Pictures, "disc", "page.jpg"), "<html>");
        File.WriteAllText(Path.Combine(_project.Pictures, "disc", "empty.png"), "");

        Should.Throw<InvalidDataException>(() => Run("train", _project.Configuration, "--data", _project.Pictures, "--output", _project.Output))
            .Message.ShouldContain("not a picture that can be read");
    }

    [Theory]
    [InlineData("", "--epochs 3", "--epochs changes nothing without a configuration, where only the last layer is fitted: leave it out")]
    [InlineData("", "--restart", "--restart changes nothing without a configuration, where only the last layer is fitted: leave it out")]
    [InlineData("{}", "--mosaic 0.5", "--mosaic changes nothing of a classifier with a configuration: leave it out")]
    [InlineData("{\"heads\": []}", "--hints hints.bin", "--hints changes nothing of a detector: leave it out")]
    [InlineData("{\"heads\": []}", "--teacher a.tflite", "--teacher changes nothing of a detector: leave it out")]
    [InlineData("{}", "--class-balance 1", "--class-balance changes nothing of a classifier with a configuration: leave it out")]
    public void An_option_that_changes_nothing_is_not_passed_over(string configuration, string options, string message)
    {
        File.WriteAllText(_project.Configuration, configuration);
        string[] named = configuration.Length == 0 ? [] : [_project.Configuration];

        CliException exception = Should.Throw<CliException>(() => Run(["train", .. named, "--data", _project.Pictures, "--output", _project.Output, .. options.Split(' ')]));

        exception.Code.ShouldBe(ExitCode.Usage);
        exception.Message.ShouldBe(message);
        Directory.Exists(_project.Output).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/proc/nope/x")]
    [InlineData("/dev/null/x")]
    public void A_folder_that_cannot_be_made_is_named(string output)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "paths of Linux");

        Should.Throw<OutputFileException>(() => Run("train", _project.Configuration, "--data", _project.Pictures, "--output", output)).Message.ShouldContain(output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(3000)]
    public void A_checkpoint_that_was_cut_short_is_named(int bytes)
    {
        string[] train = ["train", _project.Configuration, "--data", _project.Pictures, "--output", _project.Output, "--epochs", "1", "--batch", "16"];
        Run(train).ShouldBe(0);
        string checkpoint = Path.Combine(_project.Output, "checkpoint.safetensors");
        File.WriteAllBytes(checkpoint, File.ReadAllBytes(checkpoint)[..bytes]);

        string message = Should.Throw<InvalidDataException>(() => Run(train)).Message;
        message.ShouldStartWith(checkpoint);
        message.ShouldEndWith("--restart begins anew");
        Run([.. train, "--restart"]).ShouldBe(0);
    }

    [Fact]
    public void An_interrupted_run_goes_on_as_if_nothing_had_happened()
    {
        double[] whole = Losses("whole", epochs => false);
        double[] interrupted = [.. Losses("parts", epochs => epochs == 2), .. Losses("parts", epochs => false)];

        interrupted.Length.ShouldBe(whole.Length);
        for (int epoch = 0; epoch < whole.Length; epoch++)
        {
            interrupted[epoch].ShouldBe(whole[epoch], 1e-3, $"epoch {epoch + 1}");
        }
    }

    [Fact]
    public void A_network_beyond_its_budget_is_refused_before_training()
    {
        File.WriteAllText(_project.Configuration, File.ReadAllText(_project.Configuration).Replace("2000000", "1000"));

        Should.Throw<BudgetException>(() => Run("train", _project.Configuration, "--data", _project.Pictures, "--output", _project.Output))
            .Message.ShouldContain("of 1000 MACs");
        File.Exists(Path.Combine(_project.Output, "checkpoint.safetensors")).ShouldBeFalse();
    }

    [Fact]
    public void A_checkpoint_of_another_configuration_is_refused()
    {
        Losses("run", epochs => epochs == 1);
        File.WriteAllText(_project.Configuration, File.ReadAllText(_project.Configuration).Replace("\"expanded\": 48", "\"expanded\": 40"));

        Should.Throw<InvalidDataException>(() => Losses("run", epochs => false)).Message.ShouldContain("another configuration");
    }

    private static int Run(params string[] arguments)
    {
        RootCommand root = new() { new TrainCommand() };
        return root.Parse(arguments).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static double[] Accuracies(string output) =>
        [.. File.ReadLines(Path.Combine(output, "history.csv")).Skip(1).Select(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture))];

    /// <summary>Trains for four epochs, or until told to stop after one; the losses of the epochs that ran.</summary>
    private double[] Losses(string name, Func<int, bool> stopAfter)
    {
        TinyTraining training = new(_project);
        return TinyTraining.Run(training.Float(), training.Checkpoint(name, CheckpointKind.Float), stopAfter);
    }
}
