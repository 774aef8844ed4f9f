// SPDX-License-Identifier: MIT
using System.Globalization;
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Validation;

namespace MCUNetV2.Training.FewPictures;

/// <summary>What came of training with few pictures.</summary>
/// <param name="Directory">Where the pictures are.</param>
/// <param name="Configuration">The network.</param>
/// <param name="Stem">Path of the model, without its extension.</param>
/// <param name="Pictures">That were learnt from.</param>
/// <param name="Probabilities">Of each picture, by a head that did not learn from it.</param>
/// <param name="Agreement">Pictures that the int8 model answers as the float network does.</param>
/// <param name="Held">How the int8 model does on the folder val; null without.</param>
/// <param name="Deployed">The model under its schedule.</param>
internal sealed record FewPicturesResult(
    string Directory, NetworkConfiguration Configuration, string Stem, IReadOnlyList<Picture> Pictures, float[][] Probabilities, int Agreement, Evaluation? Held, DeployedModel Deployed)
{
    private const int WorstShown = 5;

    /// <summary>Answers of the cross-validation; row = label, column = answer.</summary>
    public int[][] Confusion()
    {
        int classes = Configuration.Classes.Count;
        int[][] counts = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        foreach ((Picture picture, float[] row) in Pictures.Zip(Probabilities))
        {
            counts[picture.Label][AnswerOf(row)]++;
        }

        return counts;
    }

    public void Write(TextWriter writer)
    {
        IReadOnlyList<string> classes = Configuration.Classes;
        writer.WriteLine($"{Pictures.Count} pictures: {string.Join(", ", classes.Select((name, label) => $"{name} {Pictures.Count(picture => picture.Label == label)}"))}");
        int right = Pictures.Zip(Probabilities).Count(pair => pair.First.Label == AnswerOf(pair.Second));
        writer.WriteLine($"accuracy {Share(right, Pictures.Count)}, each picture judged by a model that did not learn from it");
        ConfusionTable.Write(writer, classes, Confusion());
        WriteWorst(writer);
        if (Held is { } held)
        {
            int rightHeld = held.Count - held.Wrong.Count;
            writer.WriteLine($"accuracy {Share(rightHeld, held.Count)}, on the {held.Count} pictures of val");
            ConfusionTable.Write(writer, classes, held.Confusion);
        }

        writer.WriteLine($"int8: answers {Agreement} of {Pictures.Count} pictures as the float network does");
        writer.WriteLine($"{Stem}.tflite, .mcu, .head.json: {Deployed.PeakBytes} bytes of SRAM, {Deployed.FlashBytes} bytes of flash, {Deployed.Macs} MACs");
        writer.WriteLine($"{Stem}.features.mcu: the same without its last layer, to learn classes on the device (docs/TRAINING.md)");
        writer.WriteLine("next:");
        writer.WriteLine($"  ./mcunet run {Quoted(Stem + ".tflite")} --input {Quoted(Path.Combine(Directory, Pictures[0].Name))}");
        writer.WriteLine($"  ./mcunet compile {Quoted(Stem + ".tflite")} -o {Quoted(Stem + ".mcu")} --c-source {Quoted(Stem + ".c")}");
    }

    private static string Share(int right, int count)
    {
        Interval interval = Interval.Of(right, count);
        return string.Create(CultureInfo.InvariantCulture, $"{right / (double)count:P1} ({right} of {count}; with so few, the true share lies between {interval.Low:P0} and {interval.High:P0})");
    }

    private void WriteWorst(TextWriter writer)
    {
        (Picture Picture, float[] Row)[] wrong =
        [
            .. Pictures.Zip(Probabilities).Where(pair => pair.First.Label != AnswerOf(pair.Second)).OrderBy(pair => pair.Second[pair.First.Label]).Take(WorstShown),
        ];
        if (wrong.Length == 0)
        {
            return;
        }

        writer.WriteLine("furthest off; look whether these are in the right folder:");
        foreach ((Picture picture, float[] row) in wrong)
        {
            int answer = AnswerOf(row);
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {picture.Name}: called {Configuration.Classes[answer]} ({row[answer]:P0})"));
        }
    }

    private static int AnswerOf(float[] row) => Array.IndexOf(row, row.Max());

    private static string Quoted(string path) => path.All(character => char.IsLetterOrDigit(character) || character is '/' or '.' or '_' or '-') ? path : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
