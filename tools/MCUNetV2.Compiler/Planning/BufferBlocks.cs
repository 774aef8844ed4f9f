// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Planning;

/// <summary>Buffers that lie at fixed distances from each other: union-find with offsets.</summary>
internal sealed class BufferBlocks
{
    private readonly int[] _block;
    private readonly int[] _start;

    public BufferBlocks(int count)
    {
        _block = [.. Enumerable.Range(0, count)];
        _start = new int[count];
    }

    /// <summary>How many blocks there are, after <see cref="Number"/>.</summary>
    public int Count { get; private set; }

    /// <summary>The block of a buffer: any number that only buffers of the same block have, and after <see cref="Number"/> one below <see cref="Count"/>.</summary>
    public int BlockOf(int buffer) => _block[buffer];

    /// <summary>First byte of a buffer within its block; the lowest of a block is 0.</summary>
    public int StartOf(int buffer) => _start[buffer];

    /// <summary>Numbers the blocks from 0, in the order of their first buffers; nothing is joined after it.</summary>
    public void Number()
    {
        int[] numbers = new int[_block.Length];
        Array.Fill(numbers, -1);
        for (int i = 0; i < _block.Length; i++)
        {
            if (numbers[_block[i]] < 0)
            {
                numbers[_block[i]] = Count++;
            }

            _block[i] = numbers[_block[i]];
        }
    }

    /// <summary>Joins two blocks so that <paramref name="first"/> starts <paramref name="distance"/> bytes before <paramref name="second"/>.</summary>
    public void Join(int first, int second, int distance)
    {
        int joined = _block[first];
        int moved = _block[second];
        int shift = _start[first] + distance - _start[second];
        int lowest = int.MaxValue;
        for (int i = 0; i < _block.Length; i++)
        {
            if (_block[i] == moved)
            {
                _block[i] = joined;
                _start[i] += shift;
            }

            lowest = _block[i] == joined ? Math.Min(lowest, _start[i]) : lowest;
        }

        for (int i = 0; i < _block.Length; i++)
        {
            _start[i] -= _block[i] == joined ? lowest : 0;
        }
    }
}
