/* Table of MCUNetV2.Interop's methods, written by tools/MCUNetV2.InteropGlue from the compiled assembly. */
#include "MCUNetV2_Interop.h"

/* In the order of the assembly's method definitions; null for managed ones. */
static const CLR_RT_MethodHandler method_lookup[] = {
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::Open___STATIC__I4__STRING,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::OpenFlash___STATIC__I4__I4__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::Close___STATIC__I4__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::ModelInfo___STATIC__I4__I4__SZARRAY_I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::StageInfo___STATIC__I4__I4__I4__SZARRAY_I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::OperatorInfo___STATIC__I4__I4__I4__SZARRAY_I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::OutputInfo___STATIC__I4__I4__I4__SZARRAY_I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::ArenaInfo___STATIC__I4__I4__SZARRAY_I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::ModelId___STATIC__I4__I4__SZARRAY_U1,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::Label___STATIC__I4__I4__I4__SZARRAY_U1,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::Backend___STATIC__I4__I4__SZARRAY_U1,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::PatchBegin___STATIC__I4__I4__I4__I4__I4__SZARRAY_I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::PatchRun___STATIC__I4__I4__I4__I4__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::PatchStep___STATIC__I4__I4__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::InputWrite___STATIC__I4__I4__SZARRAY_U1__I4__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::ImageBegin___STATIC__I4__I4__SZARRAY_I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::ImageNormalize___STATIC__I4__I4__I4__R4__R4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::ImageWrite___STATIC__I4__I4__SZARRAY_U1__I4__I4__SZARRAY_I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::OutputRead___STATIC__I4__I4__I4__SZARRAY_U1__I4__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::Score___STATIC__I4__I4__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::Detect___STATIC__I4__I4__SZARRAY_I4__I4__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::Counters___STATIC__I4__I4__SZARRAY_I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::Microseconds___STATIC__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::Cycles___STATIC__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::StackBytes___STATIC__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::CameraOpen___STATIC__I4__SZARRAY_I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::CameraCapture___STATIC__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::CameraRead___STATIC__I4__SZARRAY_U1__I4__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::CameraRelease___STATIC__I4,
    Library_MCUNetV2_Interop_MCUNetV2_Interop_Native::CameraClose___STATIC__I4,
};

const CLR_RT_NativeAssemblyData g_CLR_AssemblyNative_MCUNetV2_Interop = {
    "MCUNetV2.Interop",
    0x7D43C8DA,
    method_lookup,
    {1, 0, 0, 0},
};
