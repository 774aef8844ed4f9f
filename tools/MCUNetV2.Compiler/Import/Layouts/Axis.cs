namespace MCUNetV2.Compiler.Import.Layouts;

/// <summary>Axes of a tensor on the device, outermost first; the numbers are those of TRANSPOSE's and CONCATENATION's parameters.</summary>
internal enum Axis
{
    Row = 0,
    Column = 1,
    Channel = 2,
}
