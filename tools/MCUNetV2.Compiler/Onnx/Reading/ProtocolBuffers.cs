// SPDX-License-Identifier: MIT
using Google.Protobuf;

namespace MCUNetV2.Compiler.Onnx.Reading;

/// <summary>Messages read field by field.</summary>
internal static class ProtocolBuffers
{
    /// <summary>Offers each field's number and tag; a field that is not taken is skipped.</summary>
    public static void ForEachField(CodedInputStream input, Func<int, uint, bool> take)
    {
        while (input.ReadTag() is var tag and not 0)
        {
            if (!take(WireFormat.GetTagFieldNumber(tag), tag))
            {
                input.SkipLastField();
            }
        }
    }

    /// <summary>The nested messages of one number, in their order.</summary>
    public static List<ByteString> Children(ByteString bytes, int number)
    {
        List<ByteString> children = [];
        CodedInputStream input = bytes.CreateCodedInput();
        ForEachField(input, (field, tag) =>
        {
            if (field != number || WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
            {
                return false;
            }

            children.Add(input.ReadBytes());
            return true;
        });
        return children;
    }

    /// <summary>A number, the last of its field; null when the message has none.</summary>
    public static long? Number(ByteString bytes, int number)
    {
        long? value = null;
        CodedInputStream input = bytes.CreateCodedInput();
        ForEachField(input, (field, tag) =>
        {
            if (field != number || WireFormat.GetTagWireType(tag) != WireFormat.WireType.Varint)
            {
                return false;
            }

            value = input.ReadInt64();
            return true;
        });
        return value;
    }

    /// <summary>Repeated integers, packed or one by one, as the tag says.</summary>
    public static void ReadIntegers(CodedInputStream input, uint tag, List<long> values)
    {
        if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
        {
            values.Add(input.ReadInt64());
            return;
        }

        CodedInputStream packed = input.ReadBytes().CreateCodedInput();
        while (!packed.IsAtEnd)
        {
            values.Add(packed.ReadInt64());
        }
    }

    /// <summary>Repeated reals, packed or one by one, as the tag says.</summary>
    public static void ReadFloats(CodedInputStream input, uint tag, List<float> values)
    {
        if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
        {
            values.Add(input.ReadFloat());
            return;
        }

        CodedInputStream packed = input.ReadBytes().CreateCodedInput();
        while (!packed.IsAtEnd)
        {
            values.Add(packed.ReadFloat());
        }
    }

    /// <summary>Repeated doubles, packed or one by one, as the tag says.</summary>
    public static void ReadDoubles(CodedInputStream input, uint tag, List<float> values)
    {
        if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
        {
            values.Add((float)input.ReadDouble());
            return;
        }

        CodedInputStream packed = input.ReadBytes().CreateCodedInput();
        while (!packed.IsAtEnd)
        {
            values.Add((float)packed.ReadDouble());
        }
    }
}
