/* SPDX-License-Identifier: MIT */
/*
 * Pixel by pixel, four channels at a time. Taps on padding are skipped: inputs are taken less their zero point, which the biases have
 * folded in and give back here. Over the input, the input of the four channels is copied to scratch first.
 */
#include "kernels/view.h"
#include "depthwise.h"
#include "requantise.h"

/* What a quad's pixels share. */
typedef struct {
    mcunet_limits limits;
    const mcunet_quad *quad;
    uint32_t minus_zero; /* the input's zero point negated, as a pair of int16 */
    int32_t bias[MCUNET_QUAD], rounding[MCUNET_QUAD];
    int32_t slow; /* whether any of the shifts is one that mcunet_scale cannot apply */
} quad_work;

/* A sum for each channel of a quad. */
typedef struct {
    int32_t c0, c1, c2, c3;
} quad_sums;

static void prepare_quad(quad_work *work, const mcunet_quad *quad, int32_t zero_point, int32_t taps)
{
    const int8_t *weights = mcunet_quad_weights(quad);
    uint32_t even = 0, odd = 0; /* sums of weights: at most 49 a channel, so no half overflows */
    for (int32_t i = 0; i < taps; i++, weights += MCUNET_QUAD) {
        const uint32_t word = mcunet_load_word(weights);
        even = mcunet_add_even_bytes(even, word);
        odd = mcunet_add_odd_bytes(odd, word);
    }
    const int32_t sums[MCUNET_QUAD] = {mcunet_low_half(even), mcunet_low_half(odd), mcunet_high_half(even), mcunet_high_half(odd)};
    work->quad = quad;
    work->slow = 0;
    for (int32_t i = 0; i < MCUNET_QUAD; i++) {
        const int fast = mcunet_is_fast(quad->shift[i]);
        work->bias[i] = (int32_t)((uint32_t)quad->bias[i] + (uint32_t)(zero_point * sums[i]));
        work->rounding[i] = fast ? mcunet_rounding(quad->shift[i], work->limits.zero_point) : 0;
        work->slow |= !fast;
    }
}

/* Adds the products of `count` taps, `step` bytes apart in the input, to the four channels' sums. */
MCUNET_INLINE quad_sums add_taps(const int8_t *source, int32_t step, const int8_t *weights, int32_t count, uint32_t minus_zero,
                                 quad_sums sums)
{
    for (; count > 0; count--, source += step, weights += MCUNET_QUAD) {
        const uint32_t x = mcunet_load_word(source), w = mcunet_load_word(weights);
        const uint32_t x_even = mcunet_add_even_bytes(minus_zero, x), w_even = mcunet_even_bytes(w);
        sums.c0 = mcunet_smlabb(x_even, w_even, sums.c0);
        sums.c2 = mcunet_smlatt(x_even, w_even, sums.c2);
        const uint32_t x_odd = mcunet_add_odd_bytes(minus_zero, x), w_odd = mcunet_odd_bytes(w);
        sums.c1 = mcunet_smlabb(x_odd, w_odd, sums.c1);
        sums.c3 = mcunet_smlatt(x_odd, w_odd, sums.c3);
    }
    return sums;
}

static void store(const quad_work *work, quad_sums total, int8_t *output)
{
    const mcunet_quad *quad = work->quad;
    int32_t sums[MCUNET_QUAD] = {total.c0, total.c1, total.c2, total.c3};
    if (work->slow) {
        for (int32_t i = 0; i < MCUNET_QUAD; i++) {
            sums[i] = mcunet_scale_slowly(sums[i], quad->multiplier[i], quad->shift[i], work->limits.zero_point);
        }
    } else {
#pragma GCC unroll 4
        for (int32_t i = 0; i < MCUNET_QUAD; i++) {
            sums[i] = mcunet_scale(sums[i], quad->multiplier[i], quad->shift[i], work->rounding[i]);
        }
    }
    for (int32_t i = 0; work->limits.clamped && i < MCUNET_QUAD; i++) {
        sums[i] = mcunet_clamp(sums[i], work->limits.low, work->limits.high);
    }
#pragma GCC unroll 4
    for (int32_t i = 0; i < MCUNET_QUAD; i++) {
        output[i] = (int8_t)sums[i];
    }
}

static void compute_row(const quad_work *work, const mcunet_kernel_call *call, const mcunet_view *input, int32_t y, int32_t channel)
{
    const mcunet_operator *op = call->operator_;
    const int32_t kernel = op->kernel_height, step = input->channels;
    const mcunet_taps rows = mcunet_place_near_taps(y, op->stride_height, op->pad_top, kernel, input->height);
    const int8_t *weights = mcunet_quad_weights(work->quad) + rows.begin * kernel * MCUNET_QUAD;
    int8_t *output = mcunet_pixel(call->output, y, call->region.left) + channel;
    for (int32_t x = call->region.left; x < call->region.right; x++, output += call->output->channels) {
        const mcunet_taps columns = mcunet_place_near_taps(x, op->stride_width, op->pad_left, kernel, input->width);
        const int8_t *source = mcunet_pixel(input, rows.first + rows.begin, columns.first + columns.begin);
        const int8_t *first = weights + columns.begin * MCUNET_QUAD;
        quad_sums sums = {work->bias[0], work->bias[1], work->bias[2], work->bias[3]};
        for (int32_t row = rows.begin; row < rows.end; row++, source += input->row_stride, first += kernel * MCUNET_QUAD) {
            sums = add_taps(source, step, first, columns.end - columns.begin, work->minus_zero, sums);
        }
        store(work, sums, output);
    }
}

/* The part of an input axis that outputs [begin, end) read. */
static void read_axis(int32_t begin, int32_t end, int32_t stride, int32_t pad, int32_t kernel, int32_t size, int32_t *first, int32_t *last)
{
    *first = mcunet_clamp(begin * stride - pad, 0, size);
    *last = mcunet_clamp((end - 1) * stride - pad + kernel, *first, size);
}

/* A copy, in scratch, of what the region reads of four channels of the input. */
static mcunet_view copy_quad(const mcunet_kernel_call *call, int32_t channel)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    const mcunet_region region = call->region;
    mcunet_view copy = *input;
    int32_t right, bottom;
    read_axis(region.top, region.bottom, op->stride_height, op->pad_top, op->kernel_height, input->height, &copy.top, &bottom);
    read_axis(region.left, region.right, op->stride_width, op->pad_left, op->kernel_width, input->width, &copy.left, &right);
    copy.data = call->scratch;
    copy.channels = MCUNET_QUAD;
    copy.row_stride = (right - copy.left) * MCUNET_QUAD;
    int8_t *target = copy.data;
    for (int32_t y = copy.top; y < bottom; y++) {
        const int8_t *source = mcunet_pixel(input, y, copy.left) + channel;
        for (int32_t x = copy.left; x < right; x++, source += input->channels, target += MCUNET_QUAD) {
            mcunet_store_word(target, mcunet_load_word(source));
        }
    }
    return copy;
}

void mcunet_armv7em_depthwise_pixels(const mcunet_kernel_call *call)
{
    const int in_place = (call->operator_->flags & MCUNET_OPERATOR_IN_PLACE) != 0;
    const int32_t taps = call->operator_->kernel_height * call->operator_->kernel_width;
    const uint8_t *stream = call->constants;
    quad_work work;
    work.limits = mcunet_limits_of(call);
    work.minus_zero = mcunet_pair(-call->inputs->zero_point, -call->inputs->zero_point);
    for (int32_t channel = 0; channel < call->output->channels; channel += MCUNET_QUAD) {
        mcunet_view input = in_place ? copy_quad(call, channel) : *call->inputs;
        input.data += in_place ? 0 : channel;
        prepare_quad(&work, (const mcunet_quad *)(const void *)stream, input.zero_point, taps);
        for (int32_t y = call->region.top; y < call->region.bottom; y++) {
            compute_row(&work, call, &input, y, channel);
        }
        stream += sizeof(mcunet_quad) + (size_t)(taps * MCUNET_QUAD);
    }
}

MCUNET_ONCE uint32_t mcunet_armv7em_depthwise_pixels_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const int in_place = (op->flags & MCUNET_OPERATOR_IN_PLACE) != 0;
    return in_place ? mcunet_saturate_bytes((uint64_t)extent->input_height * (uint32_t)extent->input_width * MCUNET_QUAD) : 0;
}
