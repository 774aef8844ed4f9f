# SPDX-License-Identifier: MIT
# Set-up shared by ./mcunet and ./test.sh: says what is missing, builds what changed, and does nothing otherwise.
# Sourced by bash with $root set to the repository's root. Bash 3.2 and the tools of macOS and of Git for Windows are enough for it.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1

cli_program="$root/tools/MCUNetV2.Cli/bin/Release/ahead/mcunet.dll"

# setup_fail MESSAGE [EXIT_CODE]: docs/EXIT-CODES.md has the codes; 7 is a missing tool.
setup_fail() {
    printf 'mcunet: %s\n' "$1" >&2
    exit "${2-7}"
}

setup_say() {
    printf 'mcunet: %s\n' "$1" >&2
}

# setup_packages COMMAND=DEBIAN_PACKAGE...: installs the packages whose command is missing (as root on Debian), or names them.
# A command that begins with / is a file that must exist.
setup_packages() {
    local pair command missing=()
    for pair in "$@"; do
        command=${pair%%=*}
        case $command in
            /*) [ -e "$command" ] || missing+=("${pair#*=}") ;;
            *) command -v "$command" >/dev/null || missing+=("${pair#*=}") ;;
        esac
    done
    [ ${#missing[@]} -eq 0 ] && return
    case $(uname -s) in
        Darwin) setup_fail "missing: ${missing[*]} (with Homebrew: brew install ${missing[*]/ninja-build/ninja}; Apple's compiler: xcode-select --install)" ;;
        MINGW* | MSYS*) setup_fail "missing: ${missing[*]}: in an MSYS2 shell, pacman -S mingw-w64-ucrt-x86_64-gcc mingw-w64-ucrt-x86_64-cmake mingw-w64-ucrt-x86_64-ninja, and its ucrt64/bin in PATH" ;;
    esac
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        setup_fail "missing: ${missing[*]} (on Debian and Ubuntu: sudo apt-get install ${missing[*]})"
    fi
    setup_say "installing ${missing[*]}"
    setup_quietly apt-get update
    setup_quietly env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}

# setup_writable FOLDER...: below the repository; made when needed.
setup_writable() {
    local folder owner remedy
    for folder in "$@"; do
        if ! mkdir -p "$folder" 2>/dev/null || [ ! -w "$folder" ]; then
            owner=$(ls -ld "$root" | awk '{ print $3 }')
            remedy="clone the repository to where you may write"
            [ "$owner" = "$(id -un)" ] || remedy="$root belongs to $owner, you are $(id -un): clone it yourself, or change its owner"
            setup_fail "$folder: cannot be written; $remedy" 8
        fi
    done
}

# dotnet keeps its packages below the home folder, and fails obscurely without one.
setup_home() {
    local home=${DOTNET_CLI_HOME:-${HOME-}}
    if [ -z "$home" ] || ! mkdir -p "$home" 2>/dev/null || [ ! -w "$home" ]; then
        setup_fail "HOME${home:+ ($home)} cannot be created or written, and dotnet keeps its packages there: set HOME to a folder of yours" 8
    fi
}

setup_dotnet() {
    setup_home
    command -v dotnet >/dev/null || setup_fail "missing: the .NET 10 SDK (https://dotnet.microsoft.com/download)"
    (cd "$root" && dotnet --version >/dev/null 2>&1) || setup_fail "the .NET SDK that global.json asks for is not installed: 10.0 or a later 10.x"
}

# Runs a command; shows what it printed only when it fails.
setup_quietly() {
    local log
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        setup_fail "failed: $*"
    fi
    rm -f "$log"
}

# setup_signature PATH...: changes when a source under the paths is added, removed, resized, or a minute older or newer.
setup_signature() {
    find "$@" \( -name bin -o -name obj \) -prune -o -type f -exec ls -ln {} + | sort | cksum
}

# setup_newer STAMP PATH...: whether a source under the paths was edited after the stamp was made.
setup_newer() {
    local stamp=$1
    shift
    [ -n "$(find "$@" \( -name bin -o -name obj \) -prune -o -type f -newer "$stamp" -print | head -n 1)" ]
}

# setup_lock FILE: waits until no other process holds it. Where there is no flock, the lock is a folder with the number of the process that holds it.
setup_lock() {
    local holder
    if command -v flock >/dev/null; then
        eval "exec $setup_descriptor>\"\$1\""
        flock "$setup_descriptor"
    else
        until mkdir "$1.held" 2>/dev/null; do
            holder=$(cat "$1.held/process" 2>/dev/null) || true
            if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
                rm -rf "$1.held"
            fi
            sleep 0.2
        done
        echo $$ >"$1.held/process"
    fi
    setup_descriptor=$((setup_descriptor + 1))
}
setup_descriptor=7 # of the next lock

# setup_unlock FILE: the last one that was locked.
setup_unlock() {
    setup_descriptor=$((setup_descriptor - 1))
    eval "exec $setup_descriptor>&-"
    rm -rf "$1.held"
}

# setup_native FOLDER CMAKE_OPTION...: configures and builds native-interop in build/FOLDER, one process at a time.
setup_native() {
    local folder=$root/build/$1
    shift
    setup_writable "$(dirname "$folder")"
    setup_lock "$folder.lock"
    if [ ! -e "$folder/build.ninja" ]; then
        setup_quietly cmake -S "$root/native-interop" -B "$folder" -G Ninja "$@"
    fi
    setup_quietly cmake --build "$folder"
    setup_unlock "$folder.lock"
}

# setup_target NAME: builds the runner of a simulated microcontroller (cortex-m4, cortex-m7, rv32, esp32s3) in build/NAME.
setup_target() {
    local port name=$1
    setup_packages cmake=cmake ninja=ninja-build
    case $name in
        cortex-m4 | cortex-m7)
            port=cortex-m
            setup_packages arm-none-eabi-gcc=gcc-arm-none-eabi /usr/lib/arm-none-eabi/newlib=libnewlib-arm-none-eabi \
                qemu-system-arm=qemu-system-arm
            ;;
        rv32 | esp32c3)
            name=rv32 port=rv32
            setup_packages riscv64-unknown-elf-gcc=gcc-riscv64-unknown-elf /usr/lib/picolibc/riscv64-unknown-elf=picolibc-riscv64-unknown-elf \
                qemu-system-riscv32=qemu-system-misc
            ;;
        esp32s3)
            port=esp32s3 # a machine that the emulators of distributions do not have
            command -v xtensa-esp32s3-elf-gcc >/dev/null && [[ $(qemu-system-xtensa -M help 2>/dev/null) == *esp32s3* ]] ||
                setup_fail "missing: xtensa-esp32s3-elf-gcc and Espressif's qemu-system-xtensa in PATH (ESP-IDF installs them: idf_tools.py install xtensa-esp-elf qemu-xtensa, then export.sh)"
            ;;
        *) return 0 ;; # the host, or a name that the tool refuses
    esac
    setup_native "$name" -DCMAKE_TOOLCHAIN_FILE="$root/native-interop/ports/$port/$name.cmake"
}

# setup_board NAME: builds the runner of the simulated microcontroller that has the board's kernels.
setup_board() {
    local profile=$root/firmware/boards/$1/board.json
    [ -f "$profile" ] || return 0 # the tool refuses it by name
    setup_target "$(sed -n 's/^ *"kernels": *"\([^"]*\)".*/\1/p' "$profile")"
}

# Builds the native library and the command line tool when their sources changed. Safe to run several times at once.
setup_cli() {
    local stamp=$root/build/cli.stamp
    local sources=("$root/native-interop" "$root/firmware" "$root/tools" "$root"/*.props "$root"/*.targets "$root/global.json")
    cli_is_current && return
    setup_writable "$root/build" "$root/tools/MCUNetV2.Cli"
    setup_lock "$root/build/cli.lock"
    if ! cli_is_current; then
        setup_dotnet
        setup_compiler
        setup_say "building (once; again only when the sources change)"
        setup_signature "${sources[@]}" >"$stamp.new"
        setup_native native -DCMAKE_BUILD_TYPE=Release -DMCUNET_TESTS=OFF
        setup_quietly setup_tool
        mv "$stamp.new" "$stamp" # as old as the beginning of the build
    fi
    setup_unlock "$root/build/cli.lock"
}

# Compiled ahead where the compiler for that can be had; else each command compiles itself.
setup_tool() {
    local ahead
    ahead=$(dirname "$cli_program")
    rm -rf "$ahead"
    dotnet build "$root/tools/MCUNetV2.Ahead" && return
    rm -rf "$ahead"
    dotnet build "$root/tools/MCUNetV2.Cli" -c Release && cp -R "$root/tools/MCUNetV2.Cli/bin/Release/net10.0" "$ahead"
}

# What the engine for this machine is built with.
setup_compiler() {
    case $(uname -s) in
        Linux) setup_packages cmake=cmake ninja=ninja-build gcc=gcc /usr/include/stdlib.h=libc6-dev ;;
        *) setup_packages cmake=cmake ninja=ninja-build cc=gcc ;;
    esac
}

cli_is_current() {
    [ -e "$cli_program" ] && [ -e "$stamp" ] && ! setup_newer "$stamp" "${sources[@]}" && [ "$(cat "$stamp")" = "$(setup_signature "${sources[@]}")" ]
}
