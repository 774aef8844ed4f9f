// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.TfLite;

/// <summary>Messages that quote a file stay one line of readable length, whatever names the file holds.</summary>
internal static class OneLine
{
    private const int Longest = 300;

    public static string Of(string message)
    {
        var line = string.Concat(message.Take(Longest).Select(c => char.IsControl(c) ? '?' : c));
        return message.Length > Longest ? line + "..." : line;
    }
}
