// SPDX-License-Identifier: MIT
using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using MCUNetV2.Cli.Verbs.Searching;
using MCUNetV2.CommandLine;
using MCUNetV2.Networks.Search;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Native;
using MCUNetV2.Training.Networks;
using MCUNetV2.Training.Optimization;
using MCUNetV2.Training.Supernets;
using MCUNetV2.Training.Weights;

namespace MCUNetV2.Training.Commands;

/// <summary><c>search --data</c>: networks are judged by pictures, with weights that they inherit from a supernet. Without one, it is trained first.</summary>
internal sealed class JudgedSearchCommand : SearchCommand
{
    // As train supernet's own.
    private const int BatchSize = 96;
    private const double LearningRate = 1e-3;
    private const int Subnetworks = 2;

    /// <inheritdoc/>
    protected override INetworkJudge? Judge(ParseResult arguments, SearchSpace space, string folder, int seed, CancellationToken cancellation)
    {
        ComputeDevice.Use(ComputeDevice.Auto);
        LearningMaterial material = new(arguments, Pictures, space.Classes);
        string file = arguments.GetValue(SupernetFile)?.FullName ?? Train(arguments, space, material, folder, seed, cancellation);
        Supernet supernet = Supernets.SupernetFile.Load(file);
        if (supernet.Space.FirstLacking(space) is { } lacking)
        {
            throw new InvalidDataException($"{file}: was trained for a space without {lacking}");
        }

        (DataSet data, IReadOnlyList<Picture> held) = HeldPictures.Split(material.Load(supernet.Space.InputSizes[^1]));
        return new SupernetNetworkJudge(supernet, data, held, Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
    }

    private string Train(ParseResult arguments, SearchSpace space, LearningMaterial material, string folder, int seed, CancellationToken cancellation)
    {
        TrainingOptions options = SupernetCommand.OptionsOf(material, arguments.GetValue(Lengths.Epochs), BatchSize, LearningRate, seed) with { HintWeight = arguments.GetValue(Pictures.HintWeight) };
        SupernetTraining training = new(space, Path.GetFullPath(folder), options, arguments.GetValue(Lengths.LargestEpochs), Subnetworks, arguments.GetValue(Lengths.StartFrom), Restart: false);
        training.Run(material, Console.Error, cancellation);
        return training.File;
    }

    /// <summary>Judges by a supernet that may be of a larger space.</summary>
    private sealed class SupernetNetworkJudge(Supernet supernet, DataSet data, IReadOnlyList<Picture> held, string hash) : INetworkJudge
    {
        private readonly SubnetworkJudge _judge = new(supernet, SubnetworkJudge.Calibration(data), new SizedPictures(held, data.TrainingSize));

        public int Pictures => held.Count;

        public string Identity => string.Create(CultureInfo.InvariantCulture, $"{hash} {data.Training.Count} {held.Count}");

        public double Accuracy(NetworkGenes genes) => _judge.Accuracy(genes);

        public void Save(NetworkGenes genes, string path)
        {
            using Classifier network = _judge.Prepare(genes);
            OutputFile.Write(path, new SafeTensors(new Dictionary<string, StoredTensor>(ModuleState.Read(network, "")), new Dictionary<string, string>()).ToBytes());
        }

        public void Dispose() => supernet.Dispose();
    }
}
