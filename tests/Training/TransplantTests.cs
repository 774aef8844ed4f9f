// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.TfLite.Writing;
using MCUNetV2.Networks;
using MCUNetV2.Training.Export;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Weights;
using Shouldly;
using Xunit;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Tests;

/// <summary>Networks that begin with another one's layers.</summary>
public sealed class TransplantTests : IDisposable
{
    private static readonly NetworkConfiguration Tiny = new(
        "tiny", 32, ["a", "b", "c"], 8,
        [new(3, 1, 8, 8), new(3, 2, 24, 16), new(5, 1, 32, 16), new(3, 2, 48, 24)], new BudgetConfiguration(65536, 65536, 2_000_000));

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_same_network_takes_everything_and_answers_the_same()
    {
        using Classifier source = Trained();
        using Classifier target = new(Tiny, 0);

        IReadOnlyList<TransplantedLayer> report = Transplant.Apply(Save(source), target);

        report.ShouldAllBe(layer => layer.From != null);
        target.eval();
        using Tensor pictures = rand(2, 3, 32, 32);
        source.forward(pictures).allclose(target.forward(pictures), 1e-5, 1e-5).ShouldBeTrue();
    }

    [Fact]
    public void Other_classes_and_a_deeper_rest_begin_at_random()
    {
        NetworkConfiguration deeper = Tiny with { Classes = ["a", "b"], InputSize = 48, Blocks = [.. Tiny.Blocks.Take(3), new(3, 1, 40, 16), Tiny.Blocks[3], new(3, 1, 64, 32)] };
        using Classifier source = Trained();
        using Classifier target = new(deeper, 0);

        IReadOnlyList<TransplantedLayer> report = Transplant.Apply(Save(source), target);

        string[] random = [.. report.Where(layer => layer.From is null).Select(layer => layer.Layer)];
        random.ShouldBe(["blocks.3.units.0", "blocks.3.units.1", "blocks.3.units.2", "blocks.5.units.0", "blocks.5.units.1", "blocks.5.units.2", "output"]);
        report.Single(layer => layer.Layer == "blocks.4.units.1").From.ShouldBe("blocks.3.units.1.convolution.weight");
    }

    [Fact]
    public void A_pixel_range_of_minus_one_to_one_becomes_part_of_the_stem()
    {
        using Classifier source = Trained();
        using Classifier target = new(Tiny, 0);

        Transplant.Apply(Save(source) with { LowestPixel = -1 }, target);

        target.eval();
        using Tensor pictures = rand(2, 3, 32, 32);
        using Tensor theirs = source.Stem.forward((pictures * 2) - 1);
        using Tensor ours = target.Stem.forward(pictures);
        // The border differs: theirs is padded with grey, ours with black.
        theirs[.., .., ..15, ..15].allclose(ours[.., .., ..15, ..15], 1e-4, 1e-4).ShouldBeTrue();
    }

    [Fact]
    public void A_deployed_network_brings_its_folded_layers()
    {
        using Classifier source = Trained();
        using Classifier target = new(Tiny, 0);
        using Classifier rounded = new(Tiny, 0);
        FloatGraph graph = ClassifierExport.ToGraph(source, Tiny);

        Transplant.Apply(GraphBackbone.Of("graph", graph, (0, 1)), target).ShouldAllBe(layer => layer.From != null);
        target.eval();
        using Tensor pictures = rand(2, 3, 32, 32);
        source.forward(pictures).allclose(target.forward(pictures), 1e-4, 1e-4).ShouldBeTrue();

        string file = Path.ChangeExtension(_file, ".tflite");
        float[][] calibration = [.. Enumerable.Range(0, 4).Select(_ => rand(32 * 32 * 3).data<float>().ToArray())];
        File.WriteAllBytes(file, TfLiteWriter.Write(Quantizer.Quantize(graph, calibration, new QuantizationOptions()).Model));
        Transplant.Apply(BackboneFile.Load(file), rounded).ShouldAllBe(layer => layer.From != null);
        File.Delete(file);
        rounded.eval();
        using Tensor difference = (source.Features(pictures) - rounded.Features(pictures)).abs();
        difference.max().item<float>().ShouldBeLessThan(0.1f * source.Features(pictures).abs().max().item<float>());
    }

    [Theory]
    [InlineData(false, 1e-6)]
    [InlineData(true, 1e-2)]
    public void Safetensors_keep_values_shapes_and_notes(bool half, double tolerance)
    {
        SafeTensors written = new(
            new Dictionary<string, StoredTensor> { ["a.b"] = new([2, 3], [1, -2, 3.5f, 0, 5, 6]), ["scalar"] = new([], [7]) }, new Dictionary<string, string> { ["made by"] = "a \"test\"" })
        {
            Blobs = new Dictionary<string, byte[]> { ["bytes"] = [1, 2, 255] },
        };
        File.WriteAllBytes(_file, written.ToBytes(half));

        SafeTensors read = SafeTensors.Load(_file);

        SafeTensors.IsMeantBy(_file).ShouldBeTrue();
        read.Metadata.ShouldBe(written.Metadata);
        SafeTensors.LoadMetadata(_file).ShouldBe(written.Metadata);
        read.Blobs["bytes"].ShouldBe(written.Blobs["bytes"]);
        read.Tensors["a.b"].Shape.ShouldBe([2, 3]);
        read.Tensors["a.b"].Values.ShouldBe(written.Tensors["a.b"].Values, tolerance);
        read.Tensors["scalar"].Values.ShouldBe([7], tolerance);
    }

    [Theory]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 200, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'x' })]
    public void What_is_no_safetensors_file_is_named(byte[] content)
    {
        File.WriteAllBytes(_file, content);

        Should.Throw<InvalidDataException>(() => BackboneFile.Load(_file)).Message.ShouldStartWith(_file);
    }

    private static Classifier Trained()
    {
        random.manual_seed(3);
        Classifier network = new(Tiny, 0);
        network.train();
        // Statistics that are nobody's default.
        using (no_grad())
        {
            network.forward(rand(16, 3, 32, 32)).Dispose();
        }

        network.eval();
        return network;
    }

    private Backbone Save(Classifier network)
    {
        File.WriteAllBytes(_file, new SafeTensors(new Dictionary<string, StoredTensor>(ModuleState.Read(network, "")), new Dictionary<string, string>()).ToBytes());
        return BackboneFile.Load(_file);
    }
}
