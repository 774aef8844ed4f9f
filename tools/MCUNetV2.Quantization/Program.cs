using System.CommandLine;
using MCUNetV2.Cli;
using MCUNetV2.Quantization;

return (int)CommandLineTool.Run(new RootCommand("Turns float networks into int8 ones") { new QuantizeCommand() }, args, Console.Out, Console.Error);
