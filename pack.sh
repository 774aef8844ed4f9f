#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Makes the NuGet packages: MCUNetV2.Interop and MCUNetV2.Device for nanoFramework, MCUNetV2.Templates with an application for dotnet new, and MCUNetV2.Cli, the command line as a .NET tool with the engine
# for linux-x64, linux-arm64 and win-x64.
#   ./pack.sh [FOLDER]   FOLDER: where they go, out/packages by default
# NANO_METADATA names the command of nanoFramework's metadata processor, for example "dotnet mdp.dll"; without it the packages of the libraries have no
# .pe files, so that applications compile against them and cannot be deployed, and their version says so.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
cd "$root"
source tools/setup.sh
[ $# -le 1 ] || setup_fail "usage: ./pack.sh [FOLDER]" 2
case ${1-} in -*) setup_fail "usage: ./pack.sh [FOLDER]" 2 ;; esac
folder=${1-$root/out/packages}
platforms=(linux-x64 linux-arm64 win-x64)

setup_dotnet
setup_packages cmake=cmake ninja=ninja-build x86_64-linux-gnu-gcc=gcc-x86-64-linux-gnu aarch64-linux-gnu-gcc=gcc-aarch64-linux-gnu \
    x86_64-w64-mingw32-gcc=gcc-mingw-w64-x86-64-win32
if [ "$(uname -m)" = x86_64 ]; then
    setup_packages /usr/include/stdlib.h=libc6-dev /usr/aarch64-linux-gnu/include/stdlib.h=libc6-dev-arm64-cross
else
    setup_packages /usr/include/stdlib.h=libc6-dev /usr/x86_64-linux-gnu/include/stdlib.h=libc6-dev-amd64-cross
fi
mkdir -p "$folder" 2>/dev/null || setup_fail "$folder: cannot be written" 8
folder=$(cd "$folder" && pwd -P)

version=$(dotnet msbuild tools/MCUNetV2.Cli -getProperty:Version)
for platform in "${platforms[@]}"; do
    setup_native "engine/$platform" -DCMAKE_TOOLCHAIN_FILE="$root/native-interop/ports/host/$platform.cmake" -DCMAKE_BUILD_TYPE=Release \
        -DCMAKE_SHARED_LINKER_FLAGS=-s -DMCUNET_TESTS=OFF
done
# In a folder of its own: the lock file and the build of ./mcunet are for this machine alone.
setup_quietly dotnet pack tools/MCUNetV2.Cli -c Release -o "$folder" -p:EngineFolder="$root/build/engine/" -p:KeptRuntimes="$(IFS=+ && echo "${platforms[*]}")" \
    -p:UseArtifactsOutput=true -p:ArtifactsPath="$root/build/pack"
echo "$folder/MCUNetV2.Cli.$version.nupkg"
dotnet run --project tools/MCUNetV2.DevicePackages -c Release -- "$version" "$folder"
