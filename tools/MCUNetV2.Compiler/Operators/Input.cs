// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Operators;

/// <summary>INPUT: the model's input arrives. The first operator of every graph, with no inputs of its own.</summary>
internal sealed class Input() : OperatorClass(OperatorKind.Input)
{
    public override void Tie(Node node, ChannelTies ties)
    {
    }
}
