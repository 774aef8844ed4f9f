/* SPDX-License-Identifier: MIT */
/*
 * A driver for compilers without libFuzzer: runs every file of the folders once, then mutants of them.
 *   TARGET [-runs=N] [-seed=N] FOLDER...
 * A run that fails ends in a signal, or in the sanitizer's report; what was run is then in the file "standalone-last".
 */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "package_mutator.h"

#define MAX_INPUTS 20000
#define MAX_BYTES 65536

static uint8_t *inputs[MAX_INPUTS];
static size_t sizes[MAX_INPUTS];
static size_t input_count;
static uint8_t current[MAX_BYTES];
static size_t current_bytes;
static uint32_t random_state = 1;

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size)
{
    if (size < max_size && fuzz_random(&random_state) % 2 == 0) {
        const size_t more = 1 + fuzz_random(&random_state) % 24;
        for (size_t i = 0; i < more && size < max_size; i++) {
            data[size++] = (uint8_t)fuzz_random(&random_state);
        }
    } else if (size > 0 && fuzz_random(&random_state) % 8 == 0) {
        return fuzz_random(&random_state) % size;
    }
    for (uint32_t count = 1 + fuzz_random(&random_state) % 4; count > 0 && size > 0; count--) {
        data[fuzz_random(&random_state) % size] = (uint8_t)fuzz_random(&random_state);
    }
    return size;
}

/* Only what a signal handler may do. */
static void keep(int number)
{
    FILE *file = fopen("standalone-last", "wb");
    if (file != NULL) {
        fwrite(current, 1, current_bytes, file);
        fclose(file);
    }
    signal(number, SIG_DFL);
    raise(number);
}

static void add(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return;
    }
    const size_t bytes = fread(current, 1, sizeof current, file);
    fclose(file);
    if (bytes > 0 && input_count < MAX_INPUTS) {
        inputs[input_count] = malloc(bytes);
        if (inputs[input_count] != NULL) {
            memcpy(inputs[input_count], current, bytes);
            sizes[input_count++] = bytes;
        }
    }
}

static void add_folder(const char *folder)
{
    DIR *directory = opendir(folder);
    struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] != '.') {
            add(folder, entry->d_name);
        }
    }
    if (directory != NULL) {
        closedir(directory);
    }
}

static void run(void)
{
    uint8_t *copy = malloc(current_bytes + 1); /* as libFuzzer hands inputs out: exactly as long as they are */
    if (copy != NULL) {
        memcpy(copy, current, current_bytes);
        LLVMFuzzerTestOneInput(copy, current_bytes);
        free(copy);
    }
}

int main(int argc, char **argv)
{
    long runs = 0;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "-runs=", 6) == 0) {
            runs = atol(argv[i] + 6);
        } else if (strncmp(argv[i], "-seed=", 6) == 0) {
            random_state = (uint32_t)atol(argv[i] + 6) | 1u;
        } else {
            add_folder(argv[i]);
        }
    }
    signal(SIGSEGV, keep);
    signal(SIGFPE, keep);
    signal(SIGABRT, keep);
    for (size_t i = 0; i < input_count; i++) {
        memcpy(current, inputs[i], sizes[i]);
        current_bytes = sizes[i];
        run();
    }
    for (long i = 0; i < runs; i++) {
        current_bytes = 0;
        if (input_count > 0) {
            const size_t chosen = fuzz_random(&random_state) % input_count;
            memcpy(current, inputs[chosen], sizes[chosen]);
            current_bytes = sizes[chosen];
        }
        for (uint32_t count = 1 + fuzz_random(&random_state) % 3; count > 0; count--) {
            current_bytes = LLVMFuzzerCustomMutator(current, current_bytes, sizeof current, fuzz_random(&random_state));
        }
        run();
    }
    printf("%zu inputs and %ld mutants run\n", input_count, runs);
    return 0;
}
