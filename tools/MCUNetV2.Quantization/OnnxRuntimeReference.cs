// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Cli.Errors;
using MCUNetV2.Compiler.Onnx;
using MCUNetV2.Compiler.Quantization.Execution;
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Quantization;

/// <summary>The original network in ONNX Runtime, with every tensor that the imported graph shares with it.</summary>
internal sealed class OnnxRuntimeReference : IFloatReference, IDisposable
{
    private readonly OnnxNetwork _network;
    private readonly OnnxSession _session;
    private readonly FloatExecutor _executor;
    private readonly float[][] _tensors;
    private readonly int[]?[] _places;

    /// <param name="file">The .onnx file.</param>
    /// <param name="folder">Where files lie in which it keeps constants.</param>
    /// <param name="model">The same, read.</param>
    /// <param name="network">The same, imported.</param>
    /// <exception cref="CliException">ONNX Runtime refuses the file.</exception>
    public OnnxRuntimeReference(byte[] file, string folder, OnnxModel model, OnnxNetwork network)
    {
        _network = network;
        ImmutableArray<FloatTensor> tensors = network.Graph.Tensors;
        _executor = new FloatExecutor(network.Graph);
        _tensors = [.. tensors.Select(tensor => tensor.IsConstant ? tensor.Values.ToArray() : new float[tensor.Count])];
        _places = [.. tensors.Select(tensor => tensor.Original is { } original ? OnnxLayout.Places(tensor.Shape, original.Permutation) : null)];
        ImmutableArray<string> values = [.. tensors.Select(tensor => tensor.Original?.Name).OfType<string>().Where(name => name != network.Input).Distinct()];
        _session = new OnnxSession(file, folder, model, (network.Input, network.Shape), values);
    }

    public ReadOnlySpan<float> this[int tensor] => _tensors[tensor];

    public ReadOnlySpan<float> Run(ReadOnlySpan<float> input)
    {
        FloatGraph graph = _network.Graph;
        input.CopyTo(_tensors[graph.Input]);
        Dictionary<string, OnnxTensor> values = _session.Run(_network.ToFile(input));
        Take(graph.Input, values);
        for (int index = 0; index < graph.Operators.Length; index++)
        {
            // An operator that the importer added, a normalisation or a padding: the file has no such value.
            if (!Take(graph.Operators[index].Output, values))
            {
                RunAlone(index);
            }
        }

        return _tensors[graph.Output];
    }

    public void Dispose() => _session.Dispose();

    private bool Take(int tensor, Dictionary<string, OnnxTensor> values)
    {
        FloatTensor described = _network.Graph.Tensors[tensor];
        if (_places[tensor] is not { } places || described.Original is not { } original || !values.TryGetValue(original.Name, out OnnxTensor? value))
        {
            return false;
        }

        if (value.Floats.Length != places.Length)
        {
            throw new CliException(
                ExitCode.UnsupportedModel,
                $"the layer {described.Name} was read wrongly: ONNX Runtime gives {string.Join('x', value.Shape)} for {string.Join('x', described.Shape)}; please report it");
        }

        for (int i = 0; i < places.Length; i++)
        {
            _tensors[tensor][i] = value.Floats[places[i]];
        }

        return true;
    }

    private void RunAlone(int index)
    {
        FloatOperator step = _network.Graph.Operators[index];
        _executor.RunAlone(index, [.. step.Inputs.Select(tensor => _tensors[tensor])]).CopyTo(_tensors[step.Output]);
    }
}
