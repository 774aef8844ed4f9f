/* SPDX-License-Identifier: MIT */
/*
 * The loops of CONV_2D: the windows of neighbouring pixels, one after another, meet one channel's weights, which stay in registers: q0
 * and up hold up to six vectors of weights, q6 and q7 the pixels.
 *
 * On the S3 each loop is one block of assembly, because the compiler makes no zero-overhead loop around instructions it does not know:
 * that would be two more instructions an output. The scalar instructions of the output before stand between the vector ones, which
 * need a cycle between a load and its use, and two between the last product and the reading of ACCX. Elsewhere the loops are C.
 */
#ifndef MCUNET_ESP32S3_CONVOLVE_H
#define MCUNET_ESP32S3_CONVOLVE_H

#include "requantise.h"

#define CONVOLVE_MOST 6 /* vectors of weights in registers */

/* Pixels whose outputs are as far apart as each other. */
typedef struct {
    const int8_t *input; /* the first window, or the part of it that meets these weights */
    int8_t *output;
    int32_t pixels;  /* at least 1 */
    int32_t advance; /* bytes from the last vector of a window's part to the first of the next one's */
    int32_t step;    /* bytes from an output to the next */
} convolve_run;

/* clang-format off */
#if MCUNET_PIE

#define NEXT_(u, x, w) "ee.vmulas.s8.accx.ld.ip q" #u ", %[in], 16, q" #x ", q" #w "\n\t"
#define SKIP_(u, x, w) "ee.vmulas.s8.accx.ld.xp q" #u ", %[in], %[advance], q" #x ", q" #w "\n\t"
#define DOT_(x, w) "ee.vmulas.s8.accx q" #x ", q" #w "\n\t"

/* The first vector of a window. */
#define FIRST_1 "ee.vld.128.xp q6, %[in], %[advance]\n\t"
#define FIRST_2 "ee.vld.128.ip q6, %[in], 16\n\t"
#define FIRST_3 FIRST_2
#define FIRST_4 FIRST_2
#define FIRST_5 FIRST_2
#define FIRST_6 FIRST_2
/* The last product, which also loads the first vector of the next window; or, after the last window, does not. */
#define ON_1 SKIP_(6, 6, 0)
#define ON_2 NEXT_(6, 7, 1)
#define ON_3 NEXT_(6, 6, 2)
#define ON_4 NEXT_(6, 7, 3)
#define ON_5 NEXT_(6, 6, 4)
#define ON_6 NEXT_(6, 7, 5)
#define END_1 DOT_(6, 0)
#define END_2 DOT_(7, 1)
#define END_3 DOT_(6, 2)
#define END_4 DOT_(7, 3)
#define END_5 DOT_(6, 4)
#define END_6 DOT_(7, 5)
/* All products of a window, between scalar instructions a to g. */
#define WINDOW_1(last, a, b, c, d, e, f, g) a last b c d e f g
#define WINDOW_2(last, a, b, c, d, e, f, g) a SKIP_(7, 6, 0) b last c d e f g
#define WINDOW_3(last, a, b, c, d, e, f, g) a NEXT_(7, 6, 0) b SKIP_(6, 7, 1) c last d e f g
#define WINDOW_4(last, a, b, c, d, e, f, g) a NEXT_(7, 6, 0) b NEXT_(6, 7, 1) c SKIP_(7, 6, 2) d last e f g
#define WINDOW_5(last, a, b, c, d, e, f, g) a NEXT_(7, 6, 0) b NEXT_(6, 7, 1) c NEXT_(7, 6, 2) d SKIP_(6, 7, 3) e last f g
#define WINDOW_6(last, a, b, c, d, e, f, g) \
    a NEXT_(7, 6, 0) b NEXT_(6, 7, 1) c NEXT_(7, 6, 2) d NEXT_(6, 7, 3) e SKIP_(7, 6, 4) last f g
#define PLAIN(n, last) WINDOW_##n(last, , , , , , , )

/* What a window's sum begins with: nothing, or what its earlier parts gave. */
#define START_ANEW "ee.zero.accx\n\t"
#define START_ON "ee.ld.accx.ip %[from], 8\n\t"
#define FROM_ANEW
#define FROM_ON , [from] "+r"(sums)
#define SAVE "ee.st.accx.ip %[to], 8\n\t"
#define READ "rur.accx_0 %[t]\n\t"
#define WAIT "nop\n\tnop\n\t"

/* requantise.h's formula, as the instructions a to g. */
#define MULTIPLY "mulsh %[t], %[t], %[multiplier]\n\t"
#define SHIFT "sra %[t], %[t]\n\t"
#define SATURATE "clamps %[t], %[t], 7\n\t"
#define PUT "s8i %[t], %[out], 0\n\t"
#define STEP "add %[out], %[out], %[step]\n\t"
#define BIAS "addx4 %[t], %[t], %[bias]\n\t"
#define BIAS_SIGNED BIAS "srai %[s], %[t], 31\n\t"
#define ROUND_SIGNED "addx2 %[s], %[s], %[rounding]\n\tadd %[t], %[t], %[s]\n\t"
#define BOUND "max %[t], %[t], %[low]\n\tmin %[t], %[t], %[high]\n\t"
#define FINISH_RECTIFIED(window, last) window(last, BIAS, MULTIPLY, "add %[t], %[t], %[rounding]\n\t", SHIFT, SATURATE, PUT, STEP)
#define FINISH_FULL(window, last) window(last, BIAS_SIGNED, MULTIPLY, ROUND_SIGNED, SHIFT, SATURATE, PUT, STEP)
#define FINISH_BOUNDED(window, last) window(last, BIAS_SIGNED, MULTIPLY, ROUND_SIGNED, SHIFT, BOUND, PUT, STEP)
#define SIGN_RECTIFIED
#define SIGN_FULL , [s] "=&r"(s)
#define SIGN_BOUNDED SIGN_FULL
#define LIMITS_RECTIFIED
#define LIMITS_FULL
#define LIMITS_BOUNDED , [low] "r"(bounds.low), [high] "r"(bounds.high)
#define NO_WINDOW(last, a, b, c, d, e, f, g) a b c d e f g

#define OUTPUTS(n, start, finish)                                                                                     \
    __asm__ volatile("ssr %[t]\n\t" FIRST_##n "bgez %[left], 1f\n\t"                                                  \
                     START_##start PLAIN(n, END_##n) WAIT READ "j 3f\n"                                               \
                     "1:\t" START_##start PLAIN(n, ON_##n) WAIT READ "loopgtz %[left], 2f\n\t"                        \
                     START_##start FINISH_##finish(WINDOW_##n, ON_##n) READ "\n2:\t"                                  \
                     START_##start FINISH_##finish(WINDOW_##n, END_##n) READ "\n3:\t" FINISH_##finish(NO_WINDOW, )    \
                     : [in] "+r"(in), [out] "+r"(out), [left] "+r"(left), [t] "+r"(t) SIGN_##finish FROM_##start      \
                     : [advance] "r"(run->advance), [step] "r"(run->step), [bias] "r"(channel->bias),                 \
                       [multiplier] "r"(channel->multiplier), [rounding] "r"(channel->rounding) LIMITS_##finish       \
                     : "memory")
#define SUMS(n, start)                                                                                                \
    __asm__ volatile(FIRST_##n "loopgtz %[left], 1f\n\t" START_##start PLAIN(n, ON_##n) SAVE "\n1:\t"                 \
                     START_##start PLAIN(n, END_##n) SAVE                                                             \
                     : [in] "+r"(in), [left] "+r"(left), [to] "+r"(to) FROM_##start                                   \
                     : [advance] "r"(run->advance)                                                                    \
                     : "memory")
/* Two windows a vector: q0 has the weights of its second half, q1 those of its first. */
#define PAIRS(finish)                                                                                                 \
    __asm__ volatile("ssr %[t]\n\t" FIRST_2 START_ANEW PLAIN(1, DOT_(6, 1)) WAIT READ "loopgtz %[left], 1f\n\t"       \
                     START_ANEW FINISH_##finish(WINDOW_1, NEXT_(6, 6, 0)) READ                                        \
                     START_ANEW FINISH_##finish(WINDOW_1, DOT_(6, 1)) READ "\n1:\t"                                   \
                     START_ANEW FINISH_##finish(WINDOW_1, DOT_(6, 0)) READ FINISH_##finish(NO_WINDOW, )               \
                     : [in] "+r"(in), [out] "+r"(out), [left] "+r"(left), [t] "+r"(t) SIGN_##finish                   \
                     : [step] "r"(run->step), [bias] "r"(channel->bias),                                              \
                       [multiplier] "r"(channel->multiplier), [rounding] "r"(channel->rounding) LIMITS_##finish       \
                     : "memory")
#define EACH(n, MACRO, ...)             \
    switch (n) {                        \
    case 1:                             \
        MACRO(1, __VA_ARGS__);          \
        break;                          \
    case 2:                             \
        MACRO(2, __VA_ARGS__);          \
        break;                          \
    case 3:                             \
        MACRO(3, __VA_ARGS__);          \
        break;                          \
    case 4:                             \
        MACRO(4, __VA_ARGS__);          \
        break;                          \
    case 5:                             \
        MACRO(5, __VA_ARGS__);          \
        break;                          \
    default:                            \
        MACRO(6, __VA_ARGS__);          \
        break;                          \
    }

#endif
/* clang-format on */

/*
 * Outputs of one channel whose windows, or the last parts of them, are `n` vectors. With `resumes`, `sums` has what the earlier parts
 * gave, 8 bytes a pixel. Returns `sums` moved on.
 */
MCUNET_INLINE const int8_t *convolve_outputs(pie *p, const int n, const mcunet_esp32s3_finish finish, const convolve_run *run,
                                             const mcunet_esp32s3_channel *channel, mcunet_esp32s3_bounds bounds, const int resumes,
                                             const int8_t *sums)
{
    const int8_t *in = run->input;
    int8_t *out = run->output;
#if MCUNET_PIE
    int32_t left = run->pixels - 2, t = channel->shift, s; /* the first and the last one are outside the loop */
    (void)p, (void)s, (void)bounds;
    if (resumes && finish == MCUNET_ESP32S3_RECTIFIED) {
        EACH(n, OUTPUTS, ON, RECTIFIED)
    } else if (resumes && finish == MCUNET_ESP32S3_FULL) {
        EACH(n, OUTPUTS, ON, FULL)
    } else if (resumes) {
        EACH(n, OUTPUTS, ON, BOUNDED)
    } else if (finish == MCUNET_ESP32S3_RECTIFIED) {
        EACH(n, OUTPUTS, ANEW, RECTIFIED)
    } else if (finish == MCUNET_ESP32S3_FULL) {
        EACH(n, OUTPUTS, ANEW, FULL)
    } else {
        EACH(n, OUTPUTS, ANEW, BOUNDED)
    }
#else
    bounds.finish = finish;
    for (int32_t left = run->pixels; left > 0; left--, out += run->step) {
        if (resumes) {
            sums = pie_load_accx(p, sums);
        } else {
            pie_zero_accx(p);
        }
        for (int i = 0; i < n; i++, in += i < n ? PIE_VECTOR : run->advance) {
            pie_load(p, 6, in, 0);
            pie_dot(p, 6, i);
        }
        const uint32_t sum = 4u * (uint32_t)pie_accx(p) + (uint32_t)channel->bias;
        *out = mcunet_esp32s3_requantise((int32_t)sum, channel, bounds);
    }
#endif
    return sums;
}

/*
 * The same of windows of half a vector, an even number of them, from the first half of a vector on. q0 has the weights of windows in the
 * second half of a vector, q1 those in the first.
 */
MCUNET_INLINE void convolve_pairs(pie *p, const mcunet_esp32s3_finish finish, const convolve_run *run,
                                  const mcunet_esp32s3_channel *channel, mcunet_esp32s3_bounds bounds)
{
    const int8_t *in = run->input;
    int8_t *out = run->output;
#if MCUNET_PIE
    int32_t left = (run->pixels >> 1) - 1, t = channel->shift, s;
    (void)p, (void)s, (void)bounds;
    if (finish == MCUNET_ESP32S3_RECTIFIED) {
        PAIRS(RECTIFIED);
    } else if (finish == MCUNET_ESP32S3_FULL) {
        PAIRS(FULL);
    } else {
        PAIRS(BOUNDED);
    }
#else
    bounds.finish = finish;
    for (int32_t i = 0; i < run->pixels; i++, in += PIE_VECTOR / 2, out += run->step) {
        pie_load(p, 6, in, 0);
        pie_zero_accx(p);
        if (i & 1) {
            pie_dot(p, 6, 0);
        } else {
            pie_dot(p, 6, 1);
        }
        const uint32_t sum = 4u * (uint32_t)pie_accx(p) + (uint32_t)channel->bias;
        *out = mcunet_esp32s3_requantise((int32_t)sum, channel, bounds);
    }
#endif
}

/* Sums over a part of `n` vectors of the windows, to `to`, 8 bytes a pixel; with `resumes` added to those at `sums`. Returns `to` moved on. */
MCUNET_INLINE int8_t *convolve_sums(pie *p, const int n, const convolve_run *run, const int resumes, const int8_t *sums, int8_t *to)
{
    const int8_t *in = run->input;
#if MCUNET_PIE
    int32_t left = run->pixels - 1;
    (void)p;
    if (resumes) {
        EACH(n, SUMS, ON)
    } else {
        EACH(n, SUMS, ANEW)
    }
#else
    for (int32_t left = run->pixels; left > 0; left--) {
        if (resumes) {
            sums = pie_load_accx(p, sums);
        } else {
            pie_zero_accx(p);
        }
        for (int i = 0; i < n; i++, in += i < n ? PIE_VECTOR : run->advance) {
            pie_load(p, 6, in, 0);
            pie_dot(p, 6, i);
        }
        to = pie_store_accx(p, to);
    }
#endif
    return to;
}

#endif
