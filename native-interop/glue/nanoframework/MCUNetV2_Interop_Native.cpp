/* SPDX-License-Identifier: MIT */
/*
 * Raw stubs: each takes the arguments off the managed stack frame and calls the C function of the same name (mcunet/interop.h), which checks
 * every one of them, arrays with their lengths (a null array has length 0 and is refused there). Statuses go back as results;
 * MCUNetV2.Device turns errors into exceptions. Array pointers are valid during the call only.
 */
#include "MCUNetV2_Interop.h"

#include "mcunet/interop.h"

typedef Library_MCUNetV2_Interop_MCUNetV2_Interop_Native Native;

namespace
{
int32_t Int(CLR_RT_StackFrame &stack, int argument)
{
    return stack.ArgN(argument).NumericByRefConst().s4;
}

float Float(CLR_RT_StackFrame &stack, int argument)
{
    return stack.ArgN(argument).NumericByRefConst().r4;
}

/* A managed array as C sees it. */
template <typename T> struct Array
{
    T *data;
    int32_t length;

    Array(CLR_RT_StackFrame &stack, int argument) : data(NULL), length(0)
    {
        CLR_RT_HeapBlock_Array *array = stack.ArgN(argument).DereferenceArray();
        if (array != NULL)
        {
            data = (T *)array->GetFirstElement();
            length = (int32_t)array->m_numOfElements;
        }
    }
};

typedef Array<uint8_t> Bytes;
typedef Array<int32_t> Ints;

HRESULT Return(CLR_RT_StackFrame &stack, int32_t result)
{
    stack.SetResult_I4(result);
    return S_OK;
}

/* The stubs of C functions that take the same: nothing, one or two numbers, or numbers and an array. */
template <int32_t (*Function)(void)> HRESULT None(CLR_RT_StackFrame &stack)
{
    return Return(stack, Function());
}

template <int32_t (*Function)(int32_t, int32_t)> HRESULT Two(CLR_RT_StackFrame &stack)
{
    return Return(stack, Function(Int(stack, 0), Int(stack, 1)));
}

template <typename T, int32_t (*Function)(int32_t, T *, int32_t)> HRESULT Fill(CLR_RT_StackFrame &stack)
{
    const Array<T> array(stack, 1);
    return Return(stack, Function(Int(stack, 0), array.data, array.length));
}

template <typename T, int32_t (*Function)(int32_t, int32_t, T *, int32_t)> HRESULT FillAt(CLR_RT_StackFrame &stack)
{
    const Array<T> array(stack, 2);
    return Return(stack, Function(Int(stack, 0), Int(stack, 1), array.data, array.length));
}
} // namespace

HRESULT Native::Open___STATIC__I4__STRING(CLR_RT_StackFrame &stack)
{
    return Return(stack, mcunet_interop_open(stack.ArgN(0).RecoverString()));
}

HRESULT Native::OpenFlash___STATIC__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Two<mcunet_interop_open_flash>(stack);
}

HRESULT Native::Close___STATIC__I4__I4(CLR_RT_StackFrame &stack)
{
    return Return(stack, mcunet_interop_close(Int(stack, 0)));
}

HRESULT Native::ModelInfo___STATIC__I4__I4__SZARRAY_I4(CLR_RT_StackFrame &stack)
{
    return Fill<int32_t, mcunet_interop_model_info>(stack);
}

HRESULT Native::StageInfo___STATIC__I4__I4__I4__SZARRAY_I4(CLR_RT_StackFrame &stack)
{
    return FillAt<int32_t, mcunet_interop_stage_info>(stack);
}

HRESULT Native::OperatorInfo___STATIC__I4__I4__I4__SZARRAY_I4(CLR_RT_StackFrame &stack)
{
    return FillAt<int32_t, mcunet_interop_operator_info>(stack);
}

HRESULT Native::OutputInfo___STATIC__I4__I4__I4__SZARRAY_I4(CLR_RT_StackFrame &stack)
{
    return FillAt<int32_t, mcunet_interop_output_info>(stack);
}

HRESULT Native::ArenaInfo___STATIC__I4__I4__SZARRAY_I4(CLR_RT_StackFrame &stack)
{
    return Fill<int32_t, mcunet_interop_arena_info>(stack);
}

HRESULT Native::ModelId___STATIC__I4__I4__SZARRAY_U1(CLR_RT_StackFrame &stack)
{
    return Fill<uint8_t, mcunet_interop_model_id>(stack);
}

HRESULT Native::Label___STATIC__I4__I4__I4__SZARRAY_U1(CLR_RT_StackFrame &stack)
{
    return FillAt<uint8_t, mcunet_interop_label>(stack);
}

HRESULT Native::Backend___STATIC__I4__I4__SZARRAY_U1(CLR_RT_StackFrame &stack)
{
    return Fill<uint8_t, mcunet_interop_backend>(stack);
}

HRESULT Native::PatchBegin___STATIC__I4__I4__I4__I4__I4__SZARRAY_I4(CLR_RT_StackFrame &stack)
{
    const Ints region(stack, 4);
    return Return(stack,
                  mcunet_interop_patch_begin(Int(stack, 0), Int(stack, 1), Int(stack, 2), Int(stack, 3), region.data, region.length));
}

HRESULT Native::PatchRun___STATIC__I4__I4__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Return(stack, mcunet_interop_patch_run(Int(stack, 0), Int(stack, 1), Int(stack, 2), Int(stack, 3)));
}

HRESULT Native::PatchStep___STATIC__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Two<mcunet_interop_patch_step>(stack);
}

HRESULT Native::InputWrite___STATIC__I4__I4__SZARRAY_U1__I4__I4(CLR_RT_StackFrame &stack)
{
    const Bytes pixels(stack, 1);
    return Return(stack, mcunet_interop_input_write(Int(stack, 0), pixels.data, pixels.length, Int(stack, 2), Int(stack, 3)));
}

HRESULT Native::ImageBegin___STATIC__I4__I4__SZARRAY_I4(CLR_RT_StackFrame &stack)
{
    return Fill<const int32_t, mcunet_interop_image_begin>(stack);
}

HRESULT Native::ImageNormalize___STATIC__I4__I4__I4__R4__R4(CLR_RT_StackFrame &stack)
{
    return Return(stack, mcunet_interop_image_normalize(Int(stack, 0), Int(stack, 1), Float(stack, 2), Float(stack, 3)));
}

HRESULT Native::ImageWrite___STATIC__I4__I4__SZARRAY_U1__I4__I4__SZARRAY_I4(CLR_RT_StackFrame &stack)
{
    const Bytes bytes(stack, 1);
    const Ints progress(stack, 4);
    return Return(stack, mcunet_interop_image_write(Int(stack, 0), bytes.data, bytes.length, Int(stack, 2), Int(stack, 3), progress.data,
                                                    progress.length));
}

HRESULT Native::OutputRead___STATIC__I4__I4__I4__SZARRAY_U1__I4__I4(CLR_RT_StackFrame &stack)
{
    const Bytes destination(stack, 2);
    return Return(stack, mcunet_interop_output_read(Int(stack, 0), Int(stack, 1), destination.data, destination.length, Int(stack, 3),
                                                    Int(stack, 4)));
}

HRESULT Native::Score___STATIC__I4__I4__I4(CLR_RT_StackFrame &stack)
{
    return Two<mcunet_interop_score>(stack);
}

HRESULT Native::Detect___STATIC__I4__I4__SZARRAY_I4__I4__I4(CLR_RT_StackFrame &stack)
{
    const Ints boxes(stack, 1);
    return Return(stack, mcunet_interop_detect(Int(stack, 0), boxes.data, boxes.length, Int(stack, 2), Int(stack, 3)));
}

HRESULT Native::Counters___STATIC__I4__I4__SZARRAY_I4(CLR_RT_StackFrame &stack)
{
    return Fill<int32_t, mcunet_interop_counters>(stack);
}

HRESULT Native::Microseconds___STATIC__I4(CLR_RT_StackFrame &stack)
{
    return None<mcunet_interop_microseconds>(stack);
}

HRESULT Native::Cycles___STATIC__I4(CLR_RT_StackFrame &stack)
{
    return None<mcunet_interop_cycles>(stack);
}

HRESULT Native::StackBytes___STATIC__I4(CLR_RT_StackFrame &stack)
{
    return None<mcunet_interop_stack_bytes>(stack);
}

HRESULT Native::CameraOpen___STATIC__I4__SZARRAY_I4(CLR_RT_StackFrame &stack)
{
    const Ints settings(stack, 0);
    return Return(stack, mcunet_interop_camera_open(settings.data, settings.length));
}

HRESULT Native::CameraCapture___STATIC__I4(CLR_RT_StackFrame &stack)
{
    return None<mcunet_interop_camera_capture>(stack);
}

HRESULT Native::CameraRead___STATIC__I4__SZARRAY_U1__I4__I4(CLR_RT_StackFrame &stack)
{
    const Bytes destination(stack, 0);
    return Return(stack, mcunet_interop_camera_read(destination.data, destination.length, Int(stack, 1), Int(stack, 2)));
}

HRESULT Native::CameraRelease___STATIC__I4(CLR_RT_StackFrame &stack)
{
    return None<mcunet_interop_camera_release>(stack);
}

HRESULT Native::CameraClose___STATIC__I4(CLR_RT_StackFrame &stack)
{
    return None<mcunet_interop_camera_close>(stack);
}
