/* SPDX-License-Identifier: MIT */
/* The part of the CLR's surface that the glue uses, for compiling and calling it without a CLR. */
#ifndef NANOCLR_INTEROP_H
#define NANOCLR_INTEROP_H

#include <stddef.h>
#include <stdint.h>

typedef int32_t HRESULT;
#define S_OK 0

#define NANOCLR_NATIVE_DECLARE(method) static HRESULT method(CLR_RT_StackFrame &stack)

struct CLR_RT_HeapBlock_Array
{
    uint32_t m_numOfElements;
    void *first;

    void *GetFirstElement()
    {
        return first;
    }
};

struct CLR_RT_HeapBlock
{
    struct Numeric
    {
        int32_t s4;
        float r4;
    } numeric;
    const char *text;
    CLR_RT_HeapBlock_Array *array;

    const Numeric &NumericByRefConst() const
    {
        return numeric;
    }

    const char *RecoverString() const
    {
        return text;
    }

    CLR_RT_HeapBlock_Array *DereferenceArray() const
    {
        return array;
    }
};

struct CLR_RT_StackFrame
{
    CLR_RT_HeapBlock arguments[8];
    int32_t result;

    CLR_RT_HeapBlock &ArgN(int32_t n)
    {
        return arguments[n];
    }

    void SetResult_I4(int32_t value)
    {
        result = value;
    }
};

typedef HRESULT (*CLR_RT_MethodHandler)(CLR_RT_StackFrame &stack);

struct CLR_RECORD_VERSION
{
    uint16_t iMajorVersion, iMinorVersion, iBuildNumber, iRevisionNumber;
};

struct CLR_RT_NativeAssemblyData
{
    const char *m_szAssemblyName;
    unsigned int m_checkSum;
    const void *m_pNativeMethods;
    CLR_RECORD_VERSION m_Version;
};

#endif
