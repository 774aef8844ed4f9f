#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Runs the device assemblies on a real nanoFramework CLR: nanoFramework's own host CLR (targets/posix of nf-interpreter), built with
# native-interop/glue and one model linked in, see docs/MEASURING.md. Everything foreign comes from outside:
#   NANOCLR              the host CLR's test program
#   NANO_METADATA        command that runs the metadata processor, e.g. "dotnet mdp.dll"
#   NANO_LIBRARIES       folder with mscorlib, System.Math, nanoFramework.System.Text, nanoFramework.Runtime.Events,
#                        nanoFramework.Runtime.Native and System.Device.Gpio as .dll and .pe
#   NANO_PACKAGE         the package that is linked into NANOCLR, for the expected outputs
# Without them it says so and skips.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)

for variable in NANOCLR NANO_METADATA NANO_LIBRARIES NANO_PACKAGE; do
    if [ -z "${!variable-}" ]; then
        echo "skipped: $variable is not set (see tests/run-nanoclr.sh)"
        exit 0
    fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sdk=$(dotnet --list-sdks | sort -V | tail -n 1 | sed 's/^\([^ ]*\) \[\(.*\)\]$/\2\/\1/')
compiler=$sdk/Roslyn/bincore/csc.dll
libraries=(mscorlib System.Math nanoFramework.System.Text nanoFramework.Runtime.Events nanoFramework.Runtime.Native System.Device.Gpio)

# build NAME KIND SOURCE...: compiles an assembly against the libraries and what was built before, and makes its .pe.
built=()
build() {
    local name=$1 kind=$2 reference hints=()
    shift 2
    local references=()
    for reference in "${libraries[@]}"; do
        references+=("-r:$NANO_LIBRARIES/$reference.dll")
        hints+=(-loadHints "$reference" "$NANO_LIBRARIES/$reference.dll")
    done
    for reference in "${built[@]}"; do
        references+=("-r:$work/$reference.dll")
        hints+=(-loadHints "$reference" "$work/$reference.dll")
    done
    dotnet "$compiler" -nologo -noconfig -nostdlib -langversion:9 -optimize+ -runtimemetadataversion:v4.0.30319 -nowarn:1701,1702 \
        -target:"$kind" -out:"$work/$name.dll" "${references[@]}" "$@"
    $NANO_METADATA "${hints[@]}" -parse "$work/$name.dll" -compile "$work/$name.pe" false >"$work/$name.log" ||
        { cat "$work/$name.log"; return 1; }
    built+=("$name")
}

MCUNET_ROOT=$root dotnet run --project "$root/tests/Firmware.NanoClr/Expected" -c Release -- "$NANO_PACKAGE" "$work/Expected.cs"
mapfile -t device < <(find "$root/firmware/MCUNetV2.Device" -name '*.cs' -not -path '*/Hardware/*' -not -path '*/bin/*' -not -path '*/obj/*')
build MCUNetV2.Interop library "$root"/firmware/MCUNetV2.Interop/Native.cs "$root"/firmware/MCUNetV2.Interop/Properties/AssemblyInfo.cs
build MCUNetV2.Device library "${device[@]}"
build Suite exe "$root"/tests/Firmware.NanoClr/*.cs "$root"/tests/Firmware.Nano/*.cs "$work/Expected.cs"

assemblies=()
for library in "${libraries[@]}"; do
    assemblies+=("$NANO_LIBRARIES/$library.pe")
done
for library in "${built[@]}"; do
    assemblies+=("$work/$library.pe")
done
timeout 600 "$NANOCLR" "${assemblies[@]}" | tee "$work/output"
grep -q '^DONE 0' "$work/output"

# An assembly that the firmware was not built for must be refused by its checksum.
mkdir "$work/changed"
sed 's/ StackBytes(/ StackDepth(/' "$root/firmware/MCUNetV2.Interop/Native.cs" >"$work/changed/Native.cs"
built=()
build MCUNetV2.Interop library "$work/changed/Native.cs" "$root"/firmware/MCUNetV2.Interop/Properties/AssemblyInfo.cs
timeout 60 "$NANOCLR" "${assemblies[@]}" >"$work/refused" || true
grep 'Invalid native checksum: MCUNetV2.Interop' "$work/refused" || { echo "a changed interop assembly was not refused"; exit 1; }
! grep -q '^DONE' "$work/refused"
