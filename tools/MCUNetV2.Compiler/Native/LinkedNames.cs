// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using System.Text;
using MCUNetV2.Compiler.Format;


namespace MCUNetV2.Compiler.Native;

/// <summary>
/// Names, in C, of what executes an operator: found by their form, and only taken when the host library means the same thing by them as it
/// would choose for the operator.
/// </summary>
internal static partial class LinkedNames
{
    /// <summary>The variable that describes the operator's kind: <c>mcunet_conv_2d_class</c>.</summary>
    public static string ClassOf(in OperatorRecord op) =>
        Check($"mcunet_{Kind(op)}_class", FindClassNative(op)) ?? throw Unnamed("class", op);

    /// <summary>The variable that describes its kernel: <c>mcunet_armv7em_depthwise_conv_2d_3_in_place</c>; the 3 where sizes have their own.</summary>
    public static string KernelOf(in OperatorRecord op)
    {
        nint kernel = FindKernelNative(op);
        string name = $"mcunet_{Backend((Target)op.Layout)}_{Kind(op)}";
        string variant = (OperatorFlags)op.Flags switch
        {
            OperatorFlags.Accumulate => "_accumulate",
            OperatorFlags.InPlace => "_in_place",
            _ => "",
        };
        return Check(name + variant, kernel) ?? Check($"{name}_{op.KernelHeight}{variant}", kernel) ?? throw Unnamed("kernel", op);
    }

    /// <summary>Folder and prefix of a backend: <c>armv7em</c>.</summary>
    public static string Backend(Target layout) => LowerSnake(layout.ToString());

    /// <summary>The file and prefix of an operator's kind: <c>conv_2d</c>.</summary>
    private static string Kind(in OperatorRecord op) => LowerSnake(((OperatorKind)op.Kind).ToString());

    /// <summary>Conv2D becomes conv_2d.</summary>
    internal static string LowerSnake(string name)
    {
        StringBuilder text = new();
        for (int i = 0; i < name.Length; i++)
        {
            bool starts = i > 0 && ((char.IsUpper(name[i]) && !char.IsDigit(name[i - 1])) || (char.IsDigit(name[i]) && char.IsLower(name[i - 1]) && i + 1 < name.Length && char.IsUpper(name[i + 1])));
            text.Append(starts ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private static string? Check(string name, nint meant)
    {
        nint library = NativeLibrary.Load("mcunet", typeof(LinkedNames).Assembly, null);
        return meant != 0 && NativeLibrary.TryGetExport(library, name, out nint address) && address == meant ? name : null;
    }

    private static InvalidOperationException Unnamed(string what, in OperatorRecord op) =>
        new($"the host library has no {what} of the expected name for {(OperatorKind)op.Kind}, layout {op.Layout}, flags {op.Flags}");

    [LibraryImport("mcunet", EntryPoint = "mcunet_find_class")]
    private static partial nint FindClassNative(in OperatorRecord op);

    [LibraryImport("mcunet", EntryPoint = "mcunet_find_kernel")]
    private static partial nint FindKernelNative(in OperatorRecord op);
}
