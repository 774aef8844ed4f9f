// SPDX-License-Identifier: MIT
using System.Reflection;

[assembly: AssemblyTitle("MCUNetV2.PresenceMqttDemo")]
[assembly: AssemblyVersion("1.0.0.0")]
