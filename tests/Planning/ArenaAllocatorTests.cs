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
}
