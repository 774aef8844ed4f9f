#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs every test and sums them up: the last line is "N passed, N failed[, N skipped]".
#   ./test.sh         everything that is fast (what the continuous integration runs)
#   ./test.sh --slow  the long-running tests as well
set -uo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
export MCUNET_ROOT=$root
cd "$root"
source tools/setup.sh
source tests/suites.sh

case ${1-} in
    '') slow=false ;;
    --slow) slow=true ;;
    *) setup_fail "usage: ./test.sh [--slow]" ;;
esac

setup_dotnet
setup_packages cmake=cmake ninja=ninja-build gcc=gcc /usr/include/stdlib.h=libc6-dev clang=clang clang-format=clang-format
setup_packages "$(clang -print-resource-dir)/lib/linux/libclang_rt.fuzzer-$(uname -m).a=libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"
setup_cli

suite_ctest gcc
suite_ctest clang -DMCUNET_FUZZ=ON
suite_target cortex-m4
suite_target cortex-m7
suite_target rv32
suite_dotnet
suite_fuzz clang fuzz_reader 8
suite_fuzz clang fuzz_run 15
suite_fuzz clang fuzz_head 5
suite_fuzz clang fuzz_image 5
suite_fuzz clang fuzz_interop 12
if [ "$slow" = true ]; then
    suite_fuzz32 60
    setup_packages aarch64-linux-gnu-gcc=gcc-aarch64-linux-gnu qemu-aarch64=qemu-user x86_64-w64-mingw32-gcc=gcc-mingw-w64-x86-64-win32 /usr/lib/wine/wine64=wine64
    suite_emulated linux-arm64 "qemu-aarch64;-L;/usr/aarch64-linux-gnu"
    suite_emulated win-x64 /usr/lib/wine/wine64
    suite_coverage
fi
suite_summary
