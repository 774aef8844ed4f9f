// SPDX-License-Identifier: MIT
using System.Reflection;

[assembly: AssemblyTitle("MCUNetV2.Interop")]
[assembly: AssemblyVersion("1.0.0.0")]
[assembly: AssemblyNativeVersion("1.0.0.0")]
