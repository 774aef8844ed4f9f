#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# coverage.sh BUILD: which lines of native-interop/src ran, from a build with --coverage after its tests. Prints every line that did not, and
# the sum. Fails below 97 %, and for a line that tests/coverage-missing.txt does not explain.
set -euo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
build=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$build" # from where the compiler may have named the sources
find CMakeFiles/mcunet.dir/src -name '*.gcda' -print0 | xargs -0 gcov --preserve-paths >"$folder/gcov.log" 2>&1
mv ./*.gcov "$folder"
cd "$folder"
awk -v explanations="$root/tests/coverage-missing.txt" '
    BEGIN {
        while ((getline line < explanations) > 0) {
            if (line !~ /^(#|$)/) { split(line, part, /  +/); known[part[1]] = 1 }
        }
    }
    FNR == 1 { file = FILENAME; sub(/.*#src#/, "", file); sub(/\.gcov$/, "", file); gsub(/#/, "/", file) }
    /^ *[0-9]+\*?:/ { lines++ }
    /^ *#####:/ {
        lines++
        missed++
        text = $0
        sub(/^ *#####: *[0-9]+: */, "", text)
        explained = (file in known) || ((file ": " text) in known)
        unexplained += !explained
        printf "%s %s: %s\n", explained ? "explained  " : "UNEXPLAINED", file, text
    }
    END {
        if (lines == 0) { print "no line was measured"; exit 1 }
        printf "coverage: %d of %d lines, %.2f %%; %d missing, %d of them unexplained\n", lines - missed, lines, 100 * (lines - missed) / lines, missed, unexplained
        exit (lines - missed) / lines < 0.97 || unexplained > 0
    }' ./*native-interop#src#*.c.gcov
