// SPDX-License-Identifier: MIT
using MCUNetV2.Inference;

namespace MCUNetV2.Firmware.Tests;

/// <summary>An engine of two stages that writes down what it is asked to do: stage 0 reads 4 x 2 pixels, stage 1 walks 2 x 3 patches.</summary>
internal class FakeEngine : IEngine
{
    public object Gate { get; } = new object();

    /// <summary>Gets the calls, as text.</summary>
    public string Calls { get; private set; } = "";

    public int ModelInfo(int[] fields)
    {
        fields[ModelField.Stages] = 2;
        fields[ModelField.Operators] = 2;
        fields[ModelField.Outputs] = 1;
        fields[ModelField.InputHeight] = 4;
        fields[ModelField.InputWidth] = 2;
        fields[ModelField.InputChannels] = 1;
        return 0;
    }

    public int StageInfo(int stage, int[] fields)
    {
        fields[StageField.Rows] = stage == 0 ? 1 : 2;
        fields[StageField.Columns] = stage == 0 ? 1 : 3;
        fields[StageField.Operators] = 1;
        fields[StageField.FirstOperator] = stage;
        fields[StageField.NeedsInput] = stage == 0 ? 1 : 0;
        return 0;
    }

    public int PatchBegin(int stage, int row, int column, int[] region)
    {
        Calls += "b" + stage + row + column + " ";
        region[RegionField.Top] = 0;
        region[RegionField.Bottom] = 4;
        region[RegionField.Left] = 0;
        region[RegionField.Right] = 2;
        return 4;
    }

    public int PatchRun(int stage, int row, int column)
    {
        Calls += "r" + stage + row + column + " ";
        return stage == 1 && row == 1 && column == 2 ? LastResult : 0;
    }

    /// <summary>Gets or sets the result of the last patch.</summary>
    public int LastResult { get; set; }

    public int InputWrite(byte[] pixels, int offset, int rows)
    {
        Calls += "w" + rows + " ";
        return 0;
    }

    public int OperatorInfo(int index, int[] fields)
    {
        return EngineStatus.NotFound;
    }

    public int OutputInfo(int output, int[] fields)
    {
        return EngineStatus.NotFound;
    }

    public int ArenaInfo(int[] fields)
    {
        return EngineStatus.State;
    }

    public int ModelId(byte[] text)
    {
        text[0] = (byte)'x';
        return 1;
    }

    public int Label(int label, byte[] text)
    {
        return EngineStatus.NotFound;
    }

    public int Backend(byte[] text)
    {
        return 0;
    }

    public int PatchStep(int step)
    {
        Calls += "s" + step + " ";
        return 0;
    }

    public int ImageBegin(int[] settings)
    {
        return EngineStatus.State;
    }

    public int ImageNormalize(int channel, float mean, float deviation)
    {
        return EngineStatus.State;
    }

    public int ImageWrite(byte[] bytes, int offset, int rows, int[] progress)
    {
        return EngineStatus.State;
    }

    public int OutputRead(int output, byte[] destination, int offset, int count)
    {
        return EngineStatus.NotFound;
    }

    public int Score(int label)
    {
        return EngineStatus.NotFound;
    }

    public int Detect(int[] boxes, int threshold, int overlap)
    {
        return EngineStatus.NotFound;
    }

    public int Counters(int[] fields)
    {
        return EngineStatus.Ok;
    }

    public int Close()
    {
        return EngineStatus.Ok;
    }
}
