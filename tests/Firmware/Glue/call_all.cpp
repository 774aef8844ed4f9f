/* SPDX-License-Identifier: MIT */
/* Calls every method of the glue's table with arguments that no caller should pass: each must come back with an error or a harmless result. */
#include <stdio.h>
#include <string.h>

#include "MCUNetV2_Interop.h"

static void fill(CLR_RT_StackFrame &stack, int32_t number, CLR_RT_HeapBlock_Array *array)
{
    memset(&stack, 0, sizeof stack);
    for (int i = 0; i < 8; i++)
    {
        stack.arguments[i].numeric.s4 = number;
        stack.arguments[i].array = array;
    }
}

int main(int count, char **arguments)
{
    const CLR_RT_NativeAssemblyData &data = g_CLR_AssemblyNative_MCUNetV2_Interop;
    const CLR_RT_MethodHandler *methods = (const CLR_RT_MethodHandler *)data.m_pNativeMethods;
    int methods_expected = 0;
    if (count != 2 || sscanf(arguments[1], "%d", &methods_expected) != 1)
    {
        return 2;
    }
    static const int32_t numbers[] = {0, 1, -1, 65536, INT32_MAX, INT32_MIN};
    uint8_t bytes[64];
    CLR_RT_HeapBlock_Array empty = {0, bytes}, small = {4, bytes};
    CLR_RT_HeapBlock_Array *const arrays[] = {NULL, &empty, &small};
    int calls = 0;
    for (int method = 0; method < methods_expected; method++)
    {
        for (int32_t number : numbers)
        {
            for (CLR_RT_HeapBlock_Array *array : arrays)
            {
                CLR_RT_StackFrame stack;
                fill(stack, number, array);
                memset(bytes, 0x5A, sizeof bytes);
                if (methods[method](stack) != S_OK)
                {
                    return 1;
                }
                for (size_t i = 16; i < sizeof bytes; i++)
                {
                    if (bytes[i] != 0x5A)
                    {
                        printf("method %d wrote past its array\n", method);
                        return 1;
                    }
                }
                calls++;
            }
        }
    }
    printf("%s 0x%08X %d calls\n", data.m_szAssemblyName, data.m_checkSum, calls);
    return 0;
}
