namespace MCUNetV2.Cli;

internal static class Program
{
    private static int Main(string[] arguments) => (int)CommandLineTool.Run(arguments, Console.Out, Console.Error);
}
