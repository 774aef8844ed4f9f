# SPDX-License-Identifier: MIT
# What both toolchain files share: Debian's arm-none-eabi compiler, and QEMU to run what it makes.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR arm)
set(CMAKE_C_COMPILER arm-none-eabi-gcc)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_C_FLAGS_INIT "-mcpu=${MCUNET_CPU} -mthumb -mfpu=${MCUNET_FPU} -mfloat-abi=hard -ffunction-sections -fdata-sections")
set(CMAKE_C_FLAGS_RELEASE "-O2")
set(MCUNET_PATCH_OPTIONS -Os)
set(CMAKE_EXE_LINKER_FLAGS_INIT "--specs=nano.specs -nostartfiles -Wl,--gc-sections -Wl,--defsym=port_package_address=${MCUNET_PACKAGE_ADDRESS}")
set(CMAKE_CROSSCOMPILING_EMULATOR
    "qemu-system-arm;-M;${MCUNET_MACHINE};-display;none;-monitor;none;-serial;none;-icount;shift=0;-semihosting-config;enable=on,target=native;-kernel")
set(MCUNET_PORT cortex-m)
set(MCUNET_LINKER_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/mps2.ld)
