// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;

namespace MCUNetV2.Training.Teachers;

/// <summary>
/// What teachers said of views, kept on disk while training goes on. The file: the strings "mcunet-answers-1" and the fingerprint (as BinaryWriter has them), int32
/// classes, int32 width; then for each view int32 picture, int32 number, and classes + width float16. A record that an interruption cut off is
/// forgotten.
/// </summary>
internal sealed class AnswerFile : IDisposable
{
    public const string Magic = "mcunet-answers-1";

    private readonly Dictionary<PictureView, Half[]> _rows = [];
    private readonly BinaryWriter _writer;

    private AnswerFile(FileStream file, string fingerprint, int classes, int width)
    {
        Classes = classes;
        Width = width;
        if (!Resume(file, fingerprint))
        {
            file.SetLength(0);
        }

        _writer = new BinaryWriter(file);
        if (file.Length == 0)
        {
            _writer.Write(Magic);
            _writer.Write(fingerprint);
            _writer.Write(classes);
            _writer.Write(width);
        }
    }

    /// <summary>Probabilities of a view.</summary>
    public int Classes { get; }

    /// <summary>Features of a view.</summary>
    public int Width { get; }

    /// <summary>Views that are known.</summary>
    public int Count => _rows.Count;

    /// <summary>Goes on with a file of the same fingerprint; any other file of answers is begun anew.</summary>
    /// <param name="path">The file; created when it is not there.</param>
    /// <param name="fingerprint">Of all that the answers depend on.</param>
    /// <param name="classes">Probabilities of a view.</param>
    /// <param name="width">Features of a view.</param>
    /// <exception cref="InvalidDataException">The file is something else, which is left alone, or cannot be written.</exception>
    public static AnswerFile Open(string path, string fingerprint, int classes, int width)
    {
        FileStream file = OpenExclusively(path);
        try
        {
            if (file.Length > 0 && !IsOurs(file))
            {
                throw new InvalidDataException($"{path}: not a file of teachers' answers; name another one, or none, with --answers");
            }

            return new AnswerFile(file, fingerprint, classes, width);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public bool Has(PictureView view) => _rows.ContainsKey(view);

    /// <param name="view">One that is known.</param>
    /// <param name="row">Receives probabilities and features.</param>
    public void Read(PictureView view, Span<float> row)
    {
        Half[] values = _rows[view];
        for (int i = 0; i < values.Length; i++)
        {
            row[i] = (float)values[i];
        }
    }

    /// <param name="view">One that is not known yet.</param>
    /// <param name="row">Its probabilities and features.</param>
    public void Add(PictureView view, ReadOnlySpan<float> row)
    {
        Half[] values = new Half[row.Length];
        _writer.Write(view.Picture);
        _writer.Write(view.Number);
        for (int i = 0; i < row.Length; i++)
        {
            values[i] = (Half)row[i];
            _writer.Write(values[i]);
        }

        _rows.Add(view, values);
    }

    public void Dispose() => _writer.Dispose();

    private static FileStream OpenExclusively(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: cannot be written ({exception.Message.ReplaceLineEndings(" ").TrimEnd('.')}); another training may be using it", exception);
        }
    }

    /// <returns>Whether the file begins as ours do; it then stands behind that, if it was not cut off before.</returns>
    private static bool IsOurs(FileStream file)
    {
        byte[] expected = [(byte)Magic.Length, .. Magic.Select(letter => (byte)letter)];
        byte[] found = new byte[expected.Length];
        int read = file.ReadAtLeast(found, found.Length, throwOnEndOfStream: false);
        return found.AsSpan(0, read).SequenceEqual(expected.AsSpan(0, read)) && (read == expected.Length || file.Length == read);
    }

    /// <returns>Whether the file is about the same teachers and views; it then stands behind its last whole record.</returns>
    private bool Resume(FileStream file, string fingerprint)
    {
        using BinaryReader reader = new(file, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.ReadString() != fingerprint || reader.ReadInt32() != Classes || reader.ReadInt32() != Width)
            {
                return false;
            }
        }
        catch (EndOfStreamException)
        {
            return false;
        }

        int record = (2 * sizeof(int)) + ((Classes + Width) * 2);
        long whole = (file.Length - file.Position) / record;
        for (long i = 0; i < whole; i++)
        {
            PictureView view = new(reader.ReadInt32(), reader.ReadInt32());
            Half[] row = new Half[Classes + Width];
            for (int k = 0; k < row.Length; k++)
            {
                row[k] = reader.ReadHalf();
            }

            _rows[view] = row;
        }

        file.SetLength(file.Position);
        return true;
    }
}
