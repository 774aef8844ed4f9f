// SPDX-License-Identifier: MIT
namespace MCUNetV2.Compiler.TfLite;

/// <summary>Element types of tensors, under the schema's names and numbers.</summary>
public enum TfLiteType
{
    FLOAT32 = 0, FLOAT16 = 1, INT32 = 2, UINT8 = 3, INT64 = 4, STRING = 5, BOOL = 6, INT16 = 7, COMPLEX64 = 8, INT8 = 9, FLOAT64 = 10,
    COMPLEX128 = 11, UINT64 = 12, RESOURCE = 13, VARIANT = 14, UINT32 = 15, UINT16 = 16, INT4 = 17, BFLOAT16 = 18, INT2 = 19, UINT4 = 20,
    FLOAT8_E4M3FN = 21, FLOAT8_E5M2 = 22,
}
