# SPDX-License-Identifier: MIT
# The command line tool in PowerShell, on Windows: sets up what it needs on first use, then runs. See ./mcunet --help.
# Who has no C compiler installs the package instead, which brings the engine: dotnet tool install MCUNetV2.Cli
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$program = Join-Path $root 'tools/MCUNetV2.Cli/bin/Release/net10.0/mcunet.dll'
$stamp = Join-Path $root 'build/cli-powershell.stamp'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

# Failures are one line and a code of docs/EXIT-CODES.md; 7 is a missing tool.
function Stop-Setup([string] $message, [int] $code = 7) {
    [Console]::Error.WriteLine("mcunet: $message")
    exit $code
}

# Runs a command; shows what it printed only when it fails.
function Invoke-Quietly([string] $command, [string[]] $arguments) {
    $output = & $command @arguments 2>&1
    if ($LASTEXITCODE -ne 0) {
        $output | ForEach-Object { [Console]::Error.WriteLine($_) }
        Stop-Setup "failed: $command $arguments"
    }
}

function Get-Newest {
    $folders = 'native-interop', 'firmware', 'tools' | ForEach-Object { Join-Path $root $_ }
    $files = Get-ChildItem -Path $folders -Recurse -File | Where-Object { $_.FullName -notmatch '[\\/](bin|obj)[\\/]' }
    ($files | Measure-Object -Property LastWriteTimeUtc -Maximum).Maximum
}

function Test-Current {
    (Test-Path $program) -and (Test-Path $stamp) -and ((Get-Item $stamp).LastWriteTimeUtc -ge (Get-Newest))
}

if (-not (Test-Current)) {
    if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
        Stop-Setup 'missing: the .NET 10 SDK (https://dotnet.microsoft.com/download)'
    }
    foreach ($tool in 'cmake', 'ninja', 'gcc') {
        if (-not (Get-Command $tool -ErrorAction SilentlyContinue)) {
            Stop-Setup "missing: $tool (MSYS2's packages mingw-w64-ucrt-x86_64-gcc, -cmake and -ninja, with ucrt64\bin in PATH); or install the package, which needs none: dotnet tool install MCUNetV2.Cli"
        }
    }
    [Console]::Error.WriteLine('mcunet: building (once; again only when the sources change)')
    $began = (Get-Date).ToUniversalTime()
    $native = Join-Path $root 'build/native'
    if (-not (Test-Path (Join-Path $native 'build.ninja'))) {
        Invoke-Quietly cmake @('-S', (Join-Path $root 'native-interop'), '-B', $native, '-G', 'Ninja', '-DCMAKE_C_COMPILER=gcc', '-DCMAKE_BUILD_TYPE=Release', '-DMCUNET_TESTS=OFF')
    }
    Invoke-Quietly cmake @('--build', $native)
    Invoke-Quietly dotnet @('build', (Join-Path $root 'tools/MCUNetV2.Cli'), '-c', 'Release')
    Set-Content -Path $stamp -Value 'built'
    (Get-Item $stamp).LastWriteTimeUtc = $began
}

& dotnet $program @args
exit $LASTEXITCODE
