// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

namespace MCUNetV2.Interop
{
    /// <summary>
    /// Finds libmcunet: where MCUNET_LIBRARY says, beside the program, or in build/native of the repository that the program lies in.
    /// </summary>
    public static class NativeLibraryLocator
    {
        private const string Name = "mcunet";

        /// <summary>Makes an assembly's P/Invoke calls find the library.</summary>
        public static void Register(Assembly assembly)
        {
            NativeLibrary.SetDllImportResolver(assembly, Resolve);
        }

        private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
        {
            return name == Name ? NativeLibrary.Load(Find()) : IntPtr.Zero;
        }

        private static string Find()
        {
            foreach (string candidate in Candidates())
            {
                if (File.Exists(candidate))
                {
                    return candidate;
                }
            }

            throw new DllNotFoundException(
                FileName() + " is not built: cmake -S native-interop -B build/native -G Ninja && cmake --build build/native");
        }

        private static IEnumerable<string> Candidates()
        {
            string chosen = Environment.GetEnvironmentVariable("MCUNET_LIBRARY");
            if (!string.IsNullOrEmpty(chosen))
            {
                yield return chosen;
                yield break;
            }

            yield return Path.Combine(AppContext.BaseDirectory, FileName());
            for (DirectoryInfo folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
            {
                yield return Path.Combine(folder.FullName, "build", "native", FileName());
            }
        }

        private static string FileName()
        {
            return OperatingSystem.IsWindows() ? Name + ".dll" : OperatingSystem.IsMacOS() ? "lib" + Name + ".dylib" : "lib" + Name + ".so";
        }
    }
}
