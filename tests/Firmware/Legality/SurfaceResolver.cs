// SPDX-License-Identifier: MIT
using MCUNetV2.DevicePackages;
using Mono.Cecil;

namespace MCUNetV2.Firmware.Tests.Legality;

/// <summary>Lets the lint look into the surface and the device assemblies.</summary>
internal sealed class SurfaceResolver : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition?> _assemblies = [];

    public AssemblyDefinition? Resolve(AssemblyNameReference name)
    {
        if (!_assemblies.TryGetValue(name.Name, out AssemblyDefinition? assembly))
        {
            byte[]? image = SurfaceAssemblies.Image(name.Name) ?? DeviceCompiler.Image(name.Name);
            assembly = image is null
                ? null
                : AssemblyDefinition.ReadAssembly(new MemoryStream(image), new ReaderParameters { AssemblyResolver = this });
            _assemblies[name.Name] = assembly;
        }

        return assembly;
    }

    public AssemblyDefinition? Resolve(AssemblyNameReference name, ReaderParameters parameters) => Resolve(name);

    public void Dispose()
    {
        foreach (AssemblyDefinition? assembly in _assemblies.Values)
        {
            assembly?.Dispose();
        }
    }
}
