// SPDX-License-Identifier: MIT
using MCUNetV2.Host.Inference;
using MCUNetV2.Inference;

namespace MCUNetV2.Cli.Verbs.Evaluation;

/// <summary>
/// Where a network looks: a grey square is moved over the input, and what the score of a class loses under it is how much the class depends on that place
/// (Zeiler and Fergus 2014, occlusion sensitivity).
/// </summary>
internal static class Occlusion
{
    /// <summary>Places across and down.</summary>
    public const int Places = 8;

    // A square covers two places each way, so that neighbours overlap.
    private const int Covered = 2;
    private const byte Grey = 0; // int8 of a picture: 128

    /// <param name="input">int8 height x width x channels.</param>
    /// <param name="score">Of the class, read from the engine after a run; 0 to 1.</param>
    /// <returns>What the score loses, rows of places from the top; negative where it gains.</returns>
    public static double[][] Of(HostEngine engine, byte[] input, Func<HostEngine, double> score)
    {
        TensorInfo shape = engine.Model.Input;
        double whole = Score(engine, input, score);
        return [.. Enumerable.Range(0, Places).Select(row => Enumerable.Range(0, Places)
            .Select(column => whole - Score(engine, Cover(input, shape, row, column), score)).ToArray())];
    }

    private static double Score(HostEngine engine, byte[] input, Func<HostEngine, double> score)
    {
        engine.Scheduler.Run(new TensorInput(engine.Model, input));
        return score(engine);
    }

    private static byte[] Cover(byte[] input, TensorInfo shape, int row, int column)
    {
        byte[] covered = [.. input];
        (int top, int bottom) = Extent(row, shape.Height);
        (int left, int right) = Extent(column, shape.Width);
        for (int y = top; y < bottom; y++)
        {
            covered.AsSpan(((y * shape.Width) + left) * shape.Channels, (right - left) * shape.Channels).Fill(Grey);
        }

        return covered;
    }

    /// <summary>Pixels under a square whose middle is that of the place.</summary>
    private static (int From, int To) Extent(int place, int pixels)
    {
        double from = place + ((1 - Covered) / 2.0);
        return (Math.Max(0, (int)(from * pixels / Places)), Math.Min(pixels, (int)Math.Ceiling((from + Covered) * pixels / Places)));
    }
}
