// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Teachers;

/// <summary>
/// Asks teachers once for each of the views that all epochs share, and remembers what they said: after as many epochs as a picture has views, they cost
/// next to nothing. They see the view at the size of the student's input, even while the student sees it smaller.
/// </summary>
/// <param name="panel">The teachers.</param>
/// <param name="answers">What they said so far.</param>
internal sealed class RememberedAnswers(TeacherPanel panel, AnswerFile answers) : IViewJudge
{
    public int HintWidth => panel.HintWidth;

    public (Tensor Probabilities, Tensor Hints) Judge(Batch batch, Func<IReadOnlyList<PictureView>, Tensor> draw)
    {
        PictureView[] unknown = [.. batch.Views.Distinct().Where(view => !answers.Has(view))];
        if (unknown.Length > 0)
        {
            Ask(unknown, draw);
        }

        int width = answers.Classes + answers.Width;
        float[] values = new float[batch.Views.Count * width];
        for (int i = 0; i < batch.Views.Count; i++)
        {
            answers.Read(batch.Views[i], values.AsSpan(i * width, width));
        }

        using Tensor rows = tensor(values, [batch.Views.Count, width]);
        return (rows.narrow(1, 0, answers.Classes).contiguous(), rows.narrow(1, answers.Classes, answers.Width).contiguous());
    }

    private void Ask(PictureView[] views, Func<IReadOnlyList<PictureView>, Tensor> draw)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor probabilities, Tensor hints) = panel.Judge(draw(views).to(get_default_device()));
        float[] rows = cat([probabilities, hints], 1).cpu().data<float>().ToArray();
        int width = rows.Length / views.Length;
        for (int i = 0; i < views.Length; i++)
        {
            answers.Add(views[i], rows.AsSpan(i * width, width));
        }
    }
}
