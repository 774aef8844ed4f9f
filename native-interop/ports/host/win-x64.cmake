# SPDX-License-Identifier: MIT
# A PC with Windows, x86-64: Debian's package gcc-mingw-w64-x86-64-win32. The compiler's own library is linked in: Windows has none.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc)
set(CMAKE_SHARED_LINKER_FLAGS_INIT "-static-libgcc")
