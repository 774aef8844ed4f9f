// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Detection;
using Shouldly;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Tests.Detection;

public class DetectionLossTests
{
    private const int Cells = 64 + 16;

    [Fact]
    public void Generalized_overlap_is_the_papers()
    {
        Tensor first = tensor(new float[] { 0, 0, 4, 4, 0, 0, 2, 2, 0, 0, 4, 2, 3, 3, 1, 1 }, [4, 4]);
        Tensor second = tensor(new float[] { 0, 0, 4, 4, 2, 2, 4, 4, 2, 0, 6, 2, 0, 0, 4, 4 }, [4, 4]);

        float[] values = DetectionLoss.GeneralizedOverlap(first, second).data<float>().ToArray();

        values[0].ShouldBe(1, 1e-6f);
        values[1].ShouldBe(-0.5f, 1e-6f); // nothing in common, 8 of 16 covered
        values[2].ShouldBe(4 / 12f, 1e-6f); // the enclosing box is covered
        values[3].ShouldBe(0, 1e-6f); // the first is turned inside out
    }

    [Fact]
    public void An_empty_picture_costs_what_its_cells_believe()
    {
        Tensor predictions = Predictions(logit: -2);

        float loss = Loss(predictions, []);

        loss.ShouldBe(Cells * 2 * MathF.Log(1 + MathF.Exp(-2)), 1e-3f);
    }

    [Fact]
    public void A_crowd_costs_nothing()
    {
        Loss(Predictions(logit: -2), [new TargetBox(0, 0, 0, 1, 1, IsIgnored: true)]).ShouldBe(0);
    }

    [Fact]
    public void The_right_answer_costs_next_to_nothing_and_each_mistake_more()
    {
        // A box of 16 pixels, which the cell at (20, 20) predicts exactly.
        TargetBox wanted = new(1, 12 / 64f, 12 / 64f, 28 / 64f, 28 / 64f);
        Tensor right = Predictions(logit: -12);
        Answer(right, cell: (2 * 8) + 2, side: 1, label: 1);
        Tensor wrongClass = Predictions(logit: -12);
        Answer(wrongClass, cell: (2 * 8) + 2, side: 1, label: 0);
        Tensor wrongSize = Predictions(logit: -12);
        Answer(wrongSize, cell: (2 * 8) + 2, side: 1.5f, label: 1);
        Tensor alarm = right.clone();
        Answer(alarm, cell: 60, side: 1, label: 1);

        // Cells that predict a point have no overlap, and are all but indifferent to the box.
        float best = Loss(right, [wanted]);

        best.ShouldBeLessThan(2.5f);
        Loss(wrongClass, [wanted]).ShouldBeGreaterThan(best + 5);
        Loss(wrongSize, [wanted]).ShouldBeGreaterThan(best + 0.5f);
        Loss(alarm, [wanted]).ShouldBe(best + 12, 0.1f);
    }

    [Fact]
    public void Learning_makes_it_smaller()
    {
        random.manual_seed(1);
        using Detector network = new(TinyDetector.Configuration);
        DetectionLoss loss = new(TinyDetector.Configuration);
        DetectionPicture[] pictures = [.. TinyDetector.Data(20).Training];
        Tensor inputs = DetectionEvaluator.ToTensor(pictures, TinyDetector.Configuration.InputSize);
        TorchSharp.Modules.Adam optimizer = optim.Adam(network.parameters(), 5e-3);
        List<float> losses = [];
        for (int step = 0; step < 12; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            Tensor value = loss.Of(network.forward(inputs), [.. pictures.Select(picture => picture.Objects)]);
            value.backward();
            optimizer.step();
            losses.Add(value.item<float>());
        }

        losses[^1].ShouldBeLessThan(0.8f * losses[0]);
    }

    private static float Loss(Tensor predictions, TargetBox[] objects) =>
        new DetectionLoss(TinyDetector.Configuration).Of(predictions, [objects]).item<float>();

    private static Tensor Predictions(float logit)
    {
        Tensor predictions = zeros(1, Cells, 6);
        predictions.narrow(2, 4, 2).fill_(logit);
        return predictions;
    }

    private static void Answer(Tensor predictions, int cell, float side, int label)
    {
        Tensor row = predictions.select(1, cell).flatten();
        row.narrow(0, 0, 4).fill_(side);
        row[4 + label] = tensor(12f);
    }
}
