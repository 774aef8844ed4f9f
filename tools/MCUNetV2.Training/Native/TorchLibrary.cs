using System.Buffers.Binary;
using System.Text;

namespace MCUNetV2.Training.Native;

/// <summary>
/// Lets libLibTorchSharp.so load on Linux systems whose libstdc++ predates GCC 13 (Debian 12, for one).
/// </summary>
/// <remarks>
/// The library requires the symbol version GLIBCXX_3.4.32, and the only symbol of that version is
/// <c>_ZSt21ios_base_library_initv</c>, which no relocation refers to: GCC 13 emits it as a link-time marker.
/// Declaring the requirement weak (VER_FLG_WEAK, System V gABI "Symbol Versioning") therefore loses nothing.
/// Only the copy in the build output is changed, and where the version exists the change has no effect.
/// </remarks>
internal static class TorchLibrary
{
    private const string FileName = "libLibTorchSharp.so";
    private const string Version = "GLIBCXX_3.4.32";
    private const ushort WeakFlag = 2;

    /// <summary>Must run before the first use of a TorchSharp type.</summary>
    public static void Prepare()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (string path in Directory.EnumerateFiles(AppContext.BaseDirectory, FileName, SearchOption.AllDirectories))
        {
            byte[] image = File.ReadAllBytes(path);
            if (TryWeaken(image))
            {
                string temporary = $"{path}.{Environment.ProcessId}";
                File.WriteAllBytes(temporary, image);
                File.Move(temporary, path, overwrite: true);
            }
        }
    }

    /// <summary>Marks the version requirement weak; false when there is nothing to change.</summary>
    private static bool TryWeaken(Span<byte> image)
    {
        // A vernaux record: vna_hash (u32, the ELF hash of the version's name), vna_flags (u16), vna_other, vna_name, vna_next.
        Span<byte> hash = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(hash, ElfHash(Version));
        int record = image.IndexOf(hash);
        if (record < 0 || BinaryPrimitives.ReadUInt16LittleEndian(image[(record + 4)..]) != 0)
        {
            return false;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(image[(record + 4)..], WeakFlag);
        return true;
    }

    private static uint ElfHash(string name)
    {
        uint hash = 0;
        foreach (byte character in Encoding.ASCII.GetBytes(name))
        {
            hash = (hash << 4) + character;
            uint high = hash & 0xF000_0000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
