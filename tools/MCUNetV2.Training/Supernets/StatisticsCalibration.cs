// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Native;
using MCUNetV2.Training.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Supernets;

/// <summary>Takes the batch statistics of a network anew: those that come with inherited weights are of a network with other inputs at each layer.</summary>
internal static class StatisticsCalibration
{
    /// <param name="network">Gets the mean over the batches of each batch's mean and variance.</param>
    /// <param name="batches">Pictures as the network will see them, N x 3 x H x W, 0 to 1; disposed of.</param>
    public static void Run(Classifier network, IEnumerable<Tensor> batches)
    {
        using IDisposable noGradient = no_grad();
        ConvolutionUnit[] units = [.. network.Units().Select(item => item.Unit)];
        network.eval();
        int done = 0;
        foreach (Tensor batch in batches)
        {
            using CollectionPause pause = new();
            using DisposeScope scope = NewDisposeScope();
            using (batch)
            {
                done++;
                Array.ForEach(units, unit => unit.CalibrationWeight = 1.0 / done);
                network.Features(batch);
            }
        }

        Array.ForEach(units, unit => unit.CalibrationWeight = null);
    }
}
