// SPDX-License-Identifier: MIT
using Mono.Cecil;

namespace MCUNetV2.InteropGlue;

/// <summary>The names that the metadata processor gives to native methods.</summary>
internal static class NameMangler
{
    private static readonly Dictionary<string, string> Tokens = new()
    {
        ["System.Void"] = "VOID", ["System.Boolean"] = "BOOLEAN", ["System.Char"] = "CHAR",
        ["System.SByte"] = "I1", ["System.Byte"] = "U1", ["System.Int16"] = "I2", ["System.UInt16"] = "U2",
        ["System.Int32"] = "I4", ["System.UInt32"] = "U4", ["System.Int64"] = "I8", ["System.UInt64"] = "U8",
        ["System.Single"] = "R4", ["System.Double"] = "R8", ["System.String"] = "STRING",
    };

    public static string Class(TypeDefinition type) => type.FullName.Replace('.', '_').Replace('/', '_');

    /// <exception cref="NotSupportedException">A type is none that an extern may use.</exception>
    public static string Method(MethodDefinition method)
    {
        IEnumerable<string> types = method.Parameters.Select(parameter => parameter.ParameterType).Prepend(method.ReturnType).Select(Token);
        return $"{method.Name}___{(method.IsStatic ? "STATIC__" : "")}{string.Join("__", types)}";
    }

    private static string Token(TypeReference type) => type switch
    {
        ArrayType { Rank: 1 } array => $"SZARRAY_{Token(array.ElementType)}",
        ByReferenceType reference => $"BYREF_{Token(reference.ElementType)}",
        _ => Tokens.GetValueOrDefault(type.FullName) ?? throw new NotSupportedException($"an extern cannot have a {type.FullName}"),
    };
}
