// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.TfLite.Writing;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Deployment;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.FewPictures;

/// <summary>
/// From some tens of pictures a class to a model in a minute: the shipped backbone stays as it is, and a last layer is fitted to its features of
/// the pictures and of views of them. Nothing has to be chosen.
/// </summary>
internal static class FewPicturesTraining
{
    private const int Views = 12;
    private static readonly AugmentationOptions MildViews = new(SmallestArea: 0.55f, LargestArea: 1.1f, Colour: 0.6f, Blur: 0.3f, Wiped: 0);

    /// <param name="directory">A folder with a folder of pictures for each class, or with folders train and val of such.</param>
    /// <param name="output">Folder for everything that comes of it; its name becomes the model's.</param>
    /// <param name="inputSize">Height and width of the network's input; null for what the backbone was trained with.</param>
    /// <param name="seed">Seed of the views.</param>
    public static FewPicturesResult Run(string directory, string output, int? inputSize, int seed, CancellationToken cancellation)
    {
        IReadOnlyList<string> classes = ClassFolders.Find(directory);
        string folder = ShippedBackbone.Find();
        NetworkConfiguration configuration = ShippedBackbone.Configuration(folder, NameOf(output), classes, inputSize);
        DataSet data = DataSet.LoadEverything(directory, classes, configuration.InputSize);
        Directory.CreateDirectory(output);

        using Classifier network = ShippedBackbone.Open(folder, configuration);
        int[] labels = [.. data.Training.Select(picture => picture.Label)];
        FeatureTable table = FeatureTable.Of(network, data.Training, data.TrainingSize, configuration.InputSize, Views, MildViews, seed, cancellation);
        (double penalty, float[][] probabilities) = CrossValidation.Run(table, labels, classes.Count, cancellation);
        LinearHead head = LinearHead.Fit(table, [.. Enumerable.Range(0, labels.Length)], labels, classes.Count, penalty);
        using (no_grad())
        {
            network.Output.weight!.copy_(head.Weights.t());
            network.Output.bias!.copy_(head.Bias);
        }

        TrainedNetwork trained = TrainedNetwork.From(network, configuration, RangeMethod.Mse);
        IReadOnlyList<float[]> calibration = CalibrationPictures.Draw(data, configuration.InputSize, CalibrationPictures.Enough);
        QuantizedModel quantized = Quantizer.Quantize(trained.Graph, calibration, trained.Options);
        DeployedModel deployed = DeployedModel.Of(quantized.Model, configuration);
        QuantizedModel features = Quantizer.Quantize(ClassifierExport.ToFeatures(network, configuration), calibration, trained.Options);
        string stem = Path.Combine(output, configuration.Name);
        OutputFile.Write(stem + ".tflite", TfLiteWriter.Write(quantized.Model));
        OutputFile.Write(stem + ".head.json", HeadFile.Of(classes));
        OutputFile.Write(stem + ".mcu", deployed.Package);
        OutputFile.Write(stem + ".features.mcu", DeployedModel.OfFeatures(features.Model, configuration.Budget).Package);
        OutputFile.Write(stem + ".safetensors", new SafeTensors(new Dictionary<string, StoredTensor>(ModuleState.Read(network, "")), new Dictionary<string, string>()).ToBytes());
        OutputFile.Write(Path.Combine(output, "config.json"), ConfigurationText.Of(configuration));
        return new FewPicturesResult(
            directory, configuration, stem, data.Training, probabilities, Agreement(network, deployed, data, configuration),
            data.Validation.Count == 0 ? null : DeployedEvaluator.Evaluate(deployed, data.Validation, classes.Count), deployed);
    }

    /// <summary>How many of the pictures the int8 model answers as the float network does.</summary>
    private static int Agreement(Classifier network, DeployedModel deployed, DataSet data, NetworkConfiguration configuration)
    {
        int size = configuration.InputSize;
        Picture[] pictures = [.. data.Training.Select(picture => picture with { Pixels = Shrink(picture.Pixels, data.TrainingSize, size) })];
        int[] exact = Answers(network, pictures, size);
        return exact.Zip(DeployedEvaluator.Answers(deployed, pictures, configuration.Classes.Count)).Count(pair => pair.First == pair.Second);
    }

    private static int[] Answers(Classifier network, Picture[] pictures, int size)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return [.. pictures.Chunk(16).SelectMany(chunk => network.forward(PictureBatch.ToTensor([.. chunk.Select(picture => picture.Pixels)], size)).argmax(1).data<long>().ToArray())
            .Select(answer => (int)answer)];
    }

    private static byte[] Shrink(byte[] pixels, int from, int to)
    {
        float[] values = new float[to * to * 3];
        Augmentation.Plain(pixels, from, values, to);
        return [.. values.Select(value => (byte)MathF.Round(value * byte.MaxValue))];
    }

    /// <summary>What other tools take for a name: letters, digits, _ and -.</summary>
    private static string NameOf(string output)
    {
        string name = string.Concat(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(output))).Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' ? character : '_'));
        return name.Length == 0 ? "model" : name;
    }
}
