// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli;
using MCUNetV2.CommandLine;
using MCUNetV2.Quantization;

using Interruption interruption = new();
RootCommand root = new("Turns float networks into int8 ones") { new QuantizeCommand() };
return (int)CommandLineTool.Run(root, args, Console.Out, Console.Error, interruption.Token);
