namespace MCUNetV2.House.Tests;

/// <summary>Which namespaces of a project use which.</summary>
internal sealed class NamespaceGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _uses = new(StringComparer.Ordinal);

    /// <summary>Uses are the imports of a file, and the types of the namespaces around its own, which need no import.</summary>
    public static NamespaceGraph Of(IEnumerable<SourceFile> sources)
    {
        SourceFile[] files = [.. sources];
        ILookup<string, string> types = files.SelectMany(file => file.Types, (file, type) => (file.Namespace, type)).ToLookup(pair => pair.Namespace, pair => pair.type);
        NamespaceGraph graph = new();
        foreach (SourceFile file in files)
        {
            foreach (string used in file.Usings.Where(types.Contains).Concat(Enclosing(file.Namespace).Where(outer => types[outer].Any(file.Names.Contains))))
            {
                graph.Add(file.Namespace, used, Path.GetFileName(file.Path));
            }
        }

        return graph;
    }

    /// <summary>From, to, and a file that shows it; a namespace's use of itself left out.</summary>
    public IEnumerable<(string From, string To, string File)> Uses => _uses.SelectMany(from => from.Value, (from, to) => (from.Key, to.Key, to.Value));

    /// <returns>The shortest circle through the first namespace that lies on one, as <c>A -> B (File.cs) -> A (File.cs)</c>; null when there is none.</returns>
    public string? FindCircle() => _uses.Keys.Select(FindCircle).FirstOrDefault(circle => circle is not null);

    private string? FindCircle(string start)
    {
        Queue<(string Namespace, string Path)> open = new([(start, start)]);
        HashSet<string> seen = [];
        while (open.TryDequeue(out (string Namespace, string Path) next))
        {
            foreach ((string to, string file) in _uses.GetValueOrDefault(next.Namespace) ?? [])
            {
                string path = $"{next.Path} -> {to} ({file})";
                if (to == start)
                {
                    return path;
                }

                if (seen.Add(to))
                {
                    open.Enqueue((to, path));
                }
            }
        }

        return null;
    }

    private void Add(string from, string to, string file)
    {
        if (from == to)
        {
            return;
        }

        if (!_uses.TryGetValue(from, out SortedDictionary<string, string>? targets))
        {
            _uses.Add(from, targets = new SortedDictionary<string, string>(StringComparer.Ordinal));
        }

        targets.TryAdd(to, file);
    }

    private static IEnumerable<string> Enclosing(string name)
    {
        for (int dot = name.LastIndexOf('.'); dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            yield return name[..dot];
        }
    }
}
