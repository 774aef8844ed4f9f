// SPDX-License-Identifier: MIT
using Mono.Cecil;

namespace MCUNetV2.InteropGlue;

/// <summary>What the firmware must know of an interop assembly: its methods in the order of their definition, and its checksum.</summary>
public sealed class InteropAssembly
{
    private const string VersionAttribute = "AssemblyNativeVersionAttribute";

    private InteropAssembly(string name, Version version, IReadOnlyList<InteropMethod> methods, uint checksum)
    {
        Name = name;
        Version = version;
        Methods = methods;
        Checksum = checksum;
    }

    public string Name { get; }

    /// <summary>The version of its native side.</summary>
    public Version Version { get; }

    /// <summary>In the order of the method definition table, which is that of the firmware's table.</summary>
    public IReadOnlyList<InteropMethod> Methods { get; }

    /// <summary>What the CLR compares before it lets the assembly call into the firmware.</summary>
    public uint Checksum { get; }

    /// <summary>Reads a compiled assembly.</summary>
    /// <exception cref="NotSupportedException">It has native methods in more than one class, or no native version.</exception>
    public static InteropAssembly Read(ModuleDefinition module)
    {
        List<TypeDefinition> types = module.Types.Where(type => type.HasMethods && !type.IsInterface && type.BaseType?.FullName != "System.MulticastDelegate").ToList();
        List<InteropMethod> inOrder = types.SelectMany(type => type.Methods).OrderBy(method => method.MetadataToken.RID).Select(Describe).ToList();
        if (inOrder.Where(method => method.IsNative).Select(method => method.ClassName).Distinct().Count() != 1)
        {
            throw new NotSupportedException("an interop assembly has its native methods in one class");
        }

        CustomAttribute version = module.Assembly.CustomAttributes.SingleOrDefault(attribute => attribute.AttributeType.Name == VersionAttribute)
            ?? throw new NotSupportedException($"an interop assembly has the attribute {VersionAttribute}");
        return new InteropAssembly(
            module.Assembly.Name.Name,
            Version.Parse((string)version.ConstructorArguments[0].Value),
            inOrder,
            Compute(module.Assembly.Name.Name, types));
    }

    private static InteropMethod Describe(MethodDefinition method)
    {
        bool isNative = method.RVA == 0 && !method.IsAbstract;
        return new InteropMethod(NameMangler.Class(method.DeclaringType), isNative ? NameMangler.Method(method) : method.Name, isNative);
    }

    /// <summary>
    /// Types by full name; in each the virtual, then the other instance, then the static methods. Until the first native method is
    /// complete the running value reads as 0, so that of it only the mangled name counts, and nothing of what came before.
    /// </summary>
    private static uint Compute(string assembly, IEnumerable<TypeDefinition> types)
    {
        uint crc = 0;
        bool hasNative = false;
        foreach (InteropMethod method in types.OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(InChecksumOrder).Select(Describe))
        {
            if (!method.IsNative)
            {
                crc = Crc32.Continue(hasNative ? crc : 0, "NULL");
                continue;
            }

            uint start = hasNative ? Crc32.Continue(Crc32.Continue(crc, assembly), method.ClassName) : 0;
            crc = Crc32.Continue(start, method.Name);
            hasNative = true;
        }

        return hasNative ? crc : 0;
    }

    private static IEnumerable<MethodDefinition> InChecksumOrder(TypeDefinition type) =>
        type.Methods.OrderBy(method => method.IsVirtual ? 0 : method.IsStatic ? 2 : 1);
}
