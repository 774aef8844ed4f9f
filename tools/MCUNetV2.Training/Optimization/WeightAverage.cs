// SPDX-License-Identifier: MIT
using static TorchSharp.torch;

namespace MCUNetV2.Training.Optimization;

/// <summary>Exponential moving average of a module's parameters and buffers, kept in a second module.</summary>
internal sealed class WeightAverage(nn.Module source, nn.Module average, double decay)
{
    /// <summary>Takes one step's weights in. At first the average spans the last tenth of the steps only: weights that are far apart,
    /// and their batch statistics, have no useful mean.</summary>
    /// <param name="step">Steps done so far, from 0.</param>
    public void Update(int step)
    {
        using IDisposable noGradient = no_grad();
        double share = Math.Max(1 - decay, 10.0 / (step + 10));
        foreach ((Tensor from, Tensor to) in Pairs())
        {
            if (to.is_floating_point())
            {
                to.lerp_(from, share);
            }
            else
            {
                to.copy_(from);
            }
        }
    }

    /// <summary>Begins anew with the weights of now.</summary>
    public void Reset()
    {
        using IDisposable noGradient = no_grad();
        foreach ((Tensor from, Tensor to) in Pairs())
        {
            to.copy_(from);
        }
    }

    private IEnumerable<(Tensor From, Tensor To)> Pairs()
    {
        return source.parameters().Zip<Tensor, Tensor>(average.parameters()).Concat(source.buffers().Zip(average.buffers()));
    }
}
