// SPDX-License-Identifier: MIT
using Spectre.Console;

namespace MCUNetV2.Cli.Output;

/// <summary>Progress of long work: a bar on a terminal, nothing in a pipe.</summary>
internal static class ProgressReport
{
    /// <param name="error">Where the bar is drawn.</param>
    /// <param name="work">Calls its argument after each of <paramref name="total"/> pieces.</param>
    public static T Run<T>(TextWriter error, string what, int total, Func<Action, T> work)
    {
        IAnsiConsole console = ReportConsole.Create(error);
        if (!console.Profile.Capabilities.Interactive)
        {
            return work(() => { });
        }

        return console.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask task = context.AddTask(what, maxValue: total);
            return work(() => task.Increment(1));
        });
    }

    /// <summary>The same for work that does not know how much is left.</summary>
    public static T Run<T>(TextWriter error, string what, Func<T> work)
    {
        IAnsiConsole console = ReportConsole.Create(error);
        return console.Profile.Capabilities.Interactive ? console.Status().Start(what, _ => work()) : work();
    }
}
