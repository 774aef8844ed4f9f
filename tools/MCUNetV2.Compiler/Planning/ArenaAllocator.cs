// SPDX-License-Identifier: MIT
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    private readonly bool[] _placed;
    private readonly bool[] _isStale;
    private Meeting[][] _meetings = []; // of each block; until it is placed nobody needs them all
    private int[] _from = []; // of the offsets that a block must not have
    private int[] _to = [];

    public ArenaAllocator(IReadOnlyList<IReadOnlyList<ArenaPiece>> blocks)
    {
        _blocks = [.. blocks.Select(block => block.OrderBy(p => p.Start).ToArray())];
        _sizes = [.. _blocks.Select(b => b.Max(p => p.End))];
        _lives = [.. _blocks.Select(b => (b.Min(p => p.First), b.Max(p => p.Last)))];
        (_placed, _isStale) = (new bool[_blocks.Length], new bool[_blocks.Length]);
        LowerBound = MostInUse();
        LeastBytes = LeastBytesOfPairs(LowerBound);
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
        _meetings = Meetings();
        int most = _meetings.Select(meetings => meetings.Length).DefaultIfEmpty().Max();
        (_from, _to) = (new int[most], new int[most]);
        int[] order = [];
        int[] best = new int[_blocks.Length];
        int[] offsets = new int[_blocks.Length];
        int bytes = int.MaxValue;
        foreach (int[] candidate in Orders())
        {
            Array.Fill(_isStale, true);
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
            Array.Clear(_isStale);
            int first = Vary(varied, best, bytes, random);
            best.CopyTo(offsets, 0);
            if (PlaceInOrder(varied, first, offsets, bytes) is { } placed)
            {
                bytes = placed;
                (best, offsets) = (offsets, best);
                (order, varied) = (varied, order);
            }
        }

        return (best, bytes);
    }

    /// <summary>Swaps two blocks of an order, or moves one that ends highest to an earlier place. All other blocks keep their order.</summary>
    /// <returns>The first place at which there is another block now.</returns>
    private int Vary(int[] order, int[] offsets, int bytes, Random random)
    {
        if (random.Next(2) == 0)
        {
            int a = random.Next(order.Length);
            int b = random.Next(order.Length);
            (order[a], order[b]) = (order[b], order[a]);
            Invalidate(order[a]);
            Invalidate(order[b]);
            return Math.Min(a, b);
        }

        int position = OneOnTop(order, offsets, bytes, random);
        int moved = order[position];
        int earlier = random.Next(position + 1);
        for (int i = position; i > earlier; i--)
        {
            order[i] = order[i - 1]; // copying a range onto itself by one place is slow on some processors
        }

        order[earlier] = moved;
        Invalidate(moved);
        return earlier;
    }

    /// <summary>The place in an order of one of the blocks that end highest.</summary>
    private int OneOnTop(int[] order, int[] offsets, int bytes, Random random)
    {
        bool IsOnTop(int block) => _sizes[block] + offsets[block] == bytes;
        int count = 0;
        foreach (int block in order)
        {
            count += IsOnTop(block) ? 1 : 0;
        }

        int position = -1;
        for (int left = random.Next(count); left >= 0;)
        {
            left -= IsOnTop(order[++position]) ? 1 : 0;
        }

        return position;
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
    /// Places blocks one after another; those before <paramref name="first"/> of the order and those that are not stale have their offsets already. Gives the bytes
    /// needed in all; null as soon as it is plain that they are more than <paramref name="most"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int? PlaceInOrder(int[] order, int first, int[] offsets, int most)
    {
        Array.Clear(_placed);
        int end = 0;
        for (int i = 0; i < order.Length; i++)
        {
            int block = order[i];
            if (i >= first && _isStale[block] && LowestOffset(block, offsets) is int offset && offset != offsets[block])
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
        List<(int From, int To)> forbidden = new();
        for (int block = 0; block < _blocks.Length; block++)
        {
            for (int other = block + 1; other < _blocks.Length; other++)
            {
                FindForbidden(block, other, forbidden);
                foreach ((int from, int to) in forbidden)
                {
                    meetings[block].Add(new Meeting(other, from, to));
                    meetings[other].Add(new Meeting(block, -to, -from));
                }
            }
        }

        return [.. meetings.Select(m => m.ToArray())];
    }

    /// <summary>The offsets of a block behind another one at which two of their pieces would share bytes: from and to exclusively, in order, apart from each other.</summary>
    private void FindForbidden(int block, int other, List<(int From, int To)> forbidden)
    {
        forbidden.Clear();
        if (_lives[block].First > _lives[other].Last || _lives[other].First > _lives[block].Last)
        {
            return;
        }

        AddForbidden(forbidden, _blocks[block], _blocks[other]);
        if (forbidden.Count > 1)
        {
            Unite(forbidden);
        }
    }

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
    private static void Unite(List<(int From, int To)> intervals)
    {
        intervals.Sort(static (one, other) => one.From.CompareTo(other.From));
        int last = 0;
        for (int i = 1; i < intervals.Count; i++)
        {
            if (intervals[i].From < intervals[last].To)
            {
                intervals[last] = (intervals[last].From, Math.Max(intervals[i].To, intervals[last].To));
            }
            else
            {
                intervals[++last] = intervals[i];
            }
        }

        intervals.RemoveRange(last + 1, intervals.Count - last - 1);
    }

    /// <param name="least">Of which more is looked for.</param>
    private int LeastBytesOfPairs(int least)
    {
        least = Math.Max(least, _sizes.DefaultIfEmpty().Max());
        List<(int From, int To)> forbidden = new();
        for (int block = 0; block < _blocks.Length; block++)
        {
            for (int other = 0; other < block; other++)
            {
                if (_sizes[other] + _sizes[block] > least)
                {
                    FindForbidden(block, other, forbidden);
                    least = Math.Max(least, LeastBytesOfPair(_sizes[block], _sizes[other], CollectionsMarshal.AsSpan(forbidden)));
                }
            }
        }

        return least;
    }

    /// <summary>
    /// Of a block behind another one by every offset that is not forbidden. The fewer bytes the deeper one lies in the other, so the best offset is one of the
    /// two at which it just does, or one at the end of what is forbidden.
    /// </summary>
    private static int LeastBytesOfPair(int size, int other, ReadOnlySpan<(int From, int To)> forbidden)
    {
        int least = Math.Min(size + other, Math.Min(BytesAt(0, size, other, forbidden), BytesAt(other - size, size, other, forbidden)));
        foreach ((int from, int to) in forbidden)
        {
            least = Math.Min(least, Math.Min(BytesAt(from, size, other, forbidden), BytesAt(to, size, other, forbidden)));
        }

        return least;
    }

    private static int BytesAt(int offset, int size, int other, ReadOnlySpan<(int From, int To)> forbidden)
    {
        foreach ((int from, int to) in forbidden)
        {
            if (from < offset && offset < to)
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
