// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Native;

namespace MCUNetV2.Compiler.Packaging;

/// <summary>What firmware makes a model's input of: one of the pixel formats, in one of the ways to resize.</summary>
public sealed record LinkedImages(IReadOnlyCollection<ImageFormat> Formats, IReadOnlyCollection<ImageResize> Resizes)
{
    /// <summary>What firmware's cameras send and what it asks for unless told otherwise.</summary>
    public static LinkedImages Usual { get; } = new([ImageFormat.Rgb565BigEndian], [ImageResize.Area]);
}

/// <summary>C source that names what a package uses of the engine, so that a program links that only; native-interop/include/mcunet/operator.h.</summary>
public static partial class LinkedSource
{
    /// <summary>What the channels of a picture are, by their number.</summary>
    private static readonly Dictionary<int, string> ImageChannels = new() { [1] = "luma", [3] = "rgb" };

    /// <summary>Operators, kernels and head of a package and what makes its input of pictures, as the tables that the engine looks into.</summary>
    /// <param name="images">Null: <see cref="LinkedImages.Usual"/>.</param>
    public static string Write(Package package, LinkedImages? images = null)
    {
        OperatorRecord[] operators = [.. package.Operators.Where(op => op.Kind != (byte)OperatorKind.Input)];
        (string Kind, string Name)[] classes = operators.GroupBy(op => op.Kind).OrderBy(group => group.Key)
            .Select(group => (Kind: ConstantOf((OperatorKind)group.Key), Name: LinkedNames.ClassOf(group.First()))).ToArray();
        (Target Target, string Name, string[] Kernels)[] backends = operators.GroupBy(op => op.Layout).OrderBy(group => group.Key)
            .Select(group => (Target: (Target)group.Key, Name: LinkedNames.Backend((Target)group.Key), Kernels: group.Select(op => LinkedNames.KernelOf(op)).Distinct().Order(StringComparer.Ordinal).ToArray())).ToArray();
        string? head = package.Head switch
        {
            null => null,
            ClassifierHead => "classifier",
            YoloHead => "yolo",
            FcosHead => "fcos",
            CandidatesHead => "candidates",
            FomoHead => "fomo",
            HeatmapsHead => "heatmaps",
            _ => throw new NotSupportedException($"a head of kind {package.Head}"),
        };

        StringBuilder text = new();
        text.Append("#include \"mcunet/head.h\"\n#include \"mcunet/image.h\"\n#include \"mcunet/operator.h\"\n\n");
        text.Append(CultureInfo.InvariantCulture, $"extern const mcunet_operator_class {string.Join(",\n    ", classes.Select(c => c.Name))};\n");
        text.Append(CultureInfo.InvariantCulture, $"extern const mcunet_kernel {string.Join(",\n    ", backends.SelectMany(b => b.Kernels))};\n");
        if (head is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"extern const mcunet_head_class mcunet_{head}_head;\n");
        }

        foreach ((Target target, string name, string[] kernels) in backends)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                static const mcunet_kernel *const {{name}}_kernels[] = {
                    {{string.Join(",\n    ", kernels.Select(kernel => $"&{kernel}"))}},
                    NULL,
                };
                static const mcunet_backend {{name}}_backend = {"{{name}}", MCUNET_LAYOUT_{{name.ToUpperInvariant()}}, {{name}}_kernels, {{Arena.AlignmentOf(target)}}, {{Arena.TailOf(target)}}};

                """);
        }

        TensorRecord input = package.Tensors[package.Slots[package.Operators[0].Output].Tensor];
        string? channels = ImageChannels.GetValueOrDefault(input.Channels);
        if (channels is not null)
        {
            AppendImages(text, channels, images ?? LinkedImages.Usual);
        }

        Table("const mcunet_operator_class *const mcunet_linked_operators[MCUNET_OPERATOR_KINDS]", classes.Select(c => $"[{c.Kind}] = &{c.Name}"));
        Table("const mcunet_backend *const mcunet_linked_backends[MCUNET_LAYOUTS]", backends.Select(b => $"[MCUNET_LAYOUT_{b.Name.ToUpperInvariant()}] = &{b.Name}_backend"));
        Table("const mcunet_head_class *const mcunet_linked_heads[]", head is null ? ["NULL"] : [$"&mcunet_{head}_head", "NULL"]);
        Table("const mcunet_image_class *const mcunet_linked_images[MCUNET_IMAGE_MAX_CHANNELS + 1]", channels is null ? ["NULL"] : [$"[{input.Channels}] = &{channels}"]);
        return text.ToString().ReplaceLineEndings("\n");

        void Table(string declaration, IEnumerable<string> rows) =>
            text.Append(CultureInfo.InvariantCulture, $"\n{declaration} = {{\n    {string.Join(",\n    ", rows)},\n}};\n");
    }

    private static void AppendImages(StringBuilder text, string channels, LinkedImages images)
    {
        (string Name, string Reader)[] formats = [.. images.Formats.Distinct().Order().Select(f => WordStart().Replace(f.ToString(), "_$1").ToLowerInvariant())
            .Select(f => (f.ToUpperInvariant(), $"mcunet_read_{f}_{channels}"))];
        (string Name, string Resizer)[] resizes = [.. images.Resizes.Distinct().Order().Select(r => r.ToString().ToLowerInvariant())
            .Select(r => (r.ToUpperInvariant(), $"mcunet_resize_{r}_{channels}"))];
        text.Append(CultureInfo.InvariantCulture, $$"""

            extern mcunet_pixel_reader {{string.Join(",\n    ", formats.Select(f => f.Reader))}};
            extern const mcunet_resizer {{string.Join(", ", resizes.Select(r => r.Resizer))}};
            static const mcunet_image_class {{channels}} = {
                {
                    {{string.Join(",\n        ", formats.Select(f => $"[MCUNET_PIXEL_{f.Name}] = {f.Reader}"))}},
                },
                {
                    {{string.Join(",\n        ", resizes.Select(r => $"[MCUNET_RESIZER_{r.Name}] = &{r.Resizer}"))}},
                },
            };

            """);
    }

    /// <summary>Where a word of a pixel format's name begins: Rgb565BigEndian is rgb565_big_endian.</summary>
    [GeneratedRegex("(?<=.)([A-Z])")]
    private static partial Regex WordStart();

    private static string ConstantOf(OperatorKind kind) => $"MCUNET_{LinkedNames.LowerSnake(kind.ToString()).ToUpperInvariant()}";
}
