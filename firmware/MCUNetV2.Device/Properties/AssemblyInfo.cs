// SPDX-License-Identifier: MIT
using System.Reflection;

[assembly: AssemblyTitle("MCUNetV2.Device")]
[assembly: AssemblyVersion("1.0.0.0")]
