# SPDX-License-Identifier: MIT
# A PC with Linux, x86-64: Debian's package gcc, or gcc-x86-64-linux-gnu on another machine.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-linux-gnu-gcc)
