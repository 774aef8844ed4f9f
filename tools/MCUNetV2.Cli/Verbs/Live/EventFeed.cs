// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MCUNetV2.Cli.Output;

namespace MCUNetV2.Cli.Verbs.Live;

/// <summary>Server-sent events for any number of listeners: whoever comes late is told the newest of each kind, whoever is slow misses the oldest.</summary>
internal sealed class EventFeed : IDisposable
{
    private const int MostWaiting = 256;

    private readonly ConcurrentDictionary<string, string> _newest = [];
    private readonly ConcurrentDictionary<Channel<string>, bool> _listeners = [];

    /// <param name="kind">One word.</param>
    /// <param name="json">One line.</param>
    public void Send(string kind, string json)
    {
        string text = $"event: {kind}\ndata: {json}\n\n";
        _newest[kind] = text;
        foreach (Channel<string> listener in _listeners.Keys)
        {
            listener.Writer.TryWrite(text);
        }
    }

    /// <summary>The same of an object.</summary>
    public void SendReport<T>(string kind, T report) => Send(kind, JsonReport.Line(report));

    /// <summary>What happens from now on, after the newest of each kind that has happened.</summary>
    public async IAsyncEnumerable<string> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        Channel<string> channel = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });
        _listeners[channel] = true;
        try
        {
            foreach (string text in _newest.Values)
            {
                yield return text;
            }

            await foreach (string text in channel.Reader.ReadAllAsync(cancellation))
            {
                yield return text;
            }
        }
        finally
        {
            _listeners.TryRemove(channel, out _);
        }
    }

    public void Dispose()
    {
        foreach (Channel<string> listener in _listeners.Keys)
        {
            listener.Writer.TryComplete();
        }
    }
}
