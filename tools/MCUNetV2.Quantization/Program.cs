// SPDX-License-Identifier: MIT
using System.CommandLine;
using MCUNetV2.Cli;
using MCUNetV2.CommandLine;
using MCUNetV2.Quantization;

using Interruption interruption = new();
return (int)CommandLineTool.Run(() => new RootCommand("Turns float networks into int8 ones") { new QuantizeCommand() }, args, Console.Out, Console.Error, interruption.Token);
