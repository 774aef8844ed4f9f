# SPDX-License-Identifier: MIT
# RV32IMC (ESP32-C3 class): QEMU's virt board, Debian's riscv64-unknown-elf compiler and its picolibc.
set(CMAKE_SYSTEM_NAME Generic)
set(CMAKE_SYSTEM_PROCESSOR riscv32)
set(CMAKE_C_COMPILER riscv64-unknown-elf-gcc)
set(CMAKE_ASM_COMPILER riscv64-unknown-elf-gcc)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_C_FLAGS_INIT "-march=rv32imc -misa-spec=2.2 -mabi=ilp32 --specs=picolibc.specs -ffunction-sections -fdata-sections")
set(CMAKE_ASM_FLAGS_INIT "-march=rv32imc -misa-spec=2.2 -mabi=ilp32")
set(CMAKE_C_FLAGS_RELEASE "-O3 -fno-schedule-insns")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-nostartfiles -Wl,--gc-sections -Wl,--no-warn-rwx-segments")
set(CMAKE_CROSSCOMPILING_EMULATOR
    "qemu-system-riscv32;-M;virt;-m;64M;-bios;none;-display;none;-monitor;none;-serial;none;-icount;shift=0;-semihosting-config;enable=on,target=native;-kernel")
set(MCUNET_PORT rv32)
set(MCUNET_LINKER_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/virt.ld)
