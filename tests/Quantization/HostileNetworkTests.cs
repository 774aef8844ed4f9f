// SPDX-License-Identifier: MIT
using System.Diagnostics;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Compiler.Lowering;
using MCUNetV2.Compiler.Onnx;
using MCUNetV2.Compiler.Onnx.Reading;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Float;
using MCUNetV2.Compiler.Quantization.Import;
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Compiler.TfLite.Writing;
using MCUNetV2.Tests;
using Shouldly;
using Xunit;

namespace MCUNetV2.Quantization.Tests;

/// <summary>Damaged ONNX and .tflite files end in a network or in one of the documented refusals, never in anything else, and soon.</summary>
public sealed class HostileNetworkTests
{
    // Of many mutants, those that still are networks are quantised too, but not the ones that a damaged size made large.
    private const long MostMacs = 20_000_000;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("MCUNET_FUZZ_SECONDS"), out double seconds) ? seconds : 60);

    [Fact]
    [Trait("Category", "Slow")]
    public void Damaged_onnx_files_are_read_or_refused() => Fuzz(
        [.. OnnxOperatorTests.Names.Select(name => OnnxOperatorTests.File(name.Data))],
        bytes => Quantize(OnnxImporter.Import(OnnxReader.Read(bytes), new OnnxOptions()).Graph));

    [Fact]
    [Trait("Category", "Slow")]
    public void Damaged_onnx_files_are_read_or_refused_by_the_whole_tool() => Fuzz(
        [.. OnnxOperatorTests.Names.Select(name => OnnxOperatorTests.File(name.Data))],
        bytes =>
        {
            OnnxModel model = OnnxReader.Read(bytes);
            OnnxNetwork network = OnnxImporter.Import(model, new OnnxOptions { Folded = OnnxConstantValues.Of(bytes, ".", model, null) });
            using OnnxRuntimeReference reference = new(bytes, ".", model, network);
            reference.Run(new float[network.Graph.Tensors[network.Graph.Input].Count]);
        });

    [Fact]
    [Trait("Category", "Slow")]
    public void Damaged_float_tflite_files_are_read_or_refused() => Fuzz(
        [.. OnnxOperatorTests.Names.Select(name => name.Data).Where(name => name != "shape arithmetic").SelectMany(FloatFiles)],
        bytes => Quantize(TfLiteFloatImporter.Import(TfLiteReader.Read(bytes), PixelNormalization.None.AddTo, [])));

    private static IEnumerable<byte[]> FloatFiles(string name)
    {
        FloatGraph graph;
        try
        {
            graph = OnnxImporter.Import(OnnxReader.Read(OnnxOperatorTests.File(name)), new OnnxOptions()).Graph;
        }
        catch (UnsupportedModelException)
        {
            // Needs ONNX Runtime's constants.
            yield break;
        }

        TfLiteModel int8 = Quantizer.Quantize(graph, [Picture(graph)], new QuantizationOptions()).Model;
        if (!int8.Main.Operators.Any(step => step.Code is BuiltinOperator.QUANTIZE or BuiltinOperator.PADV2))
        {
            yield return TfLiteWriter.Write(FloatTfLite.Of(int8, hybrid: false));
            yield return TfLiteWriter.Write(FloatTfLite.Of(int8, hybrid: true));
        }
    }

    private static void Quantize(FloatGraph graph)
    {
        if (graph.Macs < MostMacs && graph.Tensors.Sum(tensor => (long)tensor.Count) < MostMacs)
        {
            TfLiteWriter.Write(Quantizer.Quantize(graph, [Picture(graph)], new QuantizationOptions { Equalize = true }).Model).ShouldNotBeEmpty();
        }
    }

    private static float[] Picture(FloatGraph graph) =>
        [.. Enumerable.Range(0, graph.Tensors[graph.Input].Count).Select(i => i * 37 % 256 / 255f)];

    private static void Fuzz(byte[][] files, Action<byte[]> read)
    {
        Random random = new(1);
        Stopwatch watch = Stopwatch.StartNew();
        int refused = 0;
        int count = 0;
        for (; watch.Elapsed < Budget; count++)
        {
            byte[] mutant = Mutation.Of(files[random.Next(files.Length)], random);
            try
            {
                read(mutant);
            }
            catch (Exception exception) when (exception is ModelFormatException or UnsupportedModelException or CliException)
            {
                refused++;
                exception.Message.ShouldNotContain('\n');
            }
            catch (Exception exception)
            {
                string path = Path.Combine(Path.GetTempPath(), $"mcunet-hostile-{count}");
                File.WriteAllBytes(path, mutant);
                throw new InvalidOperationException($"{path} ({mutant.Length} bytes): {exception.GetType().Name}: {exception.Message}", exception);
            }
        }

        count.ShouldBeGreaterThan(10);
        refused.ShouldBeLessThan(count);
        TestContext.Current.SendDiagnosticMessage($"{count} mutants, {refused} refused");
    }
}
