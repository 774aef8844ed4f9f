# SPDX-License-Identifier: MIT
# ESP32-S3: QEMU's machine of that name (Espressif's QEMU) and Espressif's compiler, as ESP-IDF installs them.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR xtensa)
set(CMAKE_C_COMPILER xtensa-esp32s3-elf-gcc)
set(CMAKE_ASM_COMPILER xtensa-esp32s3-elf-gcc)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_C_FLAGS_INIT "-mlongcalls -DMCUNET_HAS_PIE -ffunction-sections -fdata-sections")
set(CMAKE_C_FLAGS_RELEASE "-O2")
set(MCUNET_PATCH_OPTIONS -O2)
# Built for size too: portable kernels that the vector instructions have faster ones for, operators that are rare
# or move bytes in long runs, and ways to resize pictures that firmware links only if it asks for them.
set(MCUNET_SMALL_KERNELS src/image/bilinear.c src/image/nearest.c src/kernels/gather.c src/operators/add.c src/operators/average_pool_2d.c
                         src/operators/concatenation.c src/operators/conv_2d.c src/operators/conv_2d_accumulate.c src/operators/depthwise_conv_2d.c
                         src/operators/depthwise_conv_2d_in_place.c src/operators/div.c src/operators/max_pool_2d.c src/operators/pad.c
                         src/operators/prelu.c src/operators/resize_linear.c src/operators/resize_nearest.c src/operators/squared_difference.c
                         src/operators/strided_copy.c src/operators/transpose.c src/operators/transpose_conv.c)
set(CMAKE_EXE_LINKER_FLAGS_INIT "-nostartfiles -nodefaultlibs -Wl,--gc-sections")
set(CMAKE_C_STANDARD_LIBRARIES "-lc -lm -lgcc") # not those of Cadence's simulator, which the compiler would add
set(CMAKE_CROSSCOMPILING_EMULATOR
    "qemu-system-xtensa;-M;esp32s3;-m;32M;-display;none;-monitor;none;-serial;none;-icount;shift=0,sleep=off;-semihosting;-kernel")
set(MCUNET_PORT esp32s3)
set(MCUNET_LINKER_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/esp32s3.ld)
