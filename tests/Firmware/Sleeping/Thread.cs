// SPDX-License-Identifier: MIT
namespace MCUNetV2.Boards;

/// <summary>In the place of the system's for the sources of boards that are compiled here: waiting is noted, not done. Each test's thread has its own.</summary>
internal static class Thread
{
    /// <summary>Milliseconds waited.</summary>
    [field: ThreadStatic]
    public static int Waited { get; set; }

    public static void Sleep(int milliseconds) => Waited += milliseconds;
}
