// SPDX-License-Identifier: MIT
using System.Text;
using MCUNetV2.Training.Data;

namespace MCUNetV2.Training.Supernets;

/// <summary>
/// Training pictures that a supernet never sees, by which its networks are judged: the validation pictures are then left to judge what comes of it. Chosen by name, so that they are
/// the same in every run.
/// </summary>
internal static class HeldPictures
{
    private const int Part = 10;   // one in so many
    private const int Most = 2000; // more do not make the order of networks much surer

    /// <param name="data">All pictures.</param>
    /// <returns>The same without those held apart, and these.</returns>
    /// <exception cref="InvalidDataException">A class has too few pictures.</exception>
    public static (DataSet Learnt, IReadOnlyList<Picture> Held) Split(DataSet data)
    {
        int part = Math.Max(Part, data.Training.Count / Most);
        ILookup<bool, Picture> byUse = data.Training.ToLookup(picture => Hash(picture.Name) % part == 0);
        foreach (IGrouping<int, Picture> label in data.Training.GroupBy(picture => picture.Label))
        {
            if (!byUse[true].Any(picture => picture.Label == label.Key) || !byUse[false].Any(picture => picture.Label == label.Key))
            {
                throw new InvalidDataException($"only {label.Count()} training pictures of class {label.Key}: a supernet needs hundreds; for few pictures there is train --data");
            }
        }

        return (data with { Training = [.. byUse[false]] }, [.. byUse[true]]);
    }

    /// <summary>FNV-1a: the same in every process.</summary>
    private static uint Hash(string name)
    {
        uint hash = 2166136261;
        foreach (byte value in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ value) * 16777619;
        }

        // The lowest bits of FNV are poor in what came last.
        return hash ^ (hash >> 15);
    }
}
