// SPDX-License-Identifier: MIT
using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MCUNetV2.Cli.Tests.Namespaces;

/// <summary>One namespace of ours uses another.</summary>
/// <param name="Where">A file or type that does.</param>
public sealed record NamespaceUse(string From, string To, string Where);

/// <summary>Finds which of our namespaces use which, in sources and in compiled assemblies: each shows what the other hides.</summary>
public static partial class NamespaceUses
{
    private const string Ours = "MCUNetV2";

    /// <summary>By the using directives of a folder's sources, generated ones and tests' inputs included.</summary>
    public static IEnumerable<NamespaceUse> OfSources(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Where(IsSource))
        {
            string text = File.ReadAllText(file);
            string from = NamespacePattern().Match(text).Groups[1].Value;
            if (from.Length == 0)
            {
                continue;
            }

            yield return new NamespaceUse(from, from, Path.GetFileName(file));
            foreach (Match use in UsingPattern().Matches(text))
            {
                yield return new NamespaceUse(from, use.Groups[1].Value, Path.GetFileName(file));
            }
        }
    }

    /// <summary>By what the types of an assembly derive from, declare and call: also what needs no using directive, such as an outer namespace.</summary>
    public static IEnumerable<NamespaceUse> OfAssembly(string path)
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(path);
        foreach (TypeDefinition type in module.GetTypes().Where(t => NamespaceOf(t).StartsWith(Ours, StringComparison.Ordinal)))
        {
            foreach (string to in UsedBy(type).SelectMany(Flatten).Select(NamespaceOf).Where(n => n.StartsWith(Ours, StringComparison.Ordinal)).Distinct())
            {
                yield return new NamespaceUse(NamespaceOf(type), to, type.Name);
            }
        }
    }

    /// <summary>Not what builds leave, nor nanoFramework's own surface.</summary>
    private static bool IsSource(string file) => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin" or "Surface");

    private static string NamespaceOf(TypeReference type)
    {
        while (type.DeclaringType is not null)
        {
            type = type.DeclaringType;
        }

        return type.Namespace;
    }

    private static IEnumerable<TypeReference?> UsedBy(TypeDefinition type) =>
    [
        type.BaseType,
        .. type.Interfaces.Select(i => i.InterfaceType),
        .. type.CustomAttributes.Select(a => a.AttributeType),
        .. type.Fields.Select(f => f.FieldType),
        .. type.Methods.SelectMany(UsedBy),
    ];

    private static IEnumerable<TypeReference?> UsedBy(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(p => p.ParameterType),
        .. method.CustomAttributes.Select(a => a.AttributeType),
        .. method.HasBody ? method.Body.Variables.Select(v => v.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(UsedBy) : [],
    ];

    private static IEnumerable<TypeReference?> UsedBy(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [method.DeclaringType, method.ReturnType, .. method.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        _ => [],
    };

    /// <summary>A type, and those that it is made of.</summary>
    private static IEnumerable<TypeReference> Flatten(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Flatten)],
        TypeSpecification specification => Flatten(specification.ElementType),
        _ => [type],
    };

    [GeneratedRegex(@"^\s*namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespacePattern();

    [GeneratedRegex(@"^\s*using (?:static )?(?:\w+ = )?(MCUNetV2[\w.]*);", RegexOptions.Multiline)]
    private static partial Regex UsingPattern();
}
