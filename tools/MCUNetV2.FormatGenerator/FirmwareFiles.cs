// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

namespace MCUNetV2.FormatGenerator;

/// <summary>Status codes, fields and kinds for the device's library: C# 9, as nanoFramework compiles it.</summary>
internal static class FirmwareFiles
{
    private const string Folder = "firmware/MCUNetV2.Device";

    /// <summary>Fields of arrays that cross the interop: what their names begin with in C, the class, its namespace, the method they belong to.</summary>
    private static readonly (string Prefix, string Name, string Namespace, string Method, string Visibility)[] Fields =
    [
        ("MCUNET_MODEL_", "ModelField", "Inference", "ModelInfo", "public"),
        ("MCUNET_STAGE_", "StageField", "Inference", "StageInfo", "public"),
        ("MCUNET_OPERATOR_", "OperatorField", "Inference", "OperatorInfo", "public"),
        ("MCUNET_REGION_", "RegionField", "Inference", "PatchBegin", "public"),
        ("MCUNET_IMAGE_", "ImageField", "Inference", "ImageBegin", "public"),
        ("MCUNET_PROGRESS_", "ProgressField", "Inference", "ImageWrite", "public"),
        ("MCUNET_OUTPUT_", "OutputField", "Inference", "OutputInfo", "public"),
        ("MCUNET_BOX_", "BoxField", "Inference", "Detect", "public"),
        ("MCUNET_POINT_", "PointField", "Inference", "Detect", "public"),
        ("MCUNET_COUNTER_", "CounterField", "Inference", "Counters", "public"),
        ("MCUNET_ARENA_", "ArenaField", "Inference", "ArenaInfo", "public"),
        ("MCUNET_CAMERA_", "CameraField", "Camera.Dvp", "CameraOpen", "internal"),
    ];

    private static readonly EnumerationRow[] Enumerations =
    [
        new("format.h", "mcunet_head_kind", "MCUNET_HEAD_", "MCUNET_HEADS", "HeadKind", "Inference", "What a model's outputs mean", "The package does not say"),
        new("image.h", "mcunet_pixel_format", "MCUNET_PIXEL_", "MCUNET_PIXEL_FORMATS", "PixelFormat", "Camera", "How a camera's bytes are pixels", ""),
        new("image.h", "mcunet_resizer_kind", "MCUNET_RESIZER_", "MCUNET_RESIZERS", "ResizeMethod", "Camera", "How a frame's pixels become the model's", ""),
    ];

    public static IEnumerable<GeneratedFile> Of(string root)
    {
        CHeader interop = CHeader.Read(root, "interop.h");
        foreach ((string prefix, string name, string space, string method, string visibility) in Fields)
        {
            yield return File(space, name, FieldClass(interop.Enumeration(prefix), prefix, name, space, method, visibility));
        }

        foreach (EnumerationRow row in Enumerations)
        {
            CEnumeration enumeration = CHeader.Read(root, row.Header).Enumeration(row.C);
            yield return File(row.Namespace, row.Name, EnumerationText(enumeration, row.Prefix, row.Count, row.Name, row.Namespace, row.Meaning, row.None));
        }

        yield return File("Inference", "EngineStatus", Statuses(CHeader.Read(root, "status.h").Enumeration("mcunet_status")));
        yield return File("Inference", "Layout", Layouts(CHeader.Read(root, "format.h").Enumeration("mcunet_layout")));
    }

    private static GeneratedFile File(string space, string name, string text) => new($"{Folder}/{space.Replace('.', '/')}/{name}.cs", text);

    private static string FieldClass(CEnumeration enumeration, string prefix, string name, string space, string method, string visibility)
    {
        StringBuilder text = new($"namespace MCUNetV2.{space}\n{{\n    /// <summary>Fields of <see cref=\"MCUNetV2.Interop.Native.{method}\"/>.</summary>\n    {visibility} static class {name}\n    {{\n");
        foreach (CNumber member in enumeration.Members.SkipLast(1))
        {
            Constant(text, Names.Pascal(member.Name, prefix), member.Value, member.Comment);
        }

        Constant(text, "Count", enumeration.Members[^1].Value, "how many fields there are");
        text.Length--;
        return text.Append("    }\n}\n").ToString();
    }

    private static string EnumerationText(CEnumeration enumeration, string prefix, string count, string name, string space, string meaning, string none)
    {
        StringBuilder text = new($"namespace MCUNetV2.{space}\n{{\n    /// <summary>{meaning}; the numbers are the engine's.</summary>\n    public enum {name}\n    {{\n");
        IEnumerable<CNumber> members = enumeration.Members.Where(member => member.Name != count);
        foreach (CNumber member in none.Length > 0 ? members.Prepend(new CNumber($"{prefix}NONE", 0, none)) : members)
        {
            text.Append(Names.Summary("        ", member.Comment));
            text.Append(CultureInfo.InvariantCulture, $"        {Names.Pascal(member.Name, prefix)} = {member.Value},\n\n");
        }

        text.Length--;
        return text.Append("    }\n}\n").ToString();
    }

    /// <summary>A comment begins with the few words that people are told, up to a colon.</summary>
    private static string Statuses(CEnumeration statuses)
    {
        StringBuilder text = new("namespace MCUNetV2.Inference\n{\n    /// <summary>Status codes of the engine.</summary>\n    public static class EngineStatus\n    {\n");
        StringBuilder cases = new();
        foreach (CNumber status in statuses.Members)
        {
            string name = status.Value == 0 ? "Ok" : Names.Pascal(status.Name, "MCUNET_ERROR_");
            Constant(text, name, status.Value, status.Value == 0 ? "success" : status.Comment);
            if (status.Value < 0)
            {
                cases.Append(CultureInfo.InvariantCulture, $"                case {name}:\n                    return \"{status.Comment.Split(':')[0]}\";\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $$"""
                    /// <summary>What a status code means, in a few words.</summary>
                    public static string Describe(int status)
                    {
                        switch (status)
                        {
            {{cases}}                default:
                                return "engine error " + status;
                        }
                    }
                }
            }

            """);
        return text.ToString();
    }

    private static string Layouts(CEnumeration layouts)
    {
        StringBuilder cases = new();
        foreach (CNumber layout in layouts.Members.SkipLast(1))
        {
            cases.Append(CultureInfo.InvariantCulture, $"                case {layout.Value}:\n                    return \"{layout.Name["MCUNET_LAYOUT_".Length..].ToLowerInvariant()}\";\n");
        }

        return string.Create(CultureInfo.InvariantCulture, $$"""
            namespace MCUNetV2.Inference
            {
                /// <summary>Orders in which kernels read weights.</summary>
                public static class Layout
                {
                    /// <summary>The name of a layout; "layout N" for one that this library does not know.</summary>
                    public static string Name(int layout)
                    {
                        switch (layout)
                        {
            {{cases}}                default:
                                return "layout " + layout;
                        }
                    }
                }
            }

            """);
    }

    private static void Constant(StringBuilder text, string name, long value, string comment)
    {
        text.Append(Names.Summary("        ", comment));
        text.Append(CultureInfo.InvariantCulture, $"        public const int {name} = {value};\n\n");
    }

    /// <summary>An enumeration: its header, its name in C, what its members' names begin with and what counts them; its name, namespace and meaning in C#.</summary>
    /// <param name="None">What 0 means where C has no member for it.</param>
    private sealed record EnumerationRow(string Header, string C, string Prefix, string Count, string Name, string Namespace, string Meaning, string None);
}
