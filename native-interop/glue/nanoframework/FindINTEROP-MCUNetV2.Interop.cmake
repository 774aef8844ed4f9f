# SPDX-License-Identifier: MIT
# Adds the engine to a nanoFramework firmware build: copy this file to CMake/Modules, native-interop to
# InteropAssemblies/MCUNetV2.Interop, and build with
#   NF_INTEROP_ASSEMBLIES=MCUNetV2.Interop
#   MCUNET_MODEL_SOURCE="<files that mcunet compile --c-source wrote>"   the models to link in, separated by semicolons
#   MCUNET_ARENA_BYTES=<bytes>       SRAM for them: the largest peak and the image converter's rows
#   MCUNET_ARENA_SECTION=<name>      section for the arena where .bss is not the place, e.g. .ram0: SRAM of an STM32F7, whose .bss is in DTCM
#   MCUNET_PORT=esp32 | stm32        default: by the target's series; others have no port and are refused
#   MCUNET_CLR_STACK_BYTES=<bytes>   ESP32: stack of the CLR's task, as the target's app_main.c creates it
#   MCUNET_ALL_OPERATORS=ON          every operator, not only those that the model uses: for packages that come later; with several models always
#   MCUNET_DVP_CAMERA=ON             ESP32 with a parallel camera (needs the esp32-camera component)

set(MCUNET_DIR "${CMAKE_SOURCE_DIR}/InteropAssemblies/MCUNetV2.Interop" CACHE PATH "native-interop of MCUNetV2.Device")
set(MCUNET_MODEL_SOURCE "" CACHE STRING "C sources of the linked models, written by mcunet compile --c-source")
set(MCUNET_ARENA_BYTES 65536 CACHE STRING "Bytes of the tensor arena")
set(MCUNET_ARENA_SECTION "" CACHE STRING "Section of the tensor arena; empty: .bss")
set(MCUNET_CLR_STACK_BYTES 15000 CACHE STRING "Bytes of stack of the CLR's task on ESP32")
option(MCUNET_ALL_OPERATORS "Link every operator, for packages that are not in the firmware" OFF)
option(MCUNET_DVP_CAMERA "Drive a camera on the ESP32's parallel port" OFF)

# A port is clocks, flash and counters of one family of chips: a wrong one would read registers that are not there.
if(NOT MCUNET_PORT)
    if(ESP32_IDF_PATH OR IDF_TARGET OR RTOS_ESP32_CHECK)
        set(MCUNET_PORT esp32)
    elseif(TARGET_SERIES MATCHES "^STM32(F4|F7|H7|L4)")
        set(MCUNET_PORT stm32)
    else()
        message(FATAL_ERROR "MCUNetV2.Interop has no port for ${TARGET_SERIES}: there are esp32 (ESP32 of any kind) and stm32 (STM32F4, F7, H7, "
                            "L4). Write one (native-interop/include/mcunet/port.h) and name it in MCUNET_PORT")
    endif()
endif()
if(NOT EXISTS "${MCUNET_DIR}/ports/${MCUNET_PORT}/clock.c")
    message(FATAL_ERROR "MCUNET_PORT=${MCUNET_PORT}: ${MCUNET_DIR}/ports has no such port")
endif()

# Each model's symbol, for the table in ports/firmware/models.c.
set(MCUNET_LINKED_MODELS "")
foreach(source IN LISTS MCUNET_MODEL_SOURCE)
    if(NOT EXISTS "${source}")
        message(FATAL_ERROR "MCUNET_MODEL_SOURCE: no file ${source}: write one with mcunet compile MODEL -o OUT.mcu --c-source FILE")
    endif()
    file(STRINGS "${source}" lines REGEX "^MCUNET_LINK_MODEL")
    foreach(line IN LISTS lines)
        string(REGEX REPLACE "^MCUNET_LINK_MODEL\\(([A-Za-z0-9_]+),.*" "MODEL(\\1)" model "${line}")
        string(APPEND MCUNET_LINKED_MODELS "${model}")
    endforeach()
endforeach()
if(MCUNET_LINKED_MODELS STREQUAL "")
    message(FATAL_ERROR "MCUNET_MODEL_SOURCE names no model: write one with mcunet compile MODEL -o OUT.mcu --c-source FILE")
endif()

file(GLOB MCUNET_ENGINE_SOURCES CONFIGURE_DEPENDS
    "${MCUNET_DIR}/src/engine/*.c" "${MCUNET_DIR}/src/head/*.c" "${MCUNET_DIR}/src/image/*.c" "${MCUNET_DIR}/src/interop/*.c"
    "${MCUNET_DIR}/ports/firmware/*.c" "${MCUNET_DIR}/ports/${MCUNET_PORT}/clock.c" "${MCUNET_DIR}/ports/${MCUNET_PORT}/flash.c")
file(GLOB_RECURSE MCUNET_KERNEL_SOURCES CONFIGURE_DEPENDS
    "${MCUNET_DIR}/src/kernels/*.c" "${MCUNET_DIR}/src/operators/*.c" "${MCUNET_DIR}/src/backends/*.c")
if(MCUNET_DVP_CAMERA)
    list(APPEND MCUNET_ENGINE_SOURCES "${MCUNET_DIR}/ports/esp32/camera.c")
else()
    list(APPEND MCUNET_ENGINE_SOURCES "${MCUNET_DIR}/ports/firmware/no_camera/camera.c")
endif()

# A model's source names what the model uses of the engine; src/linked.c names everything.
list(LENGTH MCUNET_MODEL_SOURCE MCUNET_MODEL_COUNT)
if(MCUNET_ALL_OPERATORS OR MCUNET_MODEL_COUNT GREATER 1)
    list(APPEND MCUNET_ENGINE_SOURCES "${MCUNET_DIR}/src/linked.c")
    set_source_files_properties(${MCUNET_MODEL_SOURCE} PROPERTIES COMPILE_DEFINITIONS MCUNET_ALL_OPERATORS)
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
    ${MCUNET_MODEL_SOURCE} ${MCUNET_ENGINE_SOURCES} ${MCUNET_KERNEL_SOURCES})

# The firmware builds for size; the kernels are where the time goes. No fused multiply-adds: they would round differently.
set_source_files_properties(${MCUNET_KERNEL_SOURCES} ${MCUNET_ENGINE_SOURCES} PROPERTIES COMPILE_OPTIONS "-O2;-ffp-contract=off")
set(MCUNET_ARENA_DEFINITIONS "MCUNET_ARENA_BYTES=${MCUNET_ARENA_BYTES}")
if(MCUNET_ARENA_SECTION)
    list(APPEND MCUNET_ARENA_DEFINITIONS "MCUNET_ARENA_SECTION=\"${MCUNET_ARENA_SECTION}\"")
endif()
set_source_files_properties("${MCUNET_DIR}/ports/firmware/arena.c" PROPERTIES COMPILE_DEFINITIONS "${MCUNET_ARENA_DEFINITIONS}")
set_source_files_properties("${MCUNET_DIR}/ports/firmware/models.c" PROPERTIES COMPILE_DEFINITIONS "MCUNET_LINKED_MODELS=${MCUNET_LINKED_MODELS}")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(INTEROP-MCUNetV2.Interop DEFAULT_MSG MCUNetV2.Interop_INCLUDE_DIRS MCUNetV2.Interop_SOURCES)
