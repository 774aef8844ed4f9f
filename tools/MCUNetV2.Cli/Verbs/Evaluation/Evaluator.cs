// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using MCUNetV2.Cli.Input;
using MCUNetV2.Cli.Models;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>Runs models over labelled pictures, with one engine a thread.</summary>
internal static class Evaluator
{
    private const double One = 65536;

    /// <param name="intake">Told of what is no picture.</param>
    /// <param name="progress">Told after each picture.</param>
    /// <returns>In the order of the pictures, without those that cannot be read.</returns>
    public static PictureScore[] Run(
        CompiledModel model, IReadOnlyList<PictureFile> pictures, int classes, PictureIntake intake, Action progress, CancellationToken cancellation) =>
        [.. ForEach(model, pictures.Count, (engine, index) => Score(engine, pictures[index], classes, intake), progress, cancellation).OfType<PictureScore>()];

    /// <summary>Judges pictures 0 to <paramref name="count"/> - 1 on as many threads as there are processors.</summary>
    /// <param name="judge">What one picture gives; the engine is the thread's own.</param>
    /// <param name="progress">Told after each picture.</param>
    public static T[] ForEach<T>(CompiledModel model, int count, Func<HostEngine, int, T> judge, Action progress, CancellationToken cancellation)
    {
        T[] results = new T[count];
        ConcurrentQueue<int> waiting = new(Enumerable.Range(0, count));
        ConcurrentQueue<Exception> failures = [];
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(Environment.ProcessorCount, count)).Select(_ => new Thread(Work))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        cancellation.ThrowIfCancellationRequested();
        return failures.TryPeek(out Exception? failure) ? throw failure : results;

        // An engine belongs to its thread, so these are threads and not tasks.
        void Work()
        {
            try
            {
                using HostEngine engine = HostEngine.Open(model.Bytes);
                while (failures.IsEmpty && !cancellation.IsCancellationRequested && waiting.TryDequeue(out int index))
                {
                    results[index] = judge(engine, index);
                    progress();
                }
            }
            catch (Exception exception)
            {
                failures.Enqueue(exception);
            }
        }
    }

    private static PictureScore? Score(HostEngine engine, PictureFile picture, int classes, PictureIntake intake)
    {
        if (PictureInput.TryCreate(picture.Name, picture.Encoded, engine.Model, intake) is not { } input)
        {
            return null;
        }

        engine.Scheduler.Run(input);
        if (engine.Model.GetOutput(0) is { Length: 1 } lone)
        {
            double present = Probability(lone, (sbyte)engine.Model.ReadOutput(0)[0]);
            return new PictureScore(picture.Name, picture.Label, picture.Origin, [1 - present, present]);
        }

        double[] probabilities = new double[classes];
        for (int label = 0; label < classes; label++)
        {
            probabilities[label] = engine.Model.GetScore(label) / One;
        }

        return new PictureScore(picture.Name, picture.Label, picture.Origin, probabilities);
    }

    /// <summary>Of a model's only score: LOGISTIC writes probabilities in 1/256 from -128 on; anything else is a logit.</summary>
    private static double Probability(TensorInfo info, int value)
    {
        double real = info.Scale * (value - info.ZeroPoint);
        return info is { Scale: 1f / 256, ZeroPoint: sbyte.MinValue } ? real : 1 / (1 + Math.Exp(-real));
    }
}
