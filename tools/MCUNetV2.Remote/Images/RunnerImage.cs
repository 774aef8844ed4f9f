// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Remote.Elf;

namespace MCUNetV2.Remote.Images;

/// <summary>What a target's runner takes of flash and SRAM, and whose part each byte is.</summary>
public sealed class RunnerImage
{
    private const string EngineArchive = "libmcunet.a(";
    private const string LinkedTables = "linked.c.obj";
    private const string Archive = ".a(";

    /// <summary>Sections that stand for memory that is counted elsewhere: the stack, and the flash that packages lie in.</summary>
    private static readonly string[] Counted = [".stack", ".package"];

    private readonly ImmutableArray<ImagePiece> _pieces;
    private readonly Dictionary<string, SectionKind> _kinds;

    private RunnerImage(ElfFile elf, ImmutableArray<ImagePiece> pieces)
    {
        Sections = [.. elf.Sections.Where(section => section.Kind != SectionKind.Absent && section.Bytes > 0 && !Counted.Contains(section.Name))];
        _kinds = Sections.ToDictionary(section => section.Name, section => section.Kind);
        _pieces = [.. pieces.Where(piece => _kinds.ContainsKey(piece.Section))];
    }

    /// <summary>Sections of the executable that lie in memory, in their order.</summary>
    public ImmutableArray<ElfSection> Sections { get; }

    /// <exception cref="LinkException">The runner is not built, or its files are not what its build writes.</exception>
    public static RunnerImage Read(TargetMachine machine)
    {
        string runner = machine.FindRunner();
        string map = Path.ChangeExtension(runner, ".map");
        if (!File.Exists(map))
        {
            throw new LinkException($"{map} is absent: build the runner again");
        }

        return new RunnerImage(ElfFile.Read(runner), LinkerMap.Parse(File.ReadAllText(map)));
    }

    /// <summary>The part of one owner.</summary>
    public ImageShare Share(ImageOwner owner) => _pieces.Where(piece => OwnerOf(piece) == owner).Aggregate(ImageShare.None, Add);

    /// <summary>Bytes that the map accounts for in a section; as many as the section has.</summary>
    public int Accounted(string section) => _pieces.Where(piece => piece.Section == section).Sum(piece => piece.Bytes);

    private static ImageOwner OwnerOf(ImagePiece piece) => piece.Origin switch
    {
        _ when piece.Origin.Contains(EngineArchive, StringComparison.Ordinal) || piece.Origin.EndsWith(LinkedTables, StringComparison.Ordinal) => ImageOwner.Engine,
        _ when piece.Origin.Contains(Archive, StringComparison.Ordinal) => ImageOwner.Library,
        _ => ImageOwner.Runner,
    };

    private ImageShare Add(ImageShare share, ImagePiece piece) => _kinds[piece.Section] switch
    {
        SectionKind.Code => share with { Code = share.Code + piece.Bytes },
        SectionKind.Constants => share with { Constants = share.Constants + piece.Bytes },
        SectionKind.Initialized => share with { Initialized = share.Initialized + piece.Bytes },
        _ => share with { Zeroed = share.Zeroed + piece.Bytes },
    };
}
