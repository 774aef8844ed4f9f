// SPDX-License-Identifier: MIT
using System.Collections.Immutable;
using MCUNetV2.Compiler.Channels;
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Operators;

/// <summary>LOOKUP: a table of any int8 function of one value. What LOGISTIC, RELU, QUANTIZE and the like become.</summary>
internal sealed class Lookup() : OperatorClass(OperatorKind.Lookup)
{
    public override AxisMap Map(Dependence of) => of.Pointwise();

    public override Overwriting Overwrites(Operator op, int input) => Overwriting.Elementwise;

    public override IEnumerable<ChannelRange> Ranges(Node node, ChannelRange[][] inputs)
    {
        ImmutableArray<sbyte> table = node.Constants<LookupConstants>().Table;
        return inputs[0].Select(range =>
        {
            int[] values = Enumerable.Range(range.Low, range.High - range.Low + 1).Select(x => (int)table[(byte)(sbyte)x]).ToArray();
            return new ChannelRange(values.Min(), values.Max());
        });
    }

    public override void Tie(Node node, ChannelTies ties) => ties.TieAlike(node);
}
