// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Format;
using MCUNetV2.Compiler.Graph;

namespace MCUNetV2.Compiler.Operators;

/// <summary>STRIDED_COPY: what moving operators become where something needs the moved values; <see cref="Movement"/> has those.</summary>
internal sealed class StridedCopy() : OperatorClass(OperatorKind.StridedCopy)
{
    /// <summary>The twin of <c>axis_map</c> in strided_copy.c, which says when there is a window.</summary>
    public override AxisMap Map(Dependence of)
    {
        CopyConstants constants = of.Node.Constants<CopyConstants>();
        (int low, int span, int divisor, int step) = (constants.Origin[(int)of.Axis], 0, 1, 0);
        foreach (CopyLoop loop in constants.Loops)
        {
            bool along = loop.Input == of.Axis && loop.Step != 0;
            if (loop.Output != of.Axis)
            {
                int reach = along ? (loop.Size - 1) * loop.Step : 0;
                low += Math.Min(reach, 0);
                span += Math.Abs(reach);
            }
            else if (!along)
            {
                divisor *= loop.Size;
            }
            else if (step != 0 || divisor != 1 || loop.Step < 0)
            {
                return AxisMap.Whole(of);
            }
            else
            {
                step = loop.Step;
            }
        }

        return step == 0 || (step != 1 && divisor != 1)
            ? AxisMap.Whole(of)
            : AxisMap.Spread(of, (span + 1) * divisor, step, divisor - 1 - (low * divisor), divisor);
    }
}
