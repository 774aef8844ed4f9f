# SPDX-License-Identifier: MIT
# The suites that ./test.sh runs, and their sum. Sourced by bash after tools/setup.sh; $slow is true or false.

suite_passed=0 suite_failed=0 suite_skipped=0
suite_logs=$root/build/test
suite_corpus=$suite_logs/corpus
mkdir -p "$suite_logs" "$suite_corpus"

# suite_add NAME LOG EXIT_CODE PASSED FAILED SKIPPED: a suite that crashed or ran nothing counts as one failure.
suite_add() {
    local name=$1 log=$2 code=$3 passed=${4:-0} failed=${5:-0} skipped=${6:-0}
    if [ $((passed + failed + skipped)) -eq 0 ] || { [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; }; then
        failed=$((failed + 1))
    fi
    suite_passed=$((suite_passed + passed))
    suite_failed=$((suite_failed + failed))
    suite_skipped=$((suite_skipped + skipped))
    printf '%-28s %6d passed %4d failed %4d skipped %6ds\n' "$name" "$passed" "$failed" "$skipped" $((SECONDS - suite_start))
    if [ "$failed" -gt 0 ]; then
        tail -n 200 "$log"
    fi
}

# suite_build NAME COMMAND...: runs a build; a broken one counts as a failed suite.
suite_build() {
    local name=$1 log="$suite_logs/$1.log"
    shift
    suite_start=$SECONDS
    "$@" >"$log" 2>&1 && return
    suite_add "$name" "$log" 1
    return 1
}

# suite_ctest COMPILER CMAKE_OPTION...: the C unit tests under the address and undefined-behaviour sanitizers, built in build/COMPILER.
suite_ctest() {
    suite_build "c-$1-build" suite_cmake "$root/build/$1" -DCMAKE_C_COMPILER="$1" -DCMAKE_BUILD_TYPE=RelWithDebInfo \
        -DMCUNET_SANITIZE=address,undefined "${@:2}" || return
    suite_run_ctest "$1"
}

# suite_target NAME: the C unit tests on a simulated microcontroller, built in build/NAME.
suite_target() {
    suite_build "c-$1-build" setup_target "$1" || return
    suite_run_ctest "$1"
}

# suite_emulated PLATFORM EMULATOR: the C unit tests as ./pack.sh builds the engine for another platform (ports/host/PLATFORM.cmake), run by an emulator of it.
suite_emulated() {
    suite_build "c-$1-build" suite_cmake "$root/build/$1" -DCMAKE_TOOLCHAIN_FILE="$root/native-interop/ports/host/$1.cmake" "-DCMAKE_CROSSCOMPILING_EMULATOR=$2" || return
    # Wine keeps its settings in a folder of its own, and finds the library through this path.
    WINEDEBUG=-all WINEPREFIX=$root/build/wine WINEPATH="Z:$root/build/$1" suite_run_ctest "$1"
}

# suite_run_ctest FOLDER: the C unit tests built in build/FOLDER.
suite_run_ctest() {
    local name="c-$1" folder="$root/build/$1"
    local log="$suite_logs/$name.log" report="$suite_logs/$name.xml" code=0
    suite_start=$SECONDS
    rm -f "$report"
    ctest --test-dir "$folder" --output-on-failure -j"$(nproc)" --output-junit "$report" >"$log" 2>&1 || code=$?
    local tests failed skipped
    tests=$(suite_attribute "$report" tests)
    failed=$(suite_attribute "$report" failures)
    skipped=$(suite_attribute "$report" skipped)
    suite_add "$name" "$log" "$code" $((tests - failed - skipped)) "$failed" "$skipped"
}

# suite_fuzz FOLDER TARGET SECONDS: a libFuzzer target built in build/FOLDER, from the packages that the .NET suites left, for a bounded time.
suite_fuzz() {
    local name="$2${1#clang}" code=0
    local log="$suite_logs/$name.log" found
    suite_start=$SECONDS
    found=$(mktemp -d)
    suite_seeds "$2"
    "$root/build/$1/tests/fuzz/$2" -seed=1 -max_total_time="$3" -timeout=20 -artifact_prefix="$suite_logs/$name-" \
        "$found" "${seeds[@]}" >"$log" 2>&1 || code=$?
    rm -rf "$found"
    suite_add "$name" "$log" "$code" $((code == 0 ? 1 : 0))
}

# suite_seeds TARGET: sets $seeds to where its inputs begin. Those of fuzz_image are settings, of which packages would only keep it away.
suite_seeds() {
    seeds=("$suite_corpus")
    [ "$1" != fuzz_image ] || seeds=()
}

# suite_fuzz32 SECONDS: every fuzz target as a 32-bit program, where sizes and addresses wrap as they do on a microcontroller.
suite_fuzz32() {
    local version target
    version=$(gcc -dumpversion | cut -d. -f1)
    setup_packages /usr/include/x86_64-linux-gnu/gnu/stubs-32.h=libc6-dev-i386 "/usr/lib/gcc/x86_64-linux-gnu/$version/32/libgcc.a=lib32gcc-$version-dev" \
        "/usr/lib/gcc/x86_64-linux-gnu/$version/32/libstdc++.a=lib32stdc++-$version-dev"
    suite_build fuzz32-build suite_cmake "$root/build/clang32" -DCMAKE_C_COMPILER=clang -DCMAKE_C_FLAGS=-m32 -DCMAKE_BUILD_TYPE=RelWithDebInfo \
        -DMCUNET_SANITIZE=address,undefined -DMCUNET_FUZZ=ON || return
    suite_run_ctest clang32
    for target in fuzz_reader fuzz_run fuzz_head fuzz_image fuzz_interop; do
        suite_fuzz clang32 "$target" "$1"
    done
}

# suite_coverage: the lines of engine, kernels, heads, image conversion and interop that the C tests and the fuzz targets reach.
suite_coverage() {
    local name=coverage target
    local log="$suite_logs/$name.log"
    suite_build coverage-build suite_cmake "$root/build/coverage" -DCMAKE_C_COMPILER=gcc "-DCMAKE_C_FLAGS=--coverage -O1" -DCMAKE_BUILD_TYPE=Debug \
        -DMCUNET_FUZZ=standalone || return
    find "$root/build/coverage" -name '*.gcda' -delete
    suite_run_ctest coverage
    for target in fuzz_reader fuzz_run fuzz_head fuzz_image fuzz_interop; do
        suite_seeds "$target"
        "$root/build/coverage/tests/fuzz/$target" -runs=5000 -seed=1 "${seeds[@]}" >>"$log" 2>&1
    done
    local code=0
    suite_start=$SECONDS
    "$root/tests/coverage.sh" "$root/build/coverage" >"$log" 2>&1 || code=$?
    tail -n 3 "$log"
    suite_add "$name" "$log" "$code" $((code == 0 ? 1 : 0))
}

suite_cmake() {
    local folder=$1
    shift
    cmake -S "$root/native-interop" -B "$folder" -G Ninja "$@" && cmake --build "$folder"
}

# suite_attribute REPORT NAME: a number of a JUnit report's first element; 0 when there is none.
suite_attribute() {
    local value
    value=$(grep -o -m1 "\b$2=\"[0-9]*\"" "$1" 2>/dev/null | head -n 1 | tr -dc 0-9)
    echo "${value:-0}"
}

# Every test project under tests/, each as its own process.
suite_dotnet() {
    export MCUNET_FUZZ_CORPUS=$suite_corpus
    suite_build dotnet-build dotnet build tests/build.proj -p:Slow="$slow" || return
    local program
    while read -r program; do
        suite_xunit "$(basename "$program" .dll)" "$program"
    done <"$suite_logs/programs.txt"
}

# suite_xunit NAME PROGRAM: an xunit.v3 test program.
suite_xunit() {
    local name=$1 log="$suite_logs/$1.log" code=0 filter=() summary
    [ "$slow" = true ] || filter=(-trait- Category=Slow)
    suite_start=$SECONDS
    dotnet "$2" -noColor -noLogo "${filter[@]}" >"$log" 2>&1 </dev/null || code=$?
    summary=$(grep -o 'Total: [0-9].*' "$log" | tail -n 1)
    local total errors failed skipped unrun
    total=$(suite_count Total "$summary")
    errors=$(suite_count Errors "$summary")
    failed=$(suite_count Failed "$summary")
    skipped=$(suite_count Skipped "$summary")
    unrun=$(suite_count 'Not Run' "$summary")
    suite_add "$name" "$log" "$code" $((total - failed - skipped - unrun)) $((failed + errors)) "$skipped"
}

# suite_count KEY SUMMARY: the number after "KEY: "; 0 when there is none.
suite_count() {
    local value
    value=$(grep -o "$1: [0-9]*" <<<"$2" | tr -dc 0-9)
    echo "${value:-0}"
}

# The last line of all; fails when a test failed or nothing passed.
suite_summary() {
    local skipped=
    [ "$suite_skipped" -gt 0 ] && skipped=", $suite_skipped skipped"
    echo "$suite_passed passed, $suite_failed failed$skipped"
    [ "$suite_failed" -eq 0 ] && [ "$suite_passed" -gt 0 ]
}
