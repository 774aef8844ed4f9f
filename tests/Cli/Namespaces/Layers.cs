// SPDX-License-Identifier: MIT
namespace MCUNetV2.Cli.Tests.Namespaces;

/// <summary>The layers of each project's namespaces.</summary>
public sealed class Layers
{
    private readonly Dictionary<string, (string Project, int Layer)> _layerOf = [];

    /// <summary>What is listed, as it is.</summary>
    public IEnumerable<string> Names => _layerOf.Keys;

    /// <summary>Uses against the direction that exist and are to go.</summary>
    public List<(string From, string To)> Known { get; } = [];

    /// <summary>
    /// Reads a list: a project's name alone on a line, then its layers from the ground up, each an indented line of namespaces less the
    /// project's name (<c>.</c> is that itself, <c>X.*</c> is X and all beneath it as one); <c>! A -> B</c> is a known exception.
    /// </summary>
    public static Layers Read(string path)
    {
        Layers layers = new();
        (string project, int layer) = ("", 0);
        foreach (string line in File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] != ' ')
            {
                (project, layer) = (line.Trim(), 0);
                continue;
            }

            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["!", var from, "->", var to])
            {
                layers.Known.Add((Full(project, from), Full(project, to)));
                continue;
            }

            foreach (string name in words)
            {
                layers._layerOf.Add(Full(project, name), (project, layer));
            }

            layer++;
        }

        return layers;
    }

    /// <summary>Whether a use goes from a later layer to an earlier one, stays in its namespace, or goes to another project (which the references decide).</summary>
    public bool Allow(NamespaceUse use) =>
        NameOf(use.From) is { } from && NameOf(use.To) is { } to
        && (from == to || _layerOf[from].Project != _layerOf[to].Project || _layerOf[to].Layer < _layerOf[from].Layer);

    /// <summary>Under which name a namespace is listed; null when it is not.</summary>
    public string? NameOf(string @namespace)
    {
        if (_layerOf.ContainsKey(@namespace))
        {
            return @namespace;
        }

        for (string outer = @namespace; outer.Length > 0; outer = outer[..Math.Max(0, outer.LastIndexOf('.'))])
        {
            if (_layerOf.ContainsKey(outer + ".*"))
            {
                return outer + ".*";
            }
        }

        return null;
    }

    /// <summary>Whether a use is one that is to go.</summary>
    public bool IsKnown(NamespaceUse use) => Known.Contains((use.From, use.To));

    private static string Full(string project, string name) => name == "." ? project : $"{project}.{name}";
}
