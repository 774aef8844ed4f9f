// SPDX-License-Identifier: MIT
using System.Runtime;

namespace MCUNetV2.Training.Native;

/// <summary>
/// Keeps the garbage collector from running until disposed. TorchSharp hands native calls scalars that nothing refers to any more: a
/// collection that another thread causes meanwhile would have them freed while they are read.
/// </summary>
internal sealed class CollectionPause : IDisposable
{
    // What a step allocates beside tensors, and the batches that are prepared meanwhile (20 MB each at 64 pictures of 112 x 112, the copy that torch takes
    // included); beyond it collections resume. Unused, it costs less than a millisecond.
    private const long Budget = 320 << 20;

    public CollectionPause()
    {
        if (!IsPaused)
        {
            GC.TryStartNoGCRegion(Budget);
        }
    }

    private static bool IsPaused => GCSettings.LatencyMode == GCLatencyMode.NoGCRegion;

    public void Dispose()
    {
        try
        {
            if (IsPaused)
            {
                GC.EndNoGCRegion();
            }
        }
        catch (InvalidOperationException)
        {
            // Another thread used the budget up between the two lines.
        }
    }
}
