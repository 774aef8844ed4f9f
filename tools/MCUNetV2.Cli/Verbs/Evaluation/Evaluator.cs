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
    private const int ShownPixels = 160; // of the longest side of a picture on a page

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
        return new PictureScore(picture.Name, picture.Label, picture.Origin, [.. Enumerable.Range(0, classes).Select(label => Probability(engine, label))]);
    }

    /// <summary>Of a class, after a run; 0 to 1. A model with one score has two classes, and it is the second one's.</summary>
    private static double Probability(HostEngine engine, int label)
    {
        if (engine.Model.GetOutput(0) is not { Length: 1 } lone)
        {
            return engine.Model.GetScore(label) / One;
        }

        double present = Probability(lone, (sbyte)engine.Model.ReadOutput(0)[0]);
        return label == 1 ? present : 1 - present;
    }

    /// <summary>The pictures that were judged wrong most surely, with what their answers rest on.</summary>
    /// <param name="scores">As <see cref="Run"/> gave them.</param>
    public static JudgedPicture[] Worst(
        CompiledModel model, IReadOnlyList<PictureFile> pictures, PictureScore[] scores, string[] classes, int most, CancellationToken cancellation)
    {
        PictureScore[] worst = [.. scores.Where(score => !score.IsRight).OrderByDescending(score => score.Probabilities[score.Class] - score.Probabilities[score.Label]).Take(most)];
        Dictionary<string, PictureFile> files = pictures.DistinctBy(picture => picture.Name).ToDictionary(picture => picture.Name);
        return ForEach(model, worst.Length, (engine, index) => Judge(engine, files[worst[index].Name], worst[index], classes), () => { }, cancellation);
    }

    private static JudgedPicture Judge(HostEngine engine, PictureFile file, PictureScore score, string[] classes)
    {
        PictureIntake unheard = new(); // what it has to say was said when the picture was judged
        byte[] input = PictureInput.TryRead(file.Name, file.Encoded, engine.Model, unheard)!;
        DecodedPicture shown = PictureDecoder.Decode(file.Name, file.Encoded, ShownPixels);
        return new JudgedPicture(
            score.Name,
            PictureEncoder.EncodePng(shown.Rgb, shown.Height, shown.Width),
            classes[score.Label],
            score.Probabilities[score.Label],
            classes[score.Class],
            score.Probabilities[score.Class],
            Occlusion.Of(engine, input, covered => Probability(covered, score.Class)));
    }

    /// <summary>Of a score that stands for itself: LOGISTIC writes probabilities in 1/256 from -128 on; anything else is a logit.</summary>
    public static double Probability(TensorInfo info, int value)
    {
        double real = info.Scale * (value - info.ZeroPoint);
        return info is { Scale: 1f / 256, ZeroPoint: sbyte.MinValue } ? real : 1 / (1 + Math.Exp(-real));
    }
}
