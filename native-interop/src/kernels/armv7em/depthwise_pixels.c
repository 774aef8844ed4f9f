#include "../view.h"
#include "depthwise.h"
#include "requantise.h"

/* What a quad's pixels share. */
typedef struct {
    mcunet_limits limits;
    const mcunet_quad *quad;
    int32_t rounding[MCUNET_QUAD];
    int32_t slow; /* whether any of the shifts is one that mcunet_scale cannot apply */
} quad_work;

/* A sum for each channel of a quad. */
typedef struct {
    int32_t c0, c1, c2, c3;
} quad_sums;

static void prepare_quad(quad_work *work, const mcunet_quad *quad)
{
    work->quad = quad;
    work->slow = 0;
    for (int32_t i = 0; i < MCUNET_QUAD; i++) {
        const int fast = mcunet_is_fast(quad->shift[i]);
        work->rounding[i] = fast ? mcunet_rounding(quad->shift[i], work->limits.zero_point) : 0;
        work->slow |= !fast;
    }
}

/* Adds the products of `count` taps, `step` bytes apart in the input, to the four channels' sums. */
MCUNET_INLINE quad_sums add_taps(const int8_t *source, int32_t step, const int8_t *weights, int32_t count, quad_sums sums)
{
    for (; count > 0; count--, source += step, weights += MCUNET_QUAD) {
        const uint32_t x = mcunet_load_word(source), w = mcunet_load_word(weights);
        const uint32_t x_even = mcunet_even_bytes(x), w_even = mcunet_even_bytes(w);
        sums.c0 = mcunet_smlabb(x_even, w_even, sums.c0);
        sums.c2 = mcunet_smlatt(x_even, w_even, sums.c2);
        const uint32_t x_odd = mcunet_odd_bytes(x), w_odd = mcunet_odd_bytes(w);
        sums.c1 = mcunet_smlabb(x_odd, w_odd, sums.c1);
        sums.c3 = mcunet_smlatt(x_odd, w_odd, sums.c3);
    }
    return sums;
}

static quad_sums begin_sums(const mcunet_quad *quad)
{
    const quad_sums sums = {quad->bias[0], quad->bias[1], quad->bias[2], quad->bias[3]};
    return sums;
}

static void store(const quad_work *work, quad_sums total, int8_t *output)
{
    const mcunet_quad *quad = work->quad;
    int32_t sums[MCUNET_QUAD] = {total.c0, total.c1, total.c2, total.c3};
#pragma GCC unroll 4
    for (int32_t i = 0; i < MCUNET_QUAD; i++) {
        sums[i] = work->slow ? mcunet_scale_slowly(sums[i], quad->multiplier[i], quad->shift[i], work->limits.zero_point)
                             : mcunet_scale(sums[i], quad->multiplier[i], quad->shift[i], work->rounding[i]);
    }
    for (int32_t i = 0; i < MCUNET_QUAD; i++) {
        output[i] = (int8_t)(work->limits.clamped ? mcunet_clamp(sums[i], work->limits.low, work->limits.high) : sums[i]);
    }
}

/* One pixel whose window lies inside the input. */
MCUNET_INLINE void compute_inside(const quad_work *work, const int8_t *source, int32_t row_stride, int32_t step, int32_t kernel,
                                  int8_t *output)
{
    const int8_t *weights = mcunet_quad_weights(work->quad);
    quad_sums sums = begin_sums(work->quad);
    for (int32_t row = 0; row < kernel; row++, source += row_stride, weights += kernel * MCUNET_QUAD) {
        sums = add_taps(source, step, weights, kernel, sums);
    }
    store(work, sums, output);
}

/* One pixel at the border: taps outside the input read its zero point. */
static void compute_border(const quad_work *work, const mcunet_kernel_call *call, mcunet_taps rows, mcunet_taps columns, int32_t channel,
                           int8_t *output)
{
    const mcunet_view *input = call->inputs;
    const int32_t kernel = call->operator_->kernel_height;
    const uint32_t padding = (uint8_t)input->zero_point * 0x01010101u;
    const int8_t *outside = (const int8_t *)&padding, *weights = mcunet_quad_weights(work->quad);
    quad_sums sums = begin_sums(work->quad);
    for (int32_t row = 0; row < kernel; row++, weights += kernel * MCUNET_QUAD) {
        if (row < rows.begin || row >= rows.end || columns.begin == columns.end) {
            sums = add_taps(outside, 0, weights, kernel, sums);
            continue;
        }
        const int8_t *source = mcunet_pixel(input, rows.first + row, columns.first + columns.begin) + channel;
        sums = add_taps(outside, 0, weights, columns.begin, sums);
        sums = add_taps(source, input->channels, weights + columns.begin * MCUNET_QUAD, columns.end - columns.begin, sums);
        sums = add_taps(outside, 0, weights + columns.end * MCUNET_QUAD, kernel - columns.end, sums);
    }
    store(work, sums, output);
}

static void compute_row(const quad_work *work, const mcunet_kernel_call *call, int32_t y, int32_t channel)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    const int32_t kernel = op->kernel_height, step = input->channels;
    const mcunet_taps rows = mcunet_row_taps(op, input, y);
    const int32_t rows_inside = rows.end - rows.begin == kernel;
    int8_t *output = mcunet_pixel(call->output, y, call->region.left) + channel;
    for (int32_t x = call->region.left; x < call->region.right; x++, output += step) {
        const mcunet_taps columns = mcunet_column_taps(op, input, x);
        if (!rows_inside || columns.end - columns.begin != kernel) {
            compute_border(work, call, rows, columns, channel, output);
        } else if (kernel == 3) {
            compute_inside(work, mcunet_pixel(input, rows.first, columns.first) + channel, input->row_stride, step, 3, output);
        } else {
            compute_inside(work, mcunet_pixel(input, rows.first, columns.first) + channel, input->row_stride, step, kernel, output);
        }
    }
}

void mcunet_armv7em_depthwise_pixels(const mcunet_kernel_call *call)
{
    const int32_t kernel = call->operator_->kernel_height;
    const uint8_t *stream = call->constants;
    quad_work work;
    work.limits = mcunet_limits_of(call);
    for (int32_t channel = 0; channel < call->output->channels; channel += MCUNET_QUAD) {
        prepare_quad(&work, (const mcunet_quad *)(const void *)stream);
        for (int32_t y = call->region.top; y < call->region.bottom; y++) {
            compute_row(&work, call, y, channel);
        }
        stream += sizeof(mcunet_quad) + (size_t)(kernel * kernel * MCUNET_QUAD);
    }
}
