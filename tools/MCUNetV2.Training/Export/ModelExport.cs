// SPDX-License-Identifier: MIT
using MCUNetV2.CommandLine;
using MCUNetV2.Compiler.Quantization;
using MCUNetV2.Compiler.Quantization.Report;
using MCUNetV2.Compiler.TfLite.Writing;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Deployment;
using MCUNetV2.Training.Validation;

namespace MCUNetV2.Training.Export;

/// <summary>Quantises a trained network, writes it, and says what came of it: float and int8 accuracy, each layer's loss, cost.</summary>
internal static class ModelExport
{
    /// <param name="network">The trained network.</param>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="data">Training pictures calibrate the ranges, validation pictures measure the result.</param>
    /// <param name="pictures">Calibration pictures at most.</param>
    /// <param name="path">The .tflite to write; a head file with the class names goes beside it.</param>
    /// <param name="report">Where to say so.</param>
    public static void Write(
        TrainedNetwork network, NetworkConfiguration configuration, DataSet data, int pictures, string path, TextWriter report)
    {
        int classes = configuration.Classes.Count;
        EvaluationTable.Write(report, network.Kind, Evaluator.Evaluate(network.Forward, data.Validation, configuration.InputSize, classes));
        IReadOnlyList<float[]> calibration = CalibrationPictures.Draw(data, configuration.InputSize, pictures);
        QuantizedModel quantized = Quantizer.Quantize(network.Graph, calibration, network.Options);
        byte[] bytes = TfLiteWriter.Write(quantized.Model);
        OutputFile.Write(path, bytes);
        OutputFile.Write(Path.ChangeExtension(path, ".head.json"), HeadFile.Of(configuration.Classes));
        LayerErrorTable.Write(report, quantized.Layers);
        DeployedModel deployed = DeployedModel.Of(quantized.Model, configuration);
        EvaluationTable.Write(report, "int8", DeployedEvaluator.Evaluate(deployed, data.Validation, classes));
        report.WriteLine(
            $"{path}: {bytes.Length} bytes, {network.Graph.Parameters} parameters; {deployed.PeakBytes} bytes of SRAM, {deployed.FlashBytes} bytes of flash, {deployed.Macs} MACs");
    }
}
