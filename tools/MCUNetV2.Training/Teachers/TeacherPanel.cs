// SPDX-License-Identifier: MIT
using MCUNetV2.Training.Data;
using MCUNetV2.Training.Validation;
using TorchSharp;
using static TorchSharp.torch;

namespace MCUNetV2.Training.Teachers;

/// <summary>
/// Teachers that judge the very view that the student sees, whatever augmentation made of the picture (Beyer et al. 2022, "a good teacher is
/// patient and consistent"). A regression on the training labels weighs them and corrects their leanings.
/// </summary>
internal sealed class TeacherPanel : IViewJudge
{
    private const int FittedPictures = 6144;
    private const int BatchSize = 128;

    private readonly IReadOnlyList<ITeacher> _teachers;
    private readonly int _classCount;
    private readonly Standardization[] _evidence;
    private readonly Standardization[] _features;
    private readonly Tensor _weights;
    private readonly Tensor _bias;

    /// <param name="teachers">Trained classifiers; those of other classes are asked for their features instead of their answers.</param>
    /// <param name="data">The regression sees plain training pictures, at the student's input size.</param>
    /// <param name="sampling">How often it sees each.</param>
    /// <param name="inputSize">Height and width of the student's input, in pixels.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="seed">Seed of the choice of pictures.</param>
    public TeacherPanel(IReadOnlyList<ITeacher> teachers, DataSet data, SamplingWeights sampling, int inputSize, int classCount, int seed)
    {
        _teachers = teachers;
        _classCount = classCount;
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Picture[] pictures = [.. sampling.Draw(new Random(seed)).Select(index => data.Training[index]).Where(picture => picture.IsLabelled).Take(FittedPictures)];
        TeacherAnswer[][] answers = [.. pictures.Chunk(BatchSize).Select(chunk => Ask(PlainViews(chunk, data.TrainingSize, inputSize)))];
        _evidence = [.. teachers.Select((_, i) => new Standardization(cat([.. answers.Select(batch => EvidenceOf(batch[i]))])))];
        _features = [.. teachers.Select((_, i) => new Standardization(cat([.. answers.Select(batch => batch[i].Features)])))];
        Tensor evidence = cat([.. answers.Select(Evidence)]);
        Tensor labels = tensor(pictures.Select(picture => (long)picture.Label).ToArray());
        (_weights, _bias) = LinearProbe.Fit(evidence, labels, classCount, LinearProbe.FastRate);
        _weights.DetachFromDisposeScope();
        _bias.DetachFromDisposeScope();
    }

    /// <summary>Values of the feature vector of a view.</summary>
    public int HintWidth => _teachers.Sum(teacher => teacher.Width);

    public (Tensor Probabilities, Tensor Hints) Judge(Batch batch, Func<IReadOnlyList<PictureView>, Tensor> draw) => Judge(batch.Inputs);

    /// <param name="views">N x 3 x H x W, 0 to 1.</param>
    /// <returns>N x classes probabilities, and N x <see cref="HintWidth"/> features of mean 0, each teacher's of length about 1.</returns>
    public (Tensor Probabilities, Tensor Hints) Judge(Tensor views)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        TeacherAnswer[] answers = Ask(views);
        Tensor probabilities = (matmul(Evidence(answers), _weights) + _bias).softmax(1);
        Tensor hints = cat([.. answers.Select((answer, i) => _features[i].Apply(answer.Features))], 1);
        return (probabilities.MoveToOuterDisposeScope(), hints.MoveToOuterDisposeScope());
    }

    /// <summary>How the panel itself does on pictures without augmentation.</summary>
    public Evaluation Evaluate(IReadOnlyList<Picture> pictures, int inputSize) =>
        Evaluator.Evaluate(views => Judge(views).Probabilities, pictures, inputSize, _classCount);

    private TeacherAnswer[] Ask(Tensor views) => [.. _teachers.Select(teacher => teacher.Answer(views))];

    private Tensor Evidence(TeacherAnswer[] answers) => cat([.. answers.Select((answer, i) => _evidence[i].Apply(EvidenceOf(answer)))], 1);

    private Tensor EvidenceOf(TeacherAnswer answer) => answer.Logits.shape[1] == _classCount ? answer.Logits : answer.Features;

    private static Tensor PlainViews(Picture[] pictures, int size, int inputSize)
    {
        int values = inputSize * inputSize * 3;
        float[] views = new float[pictures.Length * values];
        Parallel.For(0, pictures.Length, i => Augmentation.Plain(pictures[i].Pixels, size, views.AsSpan(i * values, values), inputSize));
        return PictureBatch.OfViews(views, inputSize);
    }
}
