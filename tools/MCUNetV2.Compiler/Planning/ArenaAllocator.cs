// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;

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
    private readonly (int First, int Last)[] _lives;
    private readonly Meeting[][] _meetings;

    private readonly bool[] _placed;
    private readonly bool[] _isStale;
    private readonly int[] _from; // of the offsets that a block must not have
    private readonly int[] _to;

    public ArenaAllocator(IReadOnlyList<IReadOnlyList<ArenaPiece>> blocks)
    {
        _blocks = [.. blocks.Select(block => block.OrderBy(p => p.Start).ToArray())];
        _sizes = [.. _blocks.Select(b => b.Max(p => p.End))];
        _lives = [.. _blocks.Select(b => (b.Min(p => p.First), b.Max(p => p.Last)))];
        _meetings = Meetings();
        int most = _meetings.Length == 0 ? 0 : _meetings.Max(m => m.Length);
        (_placed, _isStale) = (new bool[_blocks.Length], new bool[_blocks.Length]);
        (_from, _to) = (new int[most], new int[most]);
        LowerBound = MostInUse();
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
            Array.Fill(_isStale, true);
            if (PlaceInOrder(candidate, offsets, bytes - 1) is { } placed)
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
            Array.Clear(_isStale);
            Vary(varied, best, bytes, random);
            best.CopyTo(offsets, 0);
            if (PlaceInOrder(varied, offsets, bytes) is { } placed)
            {
                bytes = placed;
                (best, offsets) = (offsets, best);
                (order, varied) = (varied, order);
            }
        }

        return (best, bytes);
    }

    /// <summary>Swaps two blocks of an order, or moves one that ends highest to an earlier place. All other blocks keep their order.</summary>
    private void Vary(int[] order, int[] offsets, int bytes, Random random)
    {
        if (random.Next(2) == 0)
        {
            int a = random.Next(order.Length);
            int b = random.Next(order.Length);
            (order[a], order[b]) = (order[b], order[a]);
            Invalidate(order[a]);
            Invalidate(order[b]);
            return;
        }

        bool IsOnTop(int block) => _sizes[block] + offsets[block] == bytes;
        int left = random.Next(order.Count(IsOnTop));
        int position = Array.FindIndex(order, block => IsOnTop(block) && left-- == 0);
        int moved = order[position];
        int earlier = random.Next(position + 1);
        for (int i = position; i > earlier; i--)
        {
            order[i] = order[i - 1]; // copying a range onto itself by one place is slow on some processors
        }

        order[earlier] = moved;
        Invalidate(moved);
    }

    /// <summary>A block comes at another time, or lies elsewhere: its place and those of all that it meets are to be found again.</summary>
    private void Invalidate(int block)
    {
        _isStale[block] = true;
        foreach (Meeting meeting in _meetings[block])
        {
            _isStale[meeting.Other] = true;
        }
    }

    private IEnumerable<int[]> Orders()
    {
        int[] indices = [.. Enumerable.Range(0, _blocks.Length)];
        int First(int i) => _lives[i].First;
        int Last(int i) => _lives[i].Last;
        int Duration(int i) => Last(i) - First(i) + 1;
        int Size(int i) => _sizes[i];
        yield return [.. indices.OrderByDescending(Size)];
        yield return [.. indices.OrderByDescending(Duration).ThenByDescending(Size)];
        yield return [.. indices.OrderByDescending(i => (long)Size(i) * Duration(i))];
        yield return [.. indices.OrderBy(First).ThenByDescending(Size)];
        yield return [.. indices.OrderByDescending(Last).ThenByDescending(Size)];
    }

    /// <summary>
    /// Places blocks one after another; those that are not stale have their offsets already. Gives the bytes needed in all; null as soon as it is plain that
    /// they are more than <paramref name="most"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int? PlaceInOrder(int[] order, int[] offsets, int most)
    {
        Array.Clear(_placed);
        int end = 0;
        foreach (int block in order)
        {
            if (_isStale[block] && LowestOffset(block, offsets) is int offset && offset != offsets[block])
            {
                offsets[block] = offset;
                Invalidate(block);
            }

            _placed[block] = true;
            end = Math.Max(end, offsets[block] + _sizes[block]);
            if (end > most)
            {
                return null;
            }
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    private Meeting[][] Meetings()
    {
        List<Meeting>[] meetings = [.. _blocks.Select(_ => new List<Meeting>())];
        List<(int From, int To)> intervals = new();
        for (int block = 0; block < _blocks.Length; block++)
        {
            for (int other = block + 1; other < _blocks.Length; other++)
            {
                if (_lives[block].First > _lives[other].Last || _lives[other].First > _lives[block].Last)
                {
                    continue;
                }

                intervals.Clear();
                AddForbidden(intervals, _blocks[block], _blocks[other]);
                foreach ((int from, int to) in Union(intervals))
                {
                    meetings[block].Add(new Meeting(other, from, to));
                    meetings[other].Add(new Meeting(block, -to, -from));
                }
            }
        }

        return [.. meetings.Select(m => m.ToArray())];
    }

    /// <summary>The offsets of a block behind another one at which two of their pieces would share bytes.</summary>
    private static void AddForbidden(List<(int From, int To)> intervals, ArenaPiece[] block, ArenaPiece[] other)
    {
        foreach (ArenaPiece piece in block)
        {
            foreach (ArenaPiece obstacle in other)
            {
                if (piece.First <= obstacle.Last && obstacle.First <= piece.Last)
                {
                    intervals.Add((obstacle.Start - piece.End, obstacle.End - piece.Start));
                }
            }
        }
    }

    /// <summary>What overlaps becomes one: the pieces of two blocks meet in many ways, most of them next to one another. Between two that only touch lies an offset.</summary>
    private static IEnumerable<(int From, int To)> Union(List<(int From, int To)> intervals)
    {
        intervals.Sort();
        for (int i = 0; i < intervals.Count;)
        {
            (int from, int to) = intervals[i];
            for (i++; i < intervals.Count && intervals[i].From < to; i++)
            {
                to = Math.Max(to, intervals[i].To);
            }

            yield return (from, to);
        }
    }

    private int LeastBytesOfPairs()
    {
        int least = _sizes.DefaultIfEmpty().Max();
        for (int block = 0; block < _blocks.Length; block++)
        {
            // Those with one other block are next to one another.
            Meeting[] meetings = _meetings[block];
            for (int first = 0, next; first < meetings.Length && meetings[first].Other < block; first = next)
            {
                int other = meetings[first].Other;
                for (next = first + 1; next < meetings.Length && meetings[next].Other == other;)
                {
                    next++;
                }

                if (_sizes[other] + _sizes[block] > least)
                {
                    least = Math.Max(least, LeastBytesOfPair(_sizes[block], _sizes[other], meetings.AsSpan(first, next - first)));
                }
            }
        }

        return least;
    }

    /// <summary>
    /// Of a block behind another one by every offset that is not forbidden. The fewer bytes the deeper one lies in the other, so the best offset is one of the
    /// two at which it just does, or one at the end of what is forbidden.
    /// </summary>
    private static int LeastBytesOfPair(int size, int other, ReadOnlySpan<Meeting> forbidden)
    {
        int least = Math.Min(size + other, Math.Min(BytesAt(0, size, other, forbidden), BytesAt(other - size, size, other, forbidden)));
        foreach (Meeting meeting in forbidden)
        {
            least = Math.Min(least, Math.Min(BytesAt(meeting.From, size, other, forbidden), BytesAt(meeting.To, size, other, forbidden)));
        }

        return least;
    }

    private static int BytesAt(int offset, int size, int other, ReadOnlySpan<Meeting> forbidden)
    {
        foreach (Meeting meeting in forbidden)
        {
            if (meeting.From < offset && offset < meeting.To)
            {
                return int.MaxValue;
            }
        }

        return Math.Max(other, offset + size) - Math.Min(0, offset);
    }

    private int MostInUse()
    {
        int[] use = new int[_blocks.Length == 0 ? 1 : _lives.Max(life => life.Last) + 1];
        for (int i = 0; i < _blocks.Length; i++)
        {
            for (int step = _lives[i].First; step <= _lives[i].Last; step++)
            {
                use[step] += InUse(_blocks[i], step);
            }
        }

        return use.Max();
    }

    /// <summary>Bytes of a block that are in use: its pieces may overlap, and leave gaps.</summary>
    /// <param name="block">Its pieces by their starts.</param>
    private static int InUse(ArenaPiece[] block, int step)
    {
        int bytes = 0;
        int end = 0;
        foreach (ArenaPiece piece in block)
        {
            if (piece.First <= step && step <= piece.Last && piece.End > end)
            {
                bytes += piece.End - Math.Max(piece.Start, end);
                end = piece.End;
            }
        }

        return bytes;
    }
}
