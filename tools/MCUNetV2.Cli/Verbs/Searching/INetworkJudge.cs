// SPDX-License-Identifier: MIT
using MCUNetV2.Networks.Search;

namespace MCUNetV2.Cli.Verbs.Searching;

/// <summary>Tells how accurate the networks of a space are, by weights that they inherit.</summary>
internal interface INetworkJudge : IDisposable
{
    /// <summary>Pictures by which it judges.</summary>
    int Pictures { get; }

    /// <summary>The same text for a judge that says the same of every network.</summary>
    string Identity { get; }

    /// <summary>Share of right answers, 0 to 1.</summary>
    double Accuracy(NetworkGenes genes);

    /// <summary>Writes the network's weights, for <c>train --start-from</c>.</summary>
    void Save(NetworkGenes genes, string path);
}
