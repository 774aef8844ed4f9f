using System.Collections.Concurrent;
using MCUNetV2.Cli.Input;
using MCUNetV2.Cli.Models;
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;
using MCUNetV2.Pictures;

namespace MCUNetV2.Cli.Evaluation;

/// <summary>Runs a classifier over labelled pictures, with one engine a thread.</summary>
internal static class Evaluator
{
    private const double One = 65536;

    /// <param name="progress">Told after each picture.</param>
    /// <returns>In the order of the pictures.</returns>
    public static PictureScore[] Run(CompiledModel model, IReadOnlyList<PictureFile> pictures, int classes, Action progress, CancellationToken cancellation)
    {
        PictureScore[] scores = new PictureScore[pictures.Count];
        ConcurrentQueue<int> waiting = new(Enumerable.Range(0, pictures.Count));
        ConcurrentQueue<Exception> failures = [];
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(Environment.ProcessorCount, pictures.Count)).Select(_ => new Thread(Work))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        cancellation.ThrowIfCancellationRequested();
        return failures.TryPeek(out Exception? failure) ? throw failure : scores;

        // An engine belongs to its thread, so these are threads and not tasks.
        void Work()
        {
            try
            {
                using HostEngine engine = HostEngine.Open(model.Bytes);
                while (failures.IsEmpty && !cancellation.IsCancellationRequested && waiting.TryDequeue(out int index))
                {
                    scores[index] = Score(engine, pictures[index], classes);
                    progress();
                }
            }
            catch (Exception exception)
            {
                failures.Enqueue(exception);
            }
        }
    }

    private static PictureScore Score(HostEngine engine, PictureFile picture, int classes)
    {
        engine.Scheduler.Run(PictureInput.Create(picture, engine.Model));
        double[] probabilities = new double[classes];
        for (int label = 0; label < classes; label++)
        {
            probabilities[label] = InferenceException.Check(engine.Model.Engine.Score(label)) / One;
        }

        return new PictureScore(picture.Name, picture.Label, picture.Origin, probabilities);
    }
}
