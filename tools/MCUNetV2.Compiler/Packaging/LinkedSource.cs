// SPDX-License-Identifier: MIT
using System.Globalization;
using System.Text;

using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;
using MCUNetV2.Compiler.Native;

namespace MCUNetV2.Compiler.Packaging;

/// <summary>C source that names what a package uses of the engine, so that a program links that only; native-interop/include/mcunet/operator.h.</summary>
public static class LinkedSource
{
    /// <summary>Operators, kernels and head of a package, as the tables that the engine looks into.</summary>
    public static string Write(Package package)
    {
        OperatorRecord[] operators = [.. package.Operators.Where(op => op.Kind != (byte)OperatorKind.Input)];
        var classes = operators.GroupBy(op => op.Kind).OrderBy(group => group.Key)
            .Select(group => (Kind: ConstantOf((OperatorKind)group.Key), Name: LinkedNames.ClassOf(group.First()))).ToArray();
        var backends = operators.GroupBy(op => op.Layout).OrderBy(group => group.Key)
            .Select(group => (Target: (Target)group.Key, Name: LinkedNames.Backend((Target)group.Key), Kernels: group.Select(op => LinkedNames.KernelOf(op)).Distinct().Order(StringComparer.Ordinal).ToArray())).ToArray();
        string? head = package.Head switch
        {
            null => null,
            ClassifierHead => "classifier",
            YoloHead => "yolo",
            _ => throw new NotSupportedException($"a head of kind {package.Head}"),
        };

        StringBuilder text = new();
        text.Append("#include \"mcunet/head.h\"\n#include \"mcunet/operator.h\"\n\n");
        text.Append(CultureInfo.InvariantCulture, $"extern const mcunet_operator_class {string.Join(",\n    ", classes.Select(c => c.Name))};\n");
        text.Append(CultureInfo.InvariantCulture, $"extern const mcunet_kernel {string.Join(",\n    ", backends.SelectMany(b => b.Kernels))};\n");
        if (head is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"extern const mcunet_head_class mcunet_{head}_head;\n");
        }

        foreach (var (target, name, kernels) in backends)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                static const mcunet_kernel *const {{name}}_kernels[] = {
                    {{string.Join(",\n    ", kernels.Select(kernel => $"&{kernel}"))}},
                    NULL,
                };
                static const mcunet_backend {{name}}_backend = {"{{name}}", MCUNET_LAYOUT_{{name.ToUpperInvariant()}}, {{name}}_kernels, {{Arena.AlignmentOf(target)}}, {{Arena.TailOf(target)}}};

                """);
        }

        Table("const mcunet_operator_class *const mcunet_linked_operators[MCUNET_OPERATOR_KINDS]", classes.Select(c => $"[{c.Kind}] = &{c.Name}"));
        Table("const mcunet_backend *const mcunet_linked_backends[MCUNET_LAYOUTS]", backends.Select(b => $"[MCUNET_LAYOUT_{b.Name.ToUpperInvariant()}] = &{b.Name}_backend"));
        Table("const mcunet_head_class *const mcunet_linked_heads[MCUNET_HEADS]", head is null ? ["NULL"] : [$"[MCUNET_HEAD_{head.ToUpperInvariant()}] = &mcunet_{head}_head"]);
        return text.ToString().ReplaceLineEndings("\n");

        void Table(string declaration, IEnumerable<string> rows) =>
            text.Append(CultureInfo.InvariantCulture, $"\n{declaration} = {{\n    {string.Join(",\n    ", rows)},\n}};\n");
    }

    private static string ConstantOf(OperatorKind kind) => $"MCUNET_{LinkedNames.LowerSnake(kind.ToString()).ToUpperInvariant()}";
}
