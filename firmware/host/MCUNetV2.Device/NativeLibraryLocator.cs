// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;

namespace MCUNetV2.Interop
{
    /// <summary>
    /// Finds libmcunet: where MCUNET_LIBRARY says, beside the program, among the libraries that an installed tool brings for several platforms,
    /// or in build/native of the repository that the program lies in.
    /// </summary>
    public static class NativeLibraryLocator
    {
        /// <summary>What to do where the library is missing or another one.</summary>
        public const string Remedy = "./mcunet builds it, as does: cmake -S native-interop -B build/native -G Ninja && cmake --build build/native";

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

            throw new DllNotFoundException(FileName() + " is not built: " + Remedy);
        }

        private static IEnumerable<string> Candidates()
        {
            string chosen = Environment.GetEnvironmentVariable("MCUNET_LIBRARY");
            if (!string.IsNullOrEmpty(chosen))
            {
                if (!File.Exists(chosen))
                {
                    throw new DllNotFoundException("MCUNET_LIBRARY is " + chosen + ", and there is no such file");
                }

                yield return chosen;
                yield break;
            }

            yield return Path.Combine(AppContext.BaseDirectory, FileName());
            yield return Path.Combine(AppContext.BaseDirectory, "runtimes", Platform(), "native", FileName());
            for (DirectoryInfo folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
            {
                yield return Path.Combine(folder.FullName, "build", "native", FileName());
            }
        }

        /// <summary>As NuGet names platforms.</summary>
        private static string Platform()
        {
            string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
            return system + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        }

        private static string FileName()
        {
            return OperatingSystem.IsWindows() ? Name + ".dll" : OperatingSystem.IsMacOS() ? "lib" + Name + ".dylib" : "lib" + Name + ".so";
        }
    }
}
