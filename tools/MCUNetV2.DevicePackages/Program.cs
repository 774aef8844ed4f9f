// SPDX-License-Identifier: MIT
using MCUNetV2.DevicePackages;

if (args is not [var version, var folder])
{
    Console.Error.WriteLine("usage: device-packages VERSION FOLDER: writes the NuGet packages of the device's libraries, and of the application template, to FOLDER");
    return 2;
}

try
{
    MetadataProcessor? processor = MetadataProcessor.Find();
    foreach (string file in DevicePackage.Write(version, processor, folder))
    {
        Console.WriteLine(file);
    }

    Console.WriteLine(TemplatePackage.Write(version, DevicePackage.VersionOf(version, processor), folder));

    if (processor is null)
    {
        Console.Error.WriteLine($"pack: without .pe files, which nanoFramework's metadata processor makes and deploying needs: {MetadataProcessor.Variable} names no command that runs it");
    }

    return 0;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
{
    Console.Error.WriteLine($"pack: {exception.Message}");
    return 1;
}
