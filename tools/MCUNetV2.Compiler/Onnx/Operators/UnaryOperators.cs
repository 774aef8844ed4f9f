// SPDX-License-Identifier: MIT
using MCUNetV2.Compiler.Quantization.Float;

namespace MCUNetV2.Compiler.Onnx.Operators;

/// <summary>Functions of one value.</summary>
internal static class UnaryOperators
{
    public static OnnxActivation Unary(OnnxContext context, UnaryKind kind, float alpha = 0)
    {
        OnnxActivation value = context.Activation(0);
        return context.Emit(value.Shape, value.Permutation, number => new FloatUnary(kind, [value.Tensor], number, alpha));
    }

    /// <summary>Elu of slope 1, which is TFLite's.</summary>
    public static OnnxActivation Elu(OnnxContext context) => context.Node.Real("alpha", 1) == 1
        ? Unary(context, UnaryKind.Elu)
        : throw context.Node.Refuse("has an alpha other than 1, which TFLite's ELU does not take");

    /// <summary>Clip, its bounds in attributes before opset 11.</summary>
    public static OnnxActivation Clip(OnnxContext context)
    {
        float Bound(string name, int input, float missing) =>
            !context.Has(input) ? context.Node.Real(name, missing)
            : context.Reals(input) is [var only] ? only
            : throw context.Node.Refuse($"has {context.Reals(input).Length} numbers as its bound {name}");
        return Clip(context, Bound("min", 1, float.NegativeInfinity), Bound("max", 2, float.PositiveInfinity));
    }

    public static OnnxActivation Clip(OnnxContext context, float low, float high) => Clip(context, context.Activation(0), low, high);

    public static OnnxActivation Clip(OnnxContext context, OnnxActivation value, float low, float high)
    {
        if (!(low <= high))
        {
            throw context.Node.Refuse($"clips to {low} .. {high}");
        }

        // Exporters write the largest float for "no bound".
        (low, high) = (low < -1e30f ? float.NegativeInfinity : low, high > 1e30f ? float.PositiveInfinity : high);
        return context.Emit(value.Shape, value.Permutation, number => new FloatClip([value.Tensor], number, low, high));
    }

    /// <summary>clip(a x + b, 0, 1), as a clip(x + b / a, 0, 1 / a): for the usual numbers 3 and 6, TFLite has the activation.</summary>
    public static OnnxActivation HardSigmoid(OnnxContext context)
    {
        float alpha = context.Node.Real("alpha", 0.2f);
        float beta = context.Node.Real("beta", 0.5f);
        if (!(alpha > 0) || !float.IsFinite(beta / alpha))
        {
            throw context.Node.Refuse($"has the slope {alpha}; a positive one is possible");
        }

        OnnxActivation value = context.Activation(0);
        int offset = context.AddConstant("offset", [1], [Rounded(beta / alpha)]);
        int slope = context.AddConstant("slope", [1], [alpha]);
        OnnxActivation moved = Emit("/moved", number => new FloatBinary(BinaryKind.Add, [value.Tensor, offset], number));
        OnnxActivation clipped = Emit("/clipped", number => new FloatClip([moved.Tensor], number, 0, Rounded(1 / alpha)));
        return Emit("", number => new FloatBinary(BinaryKind.Mul, [clipped.Tensor, slope], number));

        OnnxActivation Emit(string suffix, Func<int, FloatOperator> create) => context.Emit(value.Shape, value.Permutation, create, suffix);
    }

    /// <summary>x sigmoid(a x).</summary>
    public static OnnxActivation Swish(OnnxContext context)
    {
        OnnxActivation value = context.Activation(0);
        float alpha = context.Node.Real("alpha", context.Node.Kind == "QuickGelu" ? 1.702f : 1);
        OnnxActivation scaled = value;
        if (alpha != 1)
        {
            int factor = context.AddConstant("factor", [1], [alpha]);
            scaled = context.Emit(value.Shape, value.Permutation, number => new FloatBinary(BinaryKind.Mul, [value.Tensor, factor], number), "/scaled");
        }

        OnnxActivation gate = context.Emit(value.Shape, value.Permutation, number => new FloatUnary(UnaryKind.Logistic, [scaled.Tensor], number), "/gate");
        return context.Emit(value.Shape, value.Permutation, number => new FloatBinary(BinaryKind.Mul, [value.Tensor, gate.Tensor], number));
    }

    /// <summary>1 / 6 in single precision has an inverse that is not quite 6.</summary>
    private static float Rounded(float value) => MathF.Abs(value - MathF.Round(value)) < 1e-5f * MathF.Abs(value) ? MathF.Round(value) : value;
}
