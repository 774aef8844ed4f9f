// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.TfLite;
using MCUNetV2.Compiler.TfLite.Reading;
using MCUNetV2.Compiler.TfLite.Writing;
using MCUNetV2.Tools.Tests.Networks;
using Shouldly;
using Xunit;

namespace MCUNetV2.Tools.Tests.TfLite;

/// <summary>What the writer writes, the reader reads.</summary>
public class RoundTripTests
{
    [Fact]
    public void Models_survive_being_written_and_read()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            TfLiteModel model = RandomNetwork.Generate(seed);

            TfLiteModel read = TfLiteReader.Read(TfLiteWriter.Write(model));

            read.Description.ShouldBe(model.Description);
            read.Main.Inputs.ShouldBe(model.Main.Inputs);
            read.Main.Outputs.ShouldBe(model.Main.Outputs);
            read.Main.Operators.Length.ShouldBe(model.Main.Operators.Length);
            foreach ((TfLiteTensor actual, TfLiteTensor expected) in read.Main.Tensors.Zip(model.Main.Tensors))
            {
                CheckTensor(actual, expected);
            }

            foreach ((TfLiteOperator actual, TfLiteOperator expected) in read.Main.Operators.Zip(model.Main.Operators))
            {
                CheckOperator(actual, expected);
            }
        }
    }

    private static void CheckTensor(TfLiteTensor actual, TfLiteTensor expected)
    {
        actual.Name.ShouldBe(expected.Name);
        actual.Type.ShouldBe(expected.Type);
        actual.Shape.ShouldBe(expected.Shape);
        actual.Data.ToArray().ShouldBe(expected.Data.ToArray());
        (actual.Quantization is null).ShouldBe(expected.Quantization is null);
        if (expected.Quantization is { } quantization)
        {
            actual.Quantization!.Scales.ShouldBe(quantization.Scales);
            actual.Quantization.ZeroPoints.ShouldBe(quantization.ZeroPoints);
            actual.Quantization.Dimension.ShouldBe(quantization.Dimension);
        }
    }

    private static void CheckOperator(TfLiteOperator actual, TfLiteOperator expected)
    {
        actual.Code.ShouldBe(expected.Code);
        actual.Inputs.ShouldBe(expected.Inputs);
        actual.Outputs.ShouldBe(expected.Outputs);
        if (expected.Options is ReshapeOptions reshape)
        {
            actual.Options.ShouldBeOfType<ReshapeOptions>().NewShape.ShouldBe(reshape.NewShape);
        }
        else
        {
            actual.Options.ShouldBe(expected.Options);
        }
    }
}
