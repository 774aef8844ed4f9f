// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Optimization;

/// <summary>The parameters that a training takes from another network: which learn when, and how fast against the new ones.</summary>
internal sealed class TransplantedParameters(TrainingOptions options)
{
    // Parameters with and without decay.
    private const int Kinds = 2;

    // With the block that each belongs to; the stem is block 0.
    private readonly Dictionary<Parameter, int> _blocks = new(ReferenceEqualityComparer.Instance);

    /// <summary>A layer was taken, which belongs to a block; it keeps its batch statistics.</summary>
    public void Add(ConvolutionUnit unit, int block)
    {
        unit.HasFixedStatistics = true;
        Add((nn.Module)unit, block);
    }

    /// <summary>A layer without batch statistics was taken.</summary>
    public void Add(nn.Module layer, int block)
    {
        foreach (Parameter parameter in layer.parameters())
        {
            _blocks[parameter] = block;
        }
    }

    /// <summary>Lets those of a block at or above <paramref name="firstBlock"/> learn in an epoch, once the frozen epochs are over.</summary>
    public void LearnFrom(int firstBlock, int epoch)
    {
        foreach ((Parameter parameter, int block) in _blocks)
        {
            parameter.requires_grad = epoch >= options.FrozenEpochs && block >= firstBlock;
            if (!parameter.requires_grad)
            {
                // A gradient of zeros would still let momentum and decay move it.
                parameter.grad = null;
            }
        }
    }

    /// <summary>An optimiser of a network, in groups whose rates <see cref="SetRate"/> sets.</summary>
    public AdamW CreateOptimizer(nn.Module network)
    {
        // Where nothing was transplanted there are no old layers, and all learn at one rate.
        IEnumerable<IGrouping<bool, Parameter>> byAge = network.parameters().GroupBy(parameter => _blocks.Count > 0 && !_blocks.ContainsKey(parameter)).OrderBy(group => group.Key);
        // Decay would only fight batch normalisation's scales and the biases.
        AdamW.ParamGroup[] groups =
        [
            .. byAge.SelectMany(age => new AdamW.ParamGroup[]
            {
                new(age.Where(parameter => parameter.dim() > 1), new AdamW.Options { weight_decay = options.WeightDecay }),
                new(age.Where(parameter => parameter.dim() <= 1), new AdamW.Options { weight_decay = 0 }),
            }),
        ];
        return optim.AdamW(groups, options.LearningRate);
    }

    /// <summary>Sets the rate of old layers, and with it that of new ones.</summary>
    public void SetRate(AdamW optimizer, double rate)
    {
        // Groups of new layers come after the others.
        foreach ((int index, var group) in optimizer.ParamGroups.Index())
        {
            group.LearningRate = index < Kinds ? rate : rate * options.HeadRate;
        }
    }
}
