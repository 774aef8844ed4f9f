using MCUNetV2.Compiler.Planning;
using MCUNetV2.Interop;

namespace MCUNetV2.Tools.Tests.Networks;

/// <summary>Lets the compiler's questions to the C kernels find the library.</summary>
internal static class NativeLibrary
{
    private static readonly bool s_found = Register();

    public static void Find() => _ = s_found;

    private static bool Register()
    {
        NativeLibraryLocator.Register(typeof(Plan).Assembly);
        return true;
    }
}
