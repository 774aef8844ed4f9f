// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;

namespace MCUNetV2.Training.Data;

/// <summary>Makes things on another thread, a few ahead of who takes them.</summary>
internal static class Prefetch
{
    private const int Ahead = 3;

    /// <param name="count">How many there are.</param>
    /// <param name="make">Makes number 0 to count - 1; what was made and not taken is disposed of.</param>
    /// <param name="cancellation">Ends early.</param>
    public static IEnumerable<T> Run<T>(int count, Func<int, T> make, CancellationToken cancellation)
        where T : IDisposable
    {
        using BlockingCollection<T> ready = new(Ahead);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task producer = Task.Run(Produce, CancellationToken.None);
        try
        {
            foreach (T item in ready.GetConsumingEnumerable())
            {
                yield return item;
            }

            producer.GetAwaiter().GetResult();
        }
        finally
        {
            stop.Cancel();
            foreach (T item in ready.GetConsumingEnumerable())
            {
                item.Dispose();
            }
        }

        void Produce()
        {
            try
            {
                for (int index = 0; index < count && !stop.IsCancellationRequested; index++)
                {
                    ready.Add(make(index), stop.Token);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
            finally
            {
                ready.CompleteAdding();
            }
        }
    }
}
