// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.Graph;

/// <summary>An operator with the graph around it.</summary>
internal readonly record struct Node(ModelGraph Graph, Operator Operator)
{
    public Window Window => Operator.Window;

    /// <inheritdoc cref="Operator.Parameter"/>
    public int Parameter => Operator.Parameter;

    public int InputCount => Operator.Inputs.Length;

    public Tensor Output => Graph.Tensors[Operator.Output];

    /// <summary>Makes one pixel of a feature map: what follows waits for all of it.</summary>
    public bool ReducesToPixel
    {
        get
        {
            Node node = this;
            return Output.IsPixel && !Operator.Inputs.All(input => node.Graph.Tensors[input].IsPixel);
        }
    }

    public Tensor Input(int input) => Graph.Tensors[Operator.Inputs[input]];

    /// <summary>Its constants, known to be of a kind.</summary>
    public T Constants<T>()
        where T : Constants => (T)Operator.Constants!;
}
