// SPDX-License-Identifier: MIT
using System.Reflection;

[assembly: AssemblyTitle("MCUNetV2.WakeThenDetectDemo")]
[assembly: AssemblyVersion("1.0.0.0")]
