// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Planning;
using Shouldly;
using Xunit;

namespace MCUNetV2.Planning.Tests;

public class ArenaAllocatorTests
{
    [Fact]
    public void Buffers_that_never_meet_share_their_bytes()
    {
        ArenaAllocator allocator = new([[new ArenaPiece(0, 64, 0, 1)], [new ArenaPiece(0, 48, 2, 3)]]);
        allocator.Place().Bytes.ShouldBe(64);
    }

    [Fact]
    public void A_block_that_shrinks_leaves_room_for_others()
    {
        // The second piece starts 16 bytes into the block and lives on after the first is gone.
        ArenaAllocator allocator = new([[new ArenaPiece(0, 64, 0, 1), new ArenaPiece(16, 64, 1, 2)], [new ArenaPiece(0, 16, 2, 2)]]);
        allocator.LowerBound.ShouldBe(80);
        allocator.Place().Bytes.ShouldBe(80);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_buffers_do_not_overlap_and_stay_near_the_bound(int seed)
    {
        Random random = new(seed);
        ArenaPiece[][] blocks = [.. Enumerable.Range(0, 60).Select(_ =>
        {
            int first = random.Next(40);
            return new[] { new ArenaPiece(0, 8 * random.Next(1, 200), first, first + random.Next(6)) };
        })];
        ArenaAllocator allocator = new(blocks);
        (int[] offsets, int bytes) = allocator.Place();
        for (int i = 0; i < blocks.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                (ArenaPiece a, ArenaPiece b) = (blocks[i][0], blocks[j][0]);
                bool together = a.First <= b.Last && b.First <= a.Last;
                bool overlap = offsets[i] < offsets[j] + b.Bytes && offsets[j] < offsets[i] + a.Bytes;
                (together && overlap).ShouldBeFalse();
            }
        }

        bytes.ShouldBeInRange(allocator.LowerBound, allocator.LowerBound * 11 / 10);
        new ArenaAllocator(blocks).Place().Offsets.ShouldBe(offsets);
    }

    [Fact]
    public void A_block_that_moves_over_many_bytes_shares_none_of_them_with_what_stays_as_long()
    {
        // At every step 40 + 10 bytes are in use, but the mover passes all of its 80 bytes while the other stays.
        ArenaAllocator allocator = new([[new ArenaPiece(40, 40, 0, 1), new ArenaPiece(20, 40, 1, 2), new ArenaPiece(0, 40, 2, 3)], [new ArenaPiece(0, 10, 0, 3)]]);
        allocator.LowerBound.ShouldBe(70);
        allocator.LeastBytes.ShouldBe(90);
        allocator.Place().Bytes.ShouldBe(90);
    }

    /// <summary>Two or three blocks of one to three pieces each, so small that every placement can be tried.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_placement_takes_fewer_bytes_than_the_bound(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 300; i++)
        {
            ArenaPiece[][] blocks = [.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => RandomBlock(random))];
            ArenaAllocator allocator = new(blocks);
            (int[] offsets, int bytes) = allocator.Place();
            Overlaps(blocks, offsets).ShouldBeFalse();
            int best = BestOf(blocks, new int[blocks.Length], 0);
            best.ShouldBeInRange(allocator.LeastBytes, bytes);
            allocator.LeastBytes.ShouldBeGreaterThanOrEqualTo(allocator.LowerBound);
            if (blocks.Length == 2)
            {
                best.ShouldBe(allocator.LeastBytes);
            }
        }
    }

    private static ArenaPiece[] RandomBlock(Random random)
    {
        ArenaPiece[] pieces = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
        {
            int first = random.Next(4);
            return new ArenaPiece(random.Next(5), random.Next(1, 5), first, first + random.Next(3));
        })];
        int lowest = pieces.Min(p => p.Start);
        return [.. pieces.Select(p => p with { Start = p.Start - lowest })];
    }

    private static int BestOf(ArenaPiece[][] blocks, int[] offsets, int placed)
    {
        if (placed == blocks.Length)
        {
            return Overlaps(blocks, offsets) ? int.MaxValue : blocks.Select((block, i) => offsets[i] + block.Max(p => p.End)).Max();
        }

        int best = int.MaxValue;
        for (int offset = 0; offset <= 18; offset++)
        {
            offsets[placed] = offset;
            best = Math.Min(best, BestOf(blocks, offsets, placed + 1));
        }

        return best;
    }

    private static bool Overlaps(ArenaPiece[][] blocks, int[] offsets)
    {
        for (int i = 0; i < blocks.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (blocks[i].Any(a => blocks[j].Any(b => a.First <= b.Last && b.First <= a.Last
                    && offsets[i] + a.Start < offsets[j] + b.End && offsets[j] + b.Start < offsets[i] + a.End)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
