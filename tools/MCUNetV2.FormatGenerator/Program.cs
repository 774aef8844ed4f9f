// SPDX-License-Identifier: MIT
using MCUNetV2.FormatGenerator;

if (args is not [var root])
{
    Console.Error.WriteLine("usage: format-generator REPOSITORY: writes the C# of the package format and of the engine's fields from native-interop/include/mcunet");
    return 2;
}

try
{
    foreach (GeneratedFile file in GeneratedFiles.Of(root))
    {
        string path = Path.Combine(root, file.Path);
        bool same = File.Exists(path) && File.ReadAllText(path) == file.Text;
        if (!same)
        {
            File.WriteAllText(path, file.Text);
            Console.WriteLine(file.Path);
        }
    }

    return 0;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
{
    Console.Error.WriteLine($"format-generator: {exception.Message}");
    return 1;
}
