/* SPDX-License-Identifier: MIT */
/*
 * Channel by channel, the weights stay in registers while all windows stream past them. Windows of more than MCUNET_ESP32S3_SHORT vectors
 * do so in parts of at most that many, equal or differing by one; between parts their sums wait in memory.
 *
 * With an odd number of halves of a vector in a window, every second window begins in the middle of a vector. The weights are laid
 * out for those: half a vector of zeros, then the weights. For the others they are moved down by half a vector in the registers.
 */
#include "conv_2d_windows.h"

#include "convolve.h"

#define HALF (PIE_VECTOR / 2)

/* Loads `n` vectors of weights to q0 and up. */
MCUNET_INLINE const int8_t *load_weights(pie *p, const int n, const int8_t *stream)
{
#pragma GCC unroll 6
    for (int i = 0; i < n; i++) {
        stream = pie_load(p, i, stream, PIE_VECTOR);
    }
    return stream;
}

/* Moves them half a vector down; what follows them is at `next`, or nothing. */
MCUNET_INLINE void lower_weights(pie *p, const int n, const int8_t *next)
{
    if (next == NULL) {
        pie_zero(p, 7);
    } else {
        pie_load(p, 7, next, 0);
    }
    pie_set_distance(p, HALF);
#pragma GCC unroll 6
    for (int i = 0; i + 1 < n; i++) {
        pie_align(p, i, i, i + 1);
    }
    pie_align(p, n - 1, n - 1, 7);
}

/* Windows whose outputs are as far apart as each other, as every channel goes over them. */
typedef struct {
    const int8_t *input;
    int32_t output, pixels; /* output: bytes behind the channel's first one */
    int32_t row, pass;
} place;

/*
 * Moves on to the next of a channel's runs; returns 0 after the last one. With halves there are two passes: over the windows that begin in the
 * middle of a vector, then over the others.
 */
static __attribute__((noinline)) int next_run(const mcunet_esp32s3_windows *w, place *at)
{
    for (;;) {
        if (++at->row == w->rows) {
            if (at->pass == w->halves) {
                return 0;
            }
            at->pass++;
            at->row = 0;
        }
        at->input = w->input + at->row * w->input_row_step;
        at->output = at->row * w->output_row_step;
        at->pixels = w->pixels;
        if (!w->halves) {
            return 1;
        }
        const int32_t first = (((uintptr_t)at->input & HALF) == 0) ^ at->pass;
        at->input += first * w->input_step;
        at->output += first * w->output_step;
        at->pixels = (w->pixels + 1 - first) >> 1;
        if (at->pixels > 0) {
            return 1;
        }
    }
}

/* All windows, and what is the same for all channels. */
typedef struct {
    const mcunet_esp32s3_windows *windows;
    place first;
    int32_t step, advance; /* from an output to the next; from a window's last vector, if there were one in a part, to the next window */
    int single;            /* whether the first run is all */
} walk;

static walk begin_walk(const mcunet_esp32s3_windows *w)
{
    walk all = {
        w, {w->input, 0, 0, -1, 0}, w->output_step << w->halves, (w->input_step << w->halves) + PIE_VECTOR, w->rows == 1 && !w->halves};
    next_run(w, &all.first);
    return all;
}

/* A part of all windows, as long for each, and one channel's weights for it. */
typedef struct {
    walk all;
    const mcunet_esp32s3_channel *channel;
    const int8_t *weights;
    int32_t offset; /* of the part in each window */
    int8_t *output;
} part;

/*
 * Computes a part of `n` vectors, the last one (outputs) or an earlier one (sums), the first one or a later one (resumes). The second of two
 * passes has lowered weights. Returns what follows the weights.
 */
MCUNET_INLINE const int8_t *compute_part(pie *p, const int n, const mcunet_esp32s3_finish finish, const int resumes, const int ends,
                                         const part *a)
{
    const mcunet_esp32s3_windows *w = a->all.windows;
    const int8_t *const next = load_weights(p, n, a->weights), *from = w->sums;
    int8_t *to = w->sums;
    const place *const first = &a->all.first;
    place at;
    convolve_run run;
    int32_t pass = 0;
    at.input = first->input; /* one by one: for the whole the compiler would call memcpy */
    at.output = first->output;
    at.pixels = first->pixels;
    at.row = first->row;
    at.pass = first->pass;
    run.step = a->all.step;
    run.advance = a->all.advance - PIE_VECTOR * n;
    do {
        if (at.pass != pass) {
            lower_weights(p, n, ends ? NULL : next);
            pass = at.pass;
        }
        run.input = at.input + a->offset;
        run.output = a->output + at.output;
        run.pixels = at.pixels;
        if (ends) {
            from = convolve_outputs(p, n, finish, &run, a->channel, w->bounds, resumes, from);
        } else {
            to = convolve_sums(p, n, &run, resumes, to, to);
        }
    } while (!a->all.single && next_run(w, &at));
    return next;
}

typedef void (*short_function)(const mcunet_esp32s3_windows *w);
typedef const int8_t *(*part_function)(pie *p, const part *a);

/* Windows of one part only. */
#define SHORT(n, finish)                                                                                       \
    static void short_##n##_##finish(const mcunet_esp32s3_windows *w)                                          \
    {                                                                                                          \
        part a = {begin_walk(w), (const mcunet_esp32s3_channel *)(const void *)w->stream, NULL, 0, w->output}; \
        pie p;                                                                                                 \
        PIE_CLEAR(&p);                                                                                         \
        for (int32_t left = w->channels; left > 0; left--, a.output++) {                                       \
            a.weights = (const int8_t *)(a.channel + 1);                                                       \
            a.channel = (const void *)compute_part(&p, n, MCUNET_ESP32S3_##finish, 0, 1, &a);                  \
        }                                                                                                      \
    }
#define PART(name, n, finish, resumes, ends)                                  \
    static const int8_t *name(pie *p, const part *a)                          \
    {                                                                         \
        return compute_part(p, n, MCUNET_ESP32S3_##finish, resumes, ends, a); \
    }
#define EACH_SHORT(n) SHORT(n, RECTIFIED) SHORT(n, FULL) SHORT(n, BOUNDED)
/* clang-format off */
#define EACH_PART(n)                                                                                     \
    PART(first_##n, n, FULL, 0, 0) PART(later_##n, n, FULL, 1, 0)                                        \
    PART(last_##n##_RECTIFIED, n, RECTIFIED, 1, 1) PART(last_##n##_BOUNDED, n, BOUNDED, 1, 1)
/* clang-format on */

EACH_SHORT(1)
EACH_SHORT(2)
EACH_SHORT(3)
EACH_SHORT(4)
EACH_SHORT(5)
EACH_SHORT(6)
EACH_PART(3)
EACH_PART(4)
EACH_PART(5)
EACH_PART(6)

#define FEWEST 3 /* vectors of a part, as there are at least 7 */
/* The whole range is bounds like others here: one instruction an output more, of 20 and up, and a kilobyte of code less. */
/* clang-format off */
#define THREE(name, n) {name##_##n##_RECTIFIED, name##_##n##_FULL, name##_##n##_BOUNDED}
#define LAST(n) {last_##n##_RECTIFIED, last_##n##_BOUNDED}
/* clang-format on */

/* Windows of `count` parts, `longer` of them of `most` vectors, the others one less. */
static void compute_long(const mcunet_esp32s3_windows *w, int32_t count, int32_t longer, int32_t most)
{
    static const part_function first[] = {first_3, first_4, first_5, first_6}, later[] = {later_3, later_4, later_5, later_6};
    static const part_function last[][2] = {LAST(3), LAST(4), LAST(5), LAST(6)};
    const part_function begin = first[most - FEWEST], wide = later[most - FEWEST], narrow = later[longer < count ? most - 1 - FEWEST : 0];
    const part_function end = last[longer < count ? most - 1 - FEWEST : most - FEWEST][w->bounds.finish != MCUNET_ESP32S3_RECTIFIED];
    part a = {begin_walk(w), (const mcunet_esp32s3_channel *)(const void *)w->stream, NULL, 0, w->output};
    pie p;
    PIE_CLEAR(&p);
    for (int32_t left = w->channels; left > 0; left--, a.output++) {
        const int8_t *const weights = (const int8_t *)(a.channel + 1);
        a.weights = weights;
        a.offset = 0;
        a.weights = begin(&p, &a);
        for (int32_t i = 1; i < count; i++) {
            a.offset = (int32_t)(a.weights - weights);
            a.weights = (i == count - 1 ? end : i < longer ? wide : narrow)(&p, &a);
        }
        a.channel = (const void *)a.weights;
    }
}

void mcunet_esp32s3_conv_2d_windows(const mcunet_esp32s3_windows *windows)
{
    static const short_function functions[][3] = {THREE(short, 1), THREE(short, 2), THREE(short, 3),
                                                  THREE(short, 4), THREE(short, 5), THREE(short, 6)};
    if (windows->vectors <= MCUNET_ESP32S3_SHORT) {
        functions[windows->vectors - 1][windows->bounds.finish](windows);
        return;
    }
    const int32_t count = (windows->vectors + MCUNET_ESP32S3_SHORT - 1) / MCUNET_ESP32S3_SHORT;
    const int32_t most = (windows->vectors + count - 1) / count;
    compute_long(windows, count, windows->vectors - count * (most - 1), most);
}
