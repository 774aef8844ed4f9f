# Adds the engine to a nanoFramework firmware build: copy this file to CMake/Modules, native-interop to
# InteropAssemblies/MCUNetV2.Interop, and build with
#   NF_INTEROP_ASSEMBLIES=MCUNetV2.Interop
#   MCUNET_MODEL_SOURCE=<what "mcunet compile --c-source" wrote>   the model to link in
#   MCUNET_ARENA_BYTES=<bytes>                                     SRAM for it: its peak and the image converter's rows
#   MCUNET_PORT=esp32 | stm32                                      default: by the target's platform
#   MCUNET_CLR_STACK_BYTES=<bytes>                                 ESP32: stack of the CLR's task, as the target's app_main.c creates it
#   MCUNET_DVP_CAMERA=ON                                           ESP32 with a parallel camera (needs the esp32-camera component)

set(MCUNET_DIR "${CMAKE_SOURCE_DIR}/InteropAssemblies/MCUNetV2.Interop" CACHE PATH "native-interop of MCUNetV2.Device")
set(MCUNET_MODEL_SOURCE "" CACHE FILEPATH "C source of the linked model, written by mcunet compile --c-source")
set(MCUNET_ARENA_BYTES 65536 CACHE STRING "Bytes of the tensor arena")
set(MCUNET_CLR_STACK_BYTES 15000 CACHE STRING "Bytes of stack of the CLR's task on ESP32")
option(MCUNET_DVP_CAMERA "Drive a camera on the ESP32's parallel port" OFF)

if(NOT MCUNET_PORT)
    if(ESP32_IDF_PATH OR IDF_TARGET OR RTOS_ESP32_CHECK)
        set(MCUNET_PORT esp32)
    else()
        set(MCUNET_PORT stm32)
    endif()
endif()
if(NOT EXISTS "${MCUNET_MODEL_SOURCE}")
    message(FATAL_ERROR "MCUNET_MODEL_SOURCE names no file: write one with mcunet compile MODEL -o OUT.mcu --c-source FILE")
endif()

file(GLOB MCUNET_ENGINE_SOURCES CONFIGURE_DEPENDS
    "${MCUNET_DIR}/src/engine/*.c" "${MCUNET_DIR}/src/head/*.c" "${MCUNET_DIR}/src/image/*.c" "${MCUNET_DIR}/src/interop/*.c"
    "${MCUNET_DIR}/ports/firmware/*.c" "${MCUNET_DIR}/ports/${MCUNET_PORT}/clock.c")
file(GLOB_RECURSE MCUNET_KERNEL_SOURCES CONFIGURE_DEPENDS
    "${MCUNET_DIR}/src/kernels/*.c" "${MCUNET_DIR}/src/operators/*.c" "${MCUNET_DIR}/src/backends/*.c")
if(MCUNET_DVP_CAMERA)
    list(APPEND MCUNET_ENGINE_SOURCES "${MCUNET_DIR}/ports/esp32/camera.c")
else()
    list(APPEND MCUNET_ENGINE_SOURCES "${MCUNET_DIR}/ports/firmware/no_camera/camera.c")
endif()

if(MCUNET_PORT STREQUAL esp32)
    set(MCUNET_STACK_SOURCE "${MCUNET_DIR}/ports/esp32/stack.c")
    set_source_files_properties("${MCUNET_STACK_SOURCE}" PROPERTIES COMPILE_DEFINITIONS "MCUNET_CLR_STACK_BYTES=${MCUNET_CLR_STACK_BYTES}")
else()
    set(MCUNET_STACK_SOURCE "${MCUNET_DIR}/ports/firmware/no_stack/stack.c")
endif()
list(APPEND MCUNET_ENGINE_SOURCES "${MCUNET_STACK_SOURCE}")

set(MCUNetV2.Interop_INCLUDE_DIRS "${MCUNET_DIR}/include" "${MCUNET_DIR}/src" "${MCUNET_DIR}/glue/nanoframework")
set(MCUNetV2.Interop_SOURCES
    "${MCUNET_DIR}/glue/nanoframework/MCUNetV2_Interop.cpp"
    "${MCUNET_DIR}/glue/nanoframework/MCUNetV2_Interop_Native.cpp"
    "${MCUNET_MODEL_SOURCE}" ${MCUNET_ENGINE_SOURCES} ${MCUNET_KERNEL_SOURCES})

# The firmware builds for size; the kernels are where the time goes. No fused multiply-adds: they would round differently.
set_source_files_properties(${MCUNET_KERNEL_SOURCES} ${MCUNET_ENGINE_SOURCES} PROPERTIES COMPILE_OPTIONS "-O2;-ffp-contract=off")
set_source_files_properties("${MCUNET_DIR}/ports/firmware/arena.c" PROPERTIES COMPILE_DEFINITIONS "MCUNET_ARENA_BYTES=${MCUNET_ARENA_BYTES}")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(INTEROP-MCUNetV2.Interop DEFAULT_MSG MCUNetV2.Interop_INCLUDE_DIRS MCUNetV2.Interop_SOURCES)
