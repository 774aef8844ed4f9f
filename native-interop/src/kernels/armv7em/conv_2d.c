/*
 * CONV_2D for Armv7E-M. Up to 3 output pixels are computed together: their input bytes are widened to int16 once, in scratch, then meet
 * the weights of two output channels at a time. 24 multiply-accumulates take 19 instructions.
 *
 * Both sides go through a window's bytes four by four (a group). Weights: for every pair of channels a, b and every group, the bytes
 * a0 b0 a2 b2 a1 b1 a3 b3. Scratch: for every group, bytes 0 and 2 of each pixel as a pair of int16, then bytes 1 and 3 of each.
 */
#include "../gather.h"
#include "armv7em.h"
#include "dsp.h"
#include "requantise.h"

#define PIXELS 3 /* computed together */

/* Bytes of one window, filled up to whole groups. */
static int32_t group_count(const mcunet_operator *op, int32_t channels)
{
    return (op->kernel_height * op->kernel_width * channels + 3) / 4;
}

/* Whether a window inside the input can be widened where it lies: its rows are whole groups. */
static int reads_directly(const mcunet_operator *op, int32_t channels)
{
    return (op->kernel_width == 1 || op->dilation_width == 1) && op->kernel_width * channels % 4 == 0;
}

/* Widens `groups` groups to every `pixels`-th word of `target`; returns where the next group goes. */
MCUNET_INLINE uint32_t *widen(const int8_t *source, int32_t groups, uint32_t *target, int32_t pixels)
{
    for (; groups > 0; groups--, source += 4, target += 2 * pixels) {
        const uint32_t word = mcunet_load_word(source);
        target[0] = mcunet_even_bytes(word);
        target[pixels] = mcunet_odd_bytes(word);
    }
    return target;
}

/* Widens the window of output pixel (y, x). */
MCUNET_INLINE void widen_window(const mcunet_kernel_call *call, int32_t y, int32_t x, int8_t *gathered, uint32_t *target, int32_t pixels)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    const mcunet_taps rows = mcunet_row_taps(op, input, y), columns = mcunet_column_taps(op, input, x);
    if (mcunet_is_inside(op, rows, columns) && reads_directly(op, input->channels)) {
        const int8_t *source = mcunet_pixel(input, rows.first, columns.first);
        for (int32_t row = 0; row < op->kernel_height; row++, source += op->dilation_height * input->row_stride) {
            target = widen(source, op->kernel_width * input->channels / 4, target, pixels);
        }
    } else {
        mcunet_gather(op, input, rows, columns, 0, input->channels, gathered);
        widen(gathered, group_count(op, input->channels), target, pixels);
    }
}

/* Adds up one pair of channels x `pixels` pixels: sums of channel a, then of b. Returns the weights of the next pair. */
MCUNET_INLINE const int8_t *multiply(const int8_t *weights, const uint32_t *column, int32_t groups, int32_t *sums, int32_t pixels)
{
    for (int32_t half = 0; half < 2 * groups; half++, weights += 4, column += pixels) {
        const uint32_t word = mcunet_load_word(weights);
        const uint32_t a = mcunet_even_bytes(word), b = mcunet_odd_bytes(word);
        for (int32_t i = 0; i < pixels; i++) {
            sums[i] = mcunet_smlad(a, column[i], sums[i]);
            sums[pixels + i] = mcunet_smlad(b, column[i], sums[pixels + i]);
        }
    }
    return weights;
}

#if MCUNET_HAS_DSP

#define GROUP_3                                                                                                          \
    "ldrd %[wa], %[wb], [%[w]], #8\n"                                                                                    \
    "ldm %[x]!, {r0, r1, r2}\n"                                                                                          \
    "sxtb16 %[t], %[wa]\n"                                                                                               \
    "smlad %[a0], %[t], r0, %[a0]\n smlad %[a1], %[t], r1, %[a1]\n smlad %[a2], %[t], r2, %[a2]\n"                       \
    "sxtb16 %[t], %[wa], ror #8\n"                                                                                       \
    "smlad %[b0], %[t], r0, %[b0]\n smlad %[b1], %[t], r1, %[b1]\n smlad %[b2], %[t], r2, %[b2]\n"                       \
    "ldm %[x]!, {r0, r1, r2}\n"                                                                                          \
    "sxtb16 %[t], %[wb]\n"                                                                                               \
    "smlad %[a0], %[t], r0, %[a0]\n smlad %[a1], %[t], r1, %[a1]\n smlad %[a2], %[t], r2, %[a2]\n"                       \
    "sxtb16 %[t], %[wb], ror #8\n"                                                                                       \
    "smlad %[b0], %[t], r0, %[b0]\n smlad %[b1], %[t], r1, %[b1]\n smlad %[b2], %[t], r2, %[b2]\n"

#define GROUP_2                                                                                                          \
    "ldrd %[wa], %[wb], [%[w]], #8\n"                                                                                    \
    "ldm %[x]!, {r0, r1, r2, r3}\n"                                                                                      \
    "sxtb16 %[t], %[wa]\n smlad %[a0], %[t], r0, %[a0]\n smlad %[a1], %[t], r1, %[a1]\n"                                 \
    "sxtb16 %[t], %[wa], ror #8\n smlad %[b0], %[t], r0, %[b0]\n smlad %[b1], %[t], r1, %[b1]\n"                         \
    "sxtb16 %[t], %[wb]\n smlad %[a0], %[t], r2, %[a0]\n smlad %[a1], %[t], r3, %[a1]\n"                                 \
    "sxtb16 %[t], %[wb], ror #8\n smlad %[b0], %[t], r2, %[b0]\n smlad %[b1], %[t], r3, %[b1]\n"

/* Groups four by four while any are left before `unrolled`, then one by one until `end`. */
#define ALL_GROUPS(group)                                                            \
    "b 2f\n"                                                                         \
    "1:\n" group group group group                                                   \
    "2:\n ldr %[t], %[unrolled]\n cmp %[x], %[t]\n bne 1b\n"                         \
    "b 4f\n"                                                                         \
    "3:\n" group                                                                     \
    "4:\n ldr %[t], %[end]\n cmp %[x], %[t]\n bne 3b\n"

/* multiply(..., 3) */
MCUNET_INLINE const int8_t *multiply_3(const int8_t *weights, const uint32_t *column, int32_t groups, int32_t *sums)
{
    const uint32_t *const end = column + 6 * groups, *const unrolled = column + 6 * (groups & ~3);
    uint32_t wa, wb, t;
    __asm__ volatile(ALL_GROUPS(GROUP_3)
                     : [a0] "+r"(sums[0]), [a1] "+r"(sums[1]), [a2] "+r"(sums[2]), [b0] "+r"(sums[3]), [b1] "+r"(sums[4]),
                       [b2] "+r"(sums[5]), [w] "+r"(weights), [x] "+r"(column), [wa] "=&r"(wa), [wb] "=&r"(wb), [t] "=&r"(t)
                     : [end] "m"(end), [unrolled] "m"(unrolled)
                     : "r0", "r1", "r2", "cc", "memory");
    return weights;
}

/* multiply(..., 2) */
MCUNET_INLINE const int8_t *multiply_2(const int8_t *weights, const uint32_t *column, int32_t groups, int32_t *sums)
{
    const uint32_t *const end = column + 4 * groups, *const unrolled = column + 4 * (groups & ~3);
    uint32_t wa, wb, t;
    __asm__ volatile(ALL_GROUPS(GROUP_2)
                     : [a0] "+r"(sums[0]), [a1] "+r"(sums[1]), [b0] "+r"(sums[2]), [b1] "+r"(sums[3]), [w] "+r"(weights),
                       [x] "+r"(column), [wa] "=&r"(wa), [wb] "=&r"(wb), [t] "=&r"(t)
                     : [end] "m"(end), [unrolled] "m"(unrolled)
                     : "r0", "r1", "r2", "r3", "cc", "memory");
    return weights;
}

#else
#define multiply_3(weights, column, groups, sums) multiply(weights, column, groups, sums, 3)
#define multiply_2(weights, column, groups, sums) multiply(weights, column, groups, sums, 2)
#endif

/* All output channels of the pixels whose windows are in `column`. */
MCUNET_INLINE void compute_channels(const mcunet_convolution *constants, int32_t channels, const uint32_t *column, int32_t groups,
                                    int8_t *const *outputs, int32_t pixels)
{
    const int clamped = mcunet_is_clamped(constants);
    const int8_t *weights = constants->weights;
    for (int32_t channel = 0; channel < channels; channel += 2) {
        const int paired = channel + 1 < channels; /* the last pair may be one channel and zeros */
        int32_t sums[2 * PIXELS];
        for (int32_t i = 0; i < pixels; i++) {
            sums[i] = constants->bias[channel];
            sums[pixels + i] = constants->bias[channel + paired];
        }
        weights = pixels == 3   ? multiply_3(weights, column, groups, sums)
                  : pixels == 2 ? multiply_2(weights, column, groups, sums)
                                : multiply(weights, column, groups, sums, 1);
        mcunet_store_channel(constants, channel, sums, pixels, outputs, clamped);
        if (paired) {
            mcunet_store_channel(constants, channel + 1, sums + pixels, pixels, outputs, clamped);
        }
    }
}

static void compute_3(const mcunet_convolution *constants, int32_t channels, const uint32_t *column, int32_t groups,
                      int8_t *const *outputs)
{
    compute_channels(constants, channels, column, groups, outputs, 3);
}

static void compute_2(const mcunet_convolution *constants, int32_t channels, const uint32_t *column, int32_t groups,
                      int8_t *const *outputs)
{
    compute_channels(constants, channels, column, groups, outputs, 2);
}

static void compute_1(const mcunet_convolution *constants, int32_t channels, const uint32_t *column, int32_t groups,
                      int8_t *const *outputs)
{
    compute_channels(constants, channels, column, groups, outputs, 1);
}

void mcunet_armv7em_conv_2d(const mcunet_kernel_call *call)
{
    const mcunet_convolution constants = mcunet_read_convolution(call);
    const mcunet_region region = call->region;
    const int32_t groups = group_count(call->operator_, call->inputs->channels);
    uint32_t *column = call->scratch;
    int32_t left = (region.bottom - region.top) * (region.right - region.left);
    int8_t *gathered = (int8_t *)(column + 2 * mcunet_min(left, PIXELS) * groups);

    /* Pixels in reading order, so that only the region's last ones are fewer than three. */
    for (int32_t y = region.top, x = region.left; left > 0;) {
        const int32_t pixels = left == 4 ? 2 : mcunet_min(left, PIXELS);
        int8_t *outputs[PIXELS];
        for (int32_t i = 0; i < pixels; i++) {
            widen_window(call, y, x, gathered, column + i, pixels);
            outputs[i] = mcunet_pixel(call->output, y, x);
            if (++x == region.right) {
                x = region.left;
                y++;
            }
        }
        (pixels == 3 ? compute_3 : pixels == 2 ? compute_2 : compute_1)(&constants, call->output->channels, column, groups, outputs);
        left -= pixels;
    }
}

uint32_t mcunet_armv7em_conv_2d_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t groups = ((uint64_t)op->kernel_height * op->kernel_width * (uint32_t)extent->input_channels + 3) / 4;
    const int direct = !mcunet_reaches_outside(op, extent) && reads_directly(op, extent->input_channels);
    const int32_t pixels = mcunet_min(PIXELS, extent->region_height * extent->region_width);
    return mcunet_saturate_bytes(groups * 8 * (uint32_t)pixels + (direct ? 0 : groups * 4));
}
