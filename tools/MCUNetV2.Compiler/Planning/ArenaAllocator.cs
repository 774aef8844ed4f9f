namespace MCUNetV2.Compiler.Planning;

/// <summary>Something to place: a size and the steps during which it is in use.</summary>
internal readonly record struct ArenaRequest(int Bytes, int First, int Last)
{
    public bool Meets(in ArenaRequest other) => First <= other.Last && other.First <= Last;
}

/// <summary>
/// Gives buffers offsets so that buffers in use at the same time do not overlap and the highest end is low (dynamic storage allocation).
/// <list type="bullet">
/// <item>The lower bound is the most bytes in use at any step.</item>
/// <item>Buffers are placed one after another, each at the lowest gap that fits between those already placed which it meets in time.</item>
/// <item>Several orders are tried (size, duration, area, start), then the best one is varied by swapping, until the bound is reached or the budget ends.</item>
/// </list>
/// Deterministic: the variation is seeded.
/// </summary>
internal sealed class ArenaAllocator
{
    private const int Variations = 400;

    private readonly ArenaRequest[] _requests;

    public ArenaAllocator(IReadOnlyList<ArenaRequest> requests)
    {
        _requests = [.. requests.Select(r => r with { Bytes = Arena.Align(r.Bytes) })];
        LowerBound = Bound();
    }

    /// <summary>No placement can be smaller.</summary>
    public int LowerBound { get; }

    /// <summary>Offsets in the order of the requests, and the bytes they need in all.</summary>
    public (int[] Offsets, int Bytes) Place()
    {
        int[] order = [];
        (int[] Offsets, int Bytes) best = ([], int.MaxValue);
        foreach (int[] candidate in Orders())
        {
            (int[] Offsets, int Bytes) placed = PlaceInOrder(candidate);
            if (placed.Bytes < best.Bytes)
            {
                (best, order) = (placed, candidate);
            }
        }

        var random = new Random(1);
        for (int i = 0; i < Variations && best.Bytes > LowerBound; i++)
        {
            int[] varied = [.. order];
            int a = random.Next(varied.Length);
            int b = random.Next(varied.Length);
            (varied[a], varied[b]) = (varied[b], varied[a]);
            (int[] Offsets, int Bytes) placed = PlaceInOrder(varied);
            if (placed.Bytes <= best.Bytes)
            {
                (best, order) = (placed, varied);
            }
        }

        return best;
    }

    private IEnumerable<int[]> Orders()
    {
        int[] indices = [.. Enumerable.Range(0, _requests.Length)];
        int Duration(int i) => _requests[i].Last - _requests[i].First + 1;
        yield return [.. indices.OrderByDescending(i => _requests[i].Bytes)];
        yield return [.. indices.OrderByDescending(Duration).ThenByDescending(i => _requests[i].Bytes)];
        yield return [.. indices.OrderByDescending(i => (long)_requests[i].Bytes * Duration(i))];
        yield return [.. indices.OrderBy(i => _requests[i].First).ThenByDescending(i => _requests[i].Bytes)];
        yield return [.. indices.OrderByDescending(i => _requests[i].Last).ThenByDescending(i => _requests[i].Bytes)];
    }

    private (int[] Offsets, int Bytes) PlaceInOrder(int[] order)
    {
        var offsets = new int[_requests.Length];
        var placed = new List<int>(_requests.Length); // by offset
        int end = 0;
        foreach (int i in order)
        {
            int offset = 0;
            foreach (int j in placed)
            {
                if (!_requests[i].Meets(_requests[j]))
                {
                    continue;
                }

                if (offset + _requests[i].Bytes <= offsets[j])
                {
                    break;
                }

                offset = Math.Max(offset, offsets[j] + _requests[j].Bytes);
            }

            offsets[i] = offset;
            end = Math.Max(end, offset + _requests[i].Bytes);
            int position = placed.FindIndex(j => offsets[j] > offset);
            placed.Insert(position < 0 ? placed.Count : position, i);
        }

        return (offsets, end);
    }

    private int Bound()
    {
        int last = _requests.Length == 0 ? 0 : _requests.Max(r => r.Last);
        int bound = 0;
        for (int step = 0; step <= last; step++)
        {
            bound = Math.Max(bound, _requests.Where(r => r.First <= step && step <= r.Last).Sum(r => r.Bytes));
        }

        return bound;
    }
}
