/* SPDX-License-Identifier: MIT */
/*
 * Run by run and channel by channel, the weights stay in registers while the run's windows stream past them: they are loaded again for each
 * run, which takes less than finding a run again for each channel. Windows of more than MCUNET_ESP32S3_SHORT vectors do so in parts of at
 * most that many, equal or differing by one; between parts their sums wait in memory.
 *
 * With an odd number of halves of a vector in a window, every second window begins in the middle of a vector. The weights are laid
 * out for those: half a vector of zeros, then the weights. For the others they are moved down by half a vector in the registers. Windows of
 * half a vector go in pairs, each with its own register of weights.
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

/* A part of a run's windows, as long for each, and one channel's weights for it. */
typedef struct {
    convolve_run run; /* of the part; its `advance` as if a part were one vector */
    mcunet_esp32s3_bounds bounds;
    int8_t *sums;
    int is_lowered; /* windows begin at the first byte of a vector, though the weights are laid out for others */
    const mcunet_esp32s3_channel *channel;
    const int8_t *weights;
} part;

/*
 * Computes a part of `n` vectors, the last one (outputs) or an earlier one (sums), the first one or a later one (resumes). Returns what
 * follows the weights.
 */
MCUNET_INLINE const int8_t *compute_part(pie *p, const int n, const mcunet_esp32s3_finish finish, const int resumes, const int ends,
                                         const part *a)
{
    const int8_t *const next = load_weights(p, n, a->weights);
    if (a->is_lowered) {
        lower_weights(p, n, ends ? NULL : next);
    }
    convolve_run run = a->run;
    run.advance -= PIE_VECTOR * (n - 1);
    if (ends) {
        convolve_outputs(p, n, finish, &run, a->channel, a->bounds, resumes, a->sums);
    } else {
        convolve_sums(p, n, &run, resumes, a->sums, a->sums);
    }
    return next;
}

typedef void (*short_function)(const part *run, int32_t channels);
typedef const int8_t *(*part_function)(pie *p, const part *a);

/* Windows of one part only. */
#define SHORT(n, finish)                                                                      \
    static void short_##n##_##finish(const part *run, int32_t channels)                       \
    {                                                                                         \
        part a = *run;                                                                        \
        pie p;                                                                                \
        PIE_CLEAR(&p);                                                                        \
        for (; channels > 0; channels--, a.run.output++) {                                    \
            a.weights = (const int8_t *)(a.channel + 1);                                      \
            a.channel = (const void *)compute_part(&p, n, MCUNET_ESP32S3_##finish, 0, 1, &a); \
        }                                                                                     \
    }
/* Windows of half a vector, two and two. */
#define PAIRS_OF(finish)                                                                   \
    static void pairs_##finish(const part *run, int32_t channels)                          \
    {                                                                                      \
        convolve_run a = run->run;                                                         \
        const mcunet_esp32s3_channel *channel = run->channel;                              \
        pie p;                                                                             \
        PIE_CLEAR(&p);                                                                     \
        pie_set_distance(&p, HALF);                                                        \
        for (; channels > 0; channels--, a.output++) {                                     \
            const int8_t *const next = load_weights(&p, 1, (const int8_t *)(channel + 1)); \
            pie_zero(&p, 7);                                                               \
            pie_align(&p, 1, 0, 7);                                                        \
            convolve_pairs(&p, MCUNET_ESP32S3_##finish, &a, channel, run->bounds);         \
            channel = (const void *)next;                                                  \
        }                                                                                  \
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
PAIRS_OF(RECTIFIED)
PAIRS_OF(FULL)
PAIRS_OF(BOUNDED)
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
static void compute_long(const part *run, int32_t channels, int32_t count, int32_t longer, int32_t most)
{
    static const part_function first[] = {first_3, first_4, first_5, first_6}, later[] = {later_3, later_4, later_5, later_6};
    static const part_function last[][2] = {LAST(3), LAST(4), LAST(5), LAST(6)};
    const part_function begin = first[most - FEWEST], wide = later[most - FEWEST], narrow = later[longer < count ? most - 1 - FEWEST : 0];
    const int is_rectified = run->bounds.finish == MCUNET_ESP32S3_RECTIFIED;
    const part_function end = last[longer < count ? most - 1 - FEWEST : most - FEWEST][!is_rectified];
    part a = *run;
    pie p;
    PIE_CLEAR(&p);
    for (; channels > 0; channels--, a.run.output++) {
        const int8_t *const weights = (const int8_t *)(a.channel + 1);
        a.weights = weights;
        a.run.input = run->run.input;
        a.weights = begin(&p, &a);
        for (int32_t i = 1; i < count; i++) {
            a.run.input = run->run.input + (a.weights - weights);
            a.weights = (i == count - 1 ? end : i < longer ? wide : narrow)(&p, &a);
        }
        a.channel = (const void *)a.weights;
    }
}

static void compute(const part *run, const mcunet_esp32s3_windows *w)
{
    static const short_function functions[][3] = {THREE(short, 1), THREE(short, 2), THREE(short, 3),
                                                  THREE(short, 4), THREE(short, 5), THREE(short, 6)};
    if (w->vectors <= MCUNET_ESP32S3_SHORT) {
        functions[w->vectors - 1][w->bounds.finish](run, w->channels);
        return;
    }
    const int32_t count = (w->vectors + MCUNET_ESP32S3_SHORT - 1) / MCUNET_ESP32S3_SHORT;
    const int32_t most = (w->vectors + count - 1) / count;
    compute_long(run, w->channels, count, w->vectors - count * (most - 1), most);
}

/* A row of windows that are halves of vectors: the pairs, and what is left over at either end. */
static void compute_pairs(part *a, const mcunet_esp32s3_windows *w)
{
    static const short_function functions[] = {pairs_RECTIFIED, pairs_FULL, pairs_BOUNDED};
    int32_t left = w->pixels;
    while (left > 0) {
        const int is_lower = ((uintptr_t)a->run.input & HALF) == 0;
        if (is_lower && left > 1) {
            a->run.pixels = left & ~1;
            functions[w->bounds.finish](a, w->channels);
        } else {
            a->run.pixels = 1;
            a->is_lowered = is_lower;
            compute(a, w);
        }
        left -= a->run.pixels;
        a->run.input += a->run.pixels * w->input_step;
        a->run.output += a->run.pixels * w->output_step;
    }
}

/* A row of windows with half a vector left over: every second one. */
static void compute_halves(part *a, const mcunet_esp32s3_windows *w)
{
    a->run.advance = 2 * w->input_step;
    a->run.step = 2 * w->output_step;
    for (int32_t first = 0; first < 2 && first < w->pixels; first++) {
        a->run.pixels = (w->pixels + 1 - first) >> 1;
        a->is_lowered = ((uintptr_t)a->run.input & HALF) == 0;
        compute(a, w);
        a->run.input += w->input_step;
        a->run.output += w->output_step;
    }
}

void mcunet_esp32s3_conv_2d_windows(const mcunet_esp32s3_windows *w)
{
    part a = {{NULL, NULL, w->pixels, w->input_step, w->output_step}, w->bounds, w->sums, 0, (const void *)w->stream, NULL};
    const int8_t *input = w->input;
    int8_t *output = w->output;
    for (int32_t row = 0; row < w->rows; row++, input += w->input_row_step, output += w->output_row_step) {
        a.run.input = input;
        a.run.output = output;
        if (!w->halves) {
            compute(&a, w);
        } else if (w->input_step == HALF) {
            compute_pairs(&a, w);
        } else {
            compute_halves(&a, w);
        }
    }
}
