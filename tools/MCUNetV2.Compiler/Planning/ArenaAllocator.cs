// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Planning;

/// <summary>Bytes [Start, Start + Bytes) of a block, in use from step <paramref name="First"/> to step <paramref name="Last"/>.</summary>
internal readonly record struct ArenaPiece(int Start, int Bytes, int First, int Last)
{
    public int End => Start + Bytes;
}

/// <summary>
/// Gives blocks offsets so that pieces in use at the same time do not overlap and the highest end is low (dynamic storage allocation). The
/// pieces of a block keep their places relative to each other, and may overlap each other: they share bytes on purpose.
/// <list type="bullet">
/// <item>The lower bound is the most bytes in use at any step, or of two blocks that cannot share bytes.</item>
/// <item>Blocks are placed one after another, each at the lowest offset at which it meets no piece already placed.</item>
/// <item>Several orders are tried (size, duration, area, start); then, in the best one, blocks are swapped and the one on top is moved ahead, until the bound is
/// reached or the budget ends.</item>
/// </list>
/// Deterministic: the variation is seeded.
/// </summary>
internal sealed class ArenaAllocator
{
    private const int Variations = 600;

    private readonly ArenaPiece[][] _blocks;
    private readonly int[] _sizes;
    private readonly Meeting[][] _meetings;

    private readonly bool[] _placed;
    private readonly int[] _from; // of the offsets that a block must not have
    private readonly int[] _to;

    public ArenaAllocator(IReadOnlyList<IReadOnlyList<ArenaPiece>> blocks)
    {
        _blocks = [.. blocks.Select(block => block.ToArray())];
        _sizes = [.. _blocks.Select(b => b.Max(p => p.End))];
        _meetings = [.. Enumerable.Range(0, _blocks.Length).Select(Meetings)];
        int most = _meetings.Length == 0 ? 0 : _meetings.Max(m => m.Length);
        (_placed, _from, _to) = (new bool[_blocks.Length], new int[most], new int[most]);
        LowerBound = Bound();
        LeastBytes = Math.Max(LowerBound, LeastBytesOfPairs());
    }

    /// <summary>
    /// A piece of a block and one of another are in use at the same time: the block must not lie from <paramref name="From"/> to
    /// <paramref name="To"/> (exclusive) behind the other.
    /// </summary>
    private readonly record struct Meeting(int Other, int From, int To);

    /// <summary>Most bytes in use at any step.</summary>
    public int LowerBound { get; }

    /// <summary>
    /// No placement can be smaller: <see cref="LowerBound"/>, or what two blocks take that cannot lie in each other's gaps. Blocks whose pieces move over
    /// many bytes meet others all the way, though few bytes of them are in use at any step.
    /// </summary>
    public int LeastBytes { get; }

    /// <summary>Offsets in the order of the blocks, and the bytes they need in all.</summary>
    public (int[] Offsets, int Bytes) Place()
    {
        int[] order = [];
        int[] best = new int[_blocks.Length];
        int[] offsets = new int[_blocks.Length];
        int bytes = int.MaxValue;
        foreach (int[] candidate in Orders())
        {
            if (PlaceInOrder(candidate, 0, offsets, bytes - 1) is { } placed)
            {
                (bytes, order) = (placed, candidate);
                (best, offsets) = (offsets, best);
            }
        }

        Random random = new(1);
        int[] varied = [.. order];
        for (int i = 0; i < Variations && bytes > LeastBytes; i++)
        {
            order.CopyTo(varied, 0);
            int same = Vary(varied, best, bytes, random);
            best.CopyTo(offsets, 0);
            if (PlaceInOrder(varied, same, offsets, bytes) is { } placed)
            {
                bytes = placed;
                (best, offsets) = (offsets, best);
                (order, varied) = (varied, order);
            }
        }

        return (best, bytes);
    }

    /// <summary>Swaps two blocks of an order, or moves one that ends highest to an earlier place.</summary>
    /// <returns>How many blocks at the beginning stayed where they were.</returns>
    private int Vary(int[] order, int[] offsets, int bytes, Random random)
    {
        if (random.Next(2) == 0)
        {
            int a = random.Next(order.Length);
            int b = random.Next(order.Length);
            (order[a], order[b]) = (order[b], order[a]);
            return Math.Min(a, b);
        }

        int[] top = [.. order.Where(i => _sizes[i] + offsets[i] == bytes)];
        int position = Array.IndexOf(order, top[random.Next(top.Length)]);
        int block = order[position];
        int earlier = random.Next(position + 1);
        Array.Copy(order, earlier, order, earlier + 1, position - earlier);
        order[earlier] = block;
        return earlier;
    }

    private IEnumerable<int[]> Orders()
    {
        int[] indices = [.. Enumerable.Range(0, _blocks.Length)];
        int First(int i) => _blocks[i].Min(p => p.First);
        int Last(int i) => _blocks[i].Max(p => p.Last);
        int Duration(int i) => Last(i) - First(i) + 1;
        int Size(int i) => _sizes[i];
        yield return [.. indices.OrderByDescending(Size)];
        yield return [.. indices.OrderByDescending(Duration).ThenByDescending(Size)];
        yield return [.. indices.OrderByDescending(i => (long)Size(i) * Duration(i))];
        yield return [.. indices.OrderBy(First).ThenByDescending(Size)];
        yield return [.. indices.OrderByDescending(Last).ThenByDescending(Size)];
    }

    /// <summary>
    /// Places blocks one after another; the first <paramref name="placed"/> of them have their offsets already. Gives the bytes needed in all; null as soon as
    /// it is plain that they are more than <paramref name="most"/>.
    /// </summary>
    private int? PlaceInOrder(int[] order, int placed, int[] offsets, int most)
    {
        Array.Clear(_placed);
        int end = 0;
        for (int k = 0; k < order.Length; k++)
        {
            int i = order[k];
            if (k >= placed)
            {
                offsets[i] = LowestOffset(i, offsets);
            }

            _placed[i] = true;
            end = Math.Max(end, offsets[i] + _sizes[i]);
            if (end > most)
            {
                return null;
            }
        }

        return end;
    }

    private int LowestOffset(int block, int[] offsets)
    {
        int count = 0;
        foreach (Meeting meeting in _meetings[block])
        {
            if (_placed[meeting.Other])
            {
                _from[count] = offsets[meeting.Other] + meeting.From;
                _to[count] = offsets[meeting.Other] + meeting.To;
                count++;
            }
        }

        // Moves behind whatever is in the way until nothing is. Each pass ends behind at least one more block, so few are needed.
        int offset = 0;
        for (bool moved = true; moved;)
        {
            moved = false;
            for (int i = 0; i < count; i++)
            {
                if (_from[i] < offset && offset < _to[i])
                {
                    offset = _to[i];
                    moved = true;
                }
            }
        }

        return offset;
    }

    private Meeting[] Meetings(int block)
    {
        List<Meeting> meetings = new();
        List<(int From, int To)> intervals = new();
        for (int other = 0; other < _blocks.Length; other++)
        {
            if (other == block)
            {
                continue;
            }

            intervals.Clear();
            foreach (ArenaPiece piece in _blocks[block])
            {
                foreach (ArenaPiece obstacle in _blocks[other])
                {
                    if (piece.First <= obstacle.Last && obstacle.First <= piece.Last)
                    {
                        intervals.Add((obstacle.Start - piece.End, obstacle.End - piece.Start));
                    }
                }
            }

            AddUnion(meetings, other, intervals);
        }

        return [.. meetings];
    }

    /// <summary>What overlaps becomes one: the pieces of two blocks meet in many ways, most of them next to one another. Between two that only touch lies an offset.</summary>
    private static void AddUnion(List<Meeting> meetings, int other, List<(int From, int To)> intervals)
    {
        intervals.Sort();
        for (int i = 0; i < intervals.Count;)
        {
            (int from, int to) = intervals[i];
            for (i++; i < intervals.Count && intervals[i].From < to; i++)
            {
                to = Math.Max(to, intervals[i].To);
            }

            meetings.Add(new Meeting(other, from, to));
        }
    }

    private int LeastBytesOfPairs()
    {
        int least = 0;
        for (int block = 0; block < _blocks.Length; block++)
        {
            foreach (IGrouping<int, Meeting> pair in _meetings[block].Where(m => m.Other < block && _sizes[m.Other] + _sizes[block] > least).GroupBy(m => m.Other))
            {
                least = Math.Max(least, LeastBytesOfPair(_sizes[block], _sizes[pair.Key], [.. pair]));
            }
        }

        return least;
    }

    /// <summary>
    /// Of a block behind another one by every offset that is not forbidden. The fewer bytes the deeper one lies in the other, so the best offset is one of the
    /// two at which it just does, or one at the end of what is forbidden.
    /// </summary>
    private static int LeastBytesOfPair(int size, int other, Meeting[] forbidden)
    {
        int least = size + other;
        Try(0);
        Try(other - size);
        foreach (Meeting meeting in forbidden)
        {
            Try(meeting.From);
            Try(meeting.To);
        }

        return least;

        void Try(int offset)
        {
            if (!Array.Exists(forbidden, meeting => meeting.From < offset && offset < meeting.To))
            {
                least = Math.Min(least, Math.Max(other, offset + size) - Math.Min(0, offset));
            }
        }
    }

    private int Bound()
    {
        int last = _blocks.Length == 0 ? 0 : _blocks.Max(b => b.Max(p => p.Last));
        int[] use = new int[last + 1];
        foreach (ArenaPiece[] block in _blocks)
        {
            for (int step = block.Min(p => p.First); step <= block.Max(p => p.Last); step++)
            {
                ArenaPiece[] alive = [.. block.Where(p => p.First <= step && step <= p.Last)];
                use[step] += alive.Length == 0 ? 0 : alive.Max(p => p.End) - alive.Min(p => p.Start);
            }
        }

        return use.Max();
    }
}
