// SPDX-License-Identifier: MIT
using Spectre.Console;

namespace MCUNetV2.Training.Optimization;

/// <summary>Shows how far an epoch is: a bar on a terminal; a line now and then in a pipe or a file.</summary>
/// <param name="writer">Where to.</param>
/// <param name="terminal">Whether that is a terminal.</param>
/// <param name="kind">What epochs these are.</param>
/// <param name="time">The clock; the system's by default.</param>
internal sealed class EpochProgress(TextWriter writer, bool terminal, string kind, TimeProvider? time = null)
{
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>On the error stream, which leaves the output to results.</summary>
    public static EpochProgress Standard(string kind) => new(Console.Error, !Console.IsErrorRedirected, kind);

    /// <param name="number">Which epoch it is.</param>
    /// <param name="steps">Its steps.</param>
    /// <param name="work">Adds to the counter, then calls its second argument, after each step.</param>
    /// <returns>Mean loss.</returns>
    public double Run(string number, int steps, Action<EpochCounter, Action> work)
    {
        string title = $"{kind} {number}";
        EpochCounter counter = new(steps, _time);
        if (terminal)
        {
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
            console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn()).Start(context =>
            {
                ProgressTask task = context.AddTask(title, maxValue: steps);
                work(counter, () =>
                {
                    task.Description = $"{title}  {counter}";
                    task.Increment(1);
                });
            });
        }
        else
        {
            long lastLine = _time.GetTimestamp();
            work(counter, () =>
            {
                if (_time.GetElapsedTime(lastLine) >= LineInterval)
                {
                    writer.WriteLine($"{title}  {counter}");
                    lastLine = _time.GetTimestamp();
                }
            });
        }

        return counter.Loss;
    }
}
