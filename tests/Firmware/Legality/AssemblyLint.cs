// SPDX-License-Identifier: MIT
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace MCUNetV2.Firmware.Tests.Legality;

/// <summary>Looks through a compiled assembly for what nanoFramework v1 cannot run.</summary>
internal static class AssemblyLint
{
    private const int MostLocals = 250;
    private const int MostInstructions = 30_000; // about 6,000 statements
    private const int MostArrayData = 65_000;

    /// <summary>Everything found.</summary>
    public static IReadOnlyList<LintFinding> Check(byte[] image)
    {
        using MemoryStream stream = new(image);
        using ModuleDefinition module = ModuleDefinition.ReadModule(stream, new ReaderParameters { AssemblyResolver = new SurfaceResolver() });
        List<TypeDefinition> types = module.GetTypes().ToList();
        int arrayData = types.SelectMany(type => type.Fields).Sum(field => field.InitialValue.Length);
        return
        [
            .. types.SelectMany(CheckType),
            .. arrayData > MostArrayData ? [new LintFinding(LintRule.ArrayData, $"{arrayData} bytes")] : Array.Empty<LintFinding>(),
        ];
    }

    private static IEnumerable<LintFinding> CheckType(TypeDefinition type)
    {
        if (type.HasGenericParameters)
        {
            yield return new(LintRule.Generic, type.FullName);
        }

        if (type.Namespace is "Microsoft.CodeAnalysis" || (type.Namespace is "System.Runtime.CompilerServices" && type.IsNotPublic))
        {
            yield return new(LintRule.EmbeddedType, type.FullName);
        }

        foreach (LintFinding finding in type.Fields.SelectMany(field => CheckUse(field.FieldType, field.FullName)))
        {
            yield return finding;
        }

        foreach (LintFinding finding in type.Methods.SelectMany(CheckMethod))
        {
            yield return finding;
        }
    }

    private static IEnumerable<LintFinding> CheckMethod(MethodDefinition method)
    {
        string where = method.FullName;
        if (method.HasGenericParameters)
        {
            yield return new(LintRule.Generic, where);
        }

        if (method.DeclaringType.IsInterface && method.HasBody && !method.IsStatic)
        {
            yield return new(LintRule.DefaultInterfaceMember, where);
        }

        foreach (TypeReference type in method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType))
        {
            foreach (LintFinding finding in CheckUse(type, where))
            {
                yield return finding;
            }
        }

        if (!method.HasBody)
        {
            yield break;
        }

        if (method.Body.Variables.Count > MostLocals)
        {
            yield return new(LintRule.TooManyLocals, where);
        }

        if (method.Body.Instructions.Count > MostInstructions)
        {
            yield return new(LintRule.MethodTooLong, where);
        }

        foreach (LintFinding finding in method.Body.Variables.SelectMany(variable => CheckUse(variable.VariableType, where))
            .Concat(method.Body.Instructions.SelectMany(instruction => CheckInstruction(instruction, where))))
        {
            yield return finding;
        }
    }

    private static IEnumerable<LintFinding> CheckInstruction(Instruction instruction, string where)
    {
        Code code = instruction.OpCode.Code;
        if (code == Code.Localloc)
        {
            yield return new(LintRule.StackAllocation, where);
        }

        if (instruction.OpCode.Name.Contains(".ovf"))
        {
            yield return new(LintRule.Checked, where);
        }

        if (code == Code.Castclass && instruction.Operand is ArrayType { ElementType.FullName: "System.SByte" or "System.Byte" })
        {
            yield return new(LintRule.SignedByteArrayCast, where);
        }

        if (IsEnumText(instruction))
        {
            yield return new(LintRule.EnumText, where);
        }

        IEnumerable<LintFinding> uses = instruction.Operand switch
        {
            TypeReference type => CheckUse(type, where),
            GenericInstanceMethod => [new(LintRule.Generic, where)],
            MethodReference method => CheckUse(method.DeclaringType, where)
                .Concat(method.Parameters.SelectMany(parameter => CheckUse(parameter.ParameterType, where))),
            FieldReference field => CheckUse(field.FieldType, where),
            _ => [],
        };
        foreach (LintFinding finding in uses)
        {
            yield return finding;
        }
    }

    /// <summary>ToString on an enum, called or by boxing one for concatenation or formatting.</summary>
    private static bool IsEnumText(Instruction instruction)
    {
        if (instruction.OpCode.Code == Code.Constrained && instruction.Operand is TypeReference constrained)
        {
            return IsEnum(constrained) && instruction.Next.Operand is MethodReference { Name: "ToString" };
        }

        return instruction.OpCode.Code == Code.Box && instruction.Operand is TypeReference boxed && IsEnum(boxed)
            && FeedsText(instruction.Next);
    }

    /// <summary>Whether the next call takes the value for a text.</summary>
    private static bool FeedsText(Instruction? instruction)
    {
        while (instruction is not null && instruction.OpCode.FlowControl != FlowControl.Call)
        {
            if (instruction.OpCode.FlowControl != FlowControl.Next)
            {
                return false;
            }

            instruction = instruction.Next;
        }

        return instruction?.Operand is MethodReference { Name: "ToString" or "Concat" or "Format" };
    }

    private static bool IsEnum(TypeReference type) => type.Resolve() is { IsEnum: true };

    private static IEnumerable<LintFinding> CheckUse(TypeReference type, string where)
    {
        for (TypeReference? part = type; part is not null; part = (part as TypeSpecification)?.ElementType)
        {
            switch (part)
            {
                case GenericInstanceType or GenericParameter:
                    yield return new(LintRule.Generic, where);
                    break;
                case ArrayType { Rank: > 1 }:
                    yield return new(LintRule.MultidimensionalArray, where);
                    break;
                case RequiredModifierType { ModifierType.Name: "IsVolatile" }:
                    yield return new(LintRule.Volatile, where);
                    break;
                case PointerType or FunctionPointerType:
                    yield return new(LintRule.Pointer, where);
                    break;
            }
        }
    }
}
