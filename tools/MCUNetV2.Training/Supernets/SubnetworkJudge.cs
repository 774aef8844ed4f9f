// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Search;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Validation;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Supernets;

/// <summary>Judges networks of a supernet's space by the weights that they inherit.</summary>
/// <param name="supernet">Trained.</param>
/// <param name="calibration">Training pictures, for batch statistics.</param>
/// <param name="held">Pictures that the supernet has not seen.</param>
internal sealed class SubnetworkJudge(Supernet supernet, SizedPictures calibration, SizedPictures held)
{
    /// <summary>Pictures that statistics need to settle.</summary>
    public const int EnoughPictures = 1024;

    private const int BatchSize = 64;

    /// <summary>Share of right answers, 0 to 1.</summary>
    public double Accuracy(NetworkGenes genes)
    {
        using Classifier network = Prepare(genes);
        return Evaluator.Evaluate(network.forward, held.Of(genes.InputSize), genes.InputSize, supernet.Space.Classes.Count).Accuracy;
    }

    /// <summary>The network with its inherited weights and batch statistics of its own.</summary>
    public Classifier Prepare(NetworkGenes genes)
    {
        Classifier network = supernet.Extract(genes);
        StatisticsCalibration.Run(network, Batches(genes.InputSize));
        return network;
    }

    /// <summary>Of a data set: pictures drawn evenly from those to train with.</summary>
    public static SizedPictures Calibration(DataSet data)
    {
        int step = Math.Max(1, data.Training.Count / EnoughPictures);
        return new SizedPictures([.. data.Training.Where((_, i) => i % step == 0).Take(EnoughPictures)], data.TrainingSize);
    }

    private IEnumerable<Tensor> Batches(int size) =>
        calibration.Of(size).Chunk(BatchSize).Select(chunk => PictureBatch.ToTensor([.. chunk.Select(picture => picture.Pixels)], size));
}
