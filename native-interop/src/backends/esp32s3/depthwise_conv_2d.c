/* SPDX-License-Identifier: MIT */
/*
 * DEPTHWISE_CONV_2D for the ESP32-S3, 16 channels at a time. Their input rows, padding included, are copied to as many row buffers as the
 * kernel has rows, one vector a pixel; so any number of channels, any padding and an output over the input are all the same. Then
 * come the sums of some rows of outputs, and from these lane by lane the outputs.
 *
 * Scratch: the row buffers, then the sums.
 */
#include "engine/operands.h"
#include "kernels/combine.h"
#include "kernels/depthwise.h"
#include "kernels/view.h"
#include "depthwise_loops.h"
#include "mcunet/operator.h"

#define LANES 16
#define MOST_SUMS 24 /* pixels whose sums wait */

typedef struct {
    const mcunet_kernel_call *call;
    int32_t kernel, stride;
    int32_t left, right; /* columns of the output */
    int32_t pitch;       /* bytes of a row buffer */
    int32_t begin, end;  /* its pixels that come from the input */
    const int8_t *first; /* where the first one of those would lie in row 0 of the input */
    int8_t *buffers, *sums;
    int32_t channel, lanes; /* the first one and how many */
    int has_wide;           /* among them */
    const int8_t *bias, *weights;
    const mcunet_esp32s3_lane *scales;
    mcunet_esp32s3_bounds bounds;
} strip;

static int32_t span(int32_t outputs, int32_t stride, int32_t kernel)
{
    return (outputs - 1) * stride + kernel;
}

/* Columns of outputs that are computed together: all where the output is over the input, which must be read before it is written. */
static int32_t strip_columns(const mcunet_operator *op, int32_t width)
{
    if (op->flags & MCUNET_OPERATOR_IN_PLACE || width == 0) {
        return width;
    }
    const int32_t parts = (width + MOST_SUMS - 1) / MOST_SUMS;
    return (width + parts - 1) / parts;
}

/* What the strip's rows read of the input: pixels [begin, end) of a row buffer, if the row is inside. */
static void find_columns(strip *s)
{
    const mcunet_view *input = s->call->inputs;
    const int32_t pixels = span(s->right - s->left, s->stride, s->kernel), first = s->left * s->stride - s->call->operator_->pad_left;
    s->pitch = pixels * PIE_VECTOR;
    s->begin = mcunet_min(pixels, mcunet_max(0, -first));
    s->end = mcunet_max(s->begin, mcunet_min(pixels, input->width - first));
    s->first = mcunet_pixel(input, 0, first + s->begin) + s->channel;
}

/* Copies a row of the input, which need not be inside it. */
static void copy_row(pie *p, const strip *s, int32_t y, int8_t *buffer)
{
    const mcunet_view *input = s->call->inputs;
    const int inside = (uint32_t)y < (uint32_t)input->height;
    const int32_t begin = inside ? s->begin : 0, end = inside ? s->end : 0;
    depthwise_fill(p, (int8_t)input->zero_point, begin, buffer);
    if (end > begin) {
        depthwise_copy(p, s->first + y * input->row_stride, end - begin, input->channels, buffer + begin * PIE_VECTOR);
    }
    depthwise_fill(p, (int8_t)input->zero_point, s->pitch / PIE_VECTOR - end, buffer + end * PIE_VECTOR);
}

/* Rows of sums on their way to the output. */
typedef struct {
    int8_t *output; /* of the first pixel's first lane */
    int32_t rows, pixels;
} batch;

MCUNET_INLINE void put_lane(const strip *s, const batch *b, const mcunet_esp32s3_finish finish, const int second, const int8_t *sums,
                            const mcunet_esp32s3_lane *scale, int8_t *output)
{
    const mcunet_view *view = s->call->output;
    if (scale->shift & MCUNET_ESP32S3_WIDE) {
        return;
    }
    for (int32_t row = b->rows; row > 0; row--, sums += b->pixels * PIE_QACC_BYTES, output += view->row_stride) {
        depthwise_outputs(finish, second, sums, scale, s->bounds, b->pixels, view->channels, output);
    }
}

MCUNET_INLINE void put_lanes(const strip *s, const batch *b, const mcunet_esp32s3_finish finish)
{
    const mcunet_esp32s3_lane *scale = s->scales;
    int8_t *output = b->output;
    const int8_t *sums = s->sums;
    int32_t left = s->lanes;
    for (int half = 0; half < 2; half++, sums += PIE_QACC_BYTES / 2 - 20) {
        for (int pair = 0; pair < 4 && left > 0; pair++, sums += 5, left -= 2) {
            put_lane(s, b, finish, 0, sums, scale++, output++);
            if (left > 1) {
                put_lane(s, b, finish, 1, sums, scale++, output++);
            }
        }
    }
}

static void put_batch(const strip *s, batch *b)
{
    if (b->rows == 0) {
        return;
    }
    if (b->pixels * s->call->output->channels == s->call->output->row_stride) {
        b->pixels *= b->rows; /* rows without gaps are one long row */
        b->rows = 1;
    }
    if (s->bounds.finish == MCUNET_ESP32S3_RECTIFIED) {
        put_lanes(s, b, MCUNET_ESP32S3_RECTIFIED);
    } else if (s->bounds.finish == MCUNET_ESP32S3_FULL) {
        put_lanes(s, b, MCUNET_ESP32S3_FULL);
    } else {
        put_lanes(s, b, MCUNET_ESP32S3_BOUNDED);
    }
    b->rows = 0;
}

typedef void (*sums_function)(pie *p, const int8_t *const *rows, const int8_t *bias, const int8_t *weights, int32_t pixels, int8_t *to);

#define DEFINE(kernel, stride)                                                                                                         \
    static void sums_##kernel##_##stride(pie *p, const int8_t *const *rows, const int8_t *bias, const int8_t *weights, int32_t pixels, \
                                         int8_t *to)                                                                                   \
    {                                                                                                                                  \
        depthwise_sums(p, kernel, stride, rows, bias, weights, pixels, to);                                                            \
    }

DEFINE(3, 1)
DEFINE(3, 2)
DEFINE(5, 1)
DEFINE(5, 2)
DEFINE(7, 1)
DEFINE(7, 2)

/* Outputs of wide channels, which no lane can hold or scale: one after another. */
static void put_wide(const strip *s, const int8_t *const *rows, int32_t pixels, int8_t *output)
{
    const mcunet_view *view = s->call->output;
    const mcunet_range range = mcunet_range_of(s->call);
    for (int32_t lane = 0; lane < s->lanes; lane++) {
        const mcunet_esp32s3_lane *scale = &s->scales[lane];
        if ((scale->shift & MCUNET_ESP32S3_WIDE) == 0) {
            continue;
        }
        const int32_t bits = scale->shift & 31, shift = scale->shift >= MCUNET_ESP32S3_LEFT ? bits : 1 - bits;
        for (int32_t x = 0; x < pixels; x++) {
            const int8_t *weight = s->weights + lane;
            uint32_t sum = (uint32_t)scale->rounding;
            for (int32_t row = 0; row < s->kernel; row++) {
                const int8_t *pixel = rows[row] + x * s->stride * PIE_VECTOR + lane;
                for (int32_t tap = 0; tap < s->kernel; tap++, pixel += PIE_VECTOR, weight += PIE_VECTOR) {
                    sum += (uint32_t)(*pixel * *weight);
                }
            }
            output[x * view->channels + lane] =
                mcunet_combined(range, mcunet_multiply_by_quantized_multiplier((int32_t)sum, scale->multiplier, shift));
        }
    }
}

/* The strip's outputs of one group of channels. */
static void compute_strip(pie *p, const strip *s)
{
    static const sums_function functions[3][2] = {{sums_3_1, sums_3_2}, {sums_5_1, sums_5_2}, {sums_7_1, sums_7_2}};
    const sums_function function = functions[s->kernel / 2 - 1][s->stride - 1];
    const mcunet_region region = s->call->region;
    const int32_t width = s->right - s->left;
    const int32_t together = width <= MOST_SUMS ? MOST_SUMS / width : 1;   /* rows of a batch */
    int32_t copied = region.top * s->stride - s->call->operator_->pad_top; /* the next row of the input */
    const int8_t *rows[DEPTHWISE_MOST];
    int32_t slot = 0; /* the row buffer that is next */
    batch b = {NULL, 0, 0};
    for (int32_t y = region.top; y < region.bottom; y++) {
        const int32_t end = y * s->stride - s->call->operator_->pad_top + s->kernel;
        for (; copied < end; copied++, slot = slot + 1 == s->kernel ? 0 : slot + 1) {
            copy_row(p, s, copied, s->buffers + slot * s->pitch);
        }
        for (int32_t row = 0, from = slot; row < s->kernel; row++, from = from + 1 == s->kernel ? 0 : from + 1) {
            rows[row] = s->buffers + from * s->pitch; /* the buffer that is next to be written over is the oldest */
        }
        for (int32_t x = s->left; x < s->right; x += MOST_SUMS) {
            if (b.rows == 0) {
                b.output = mcunet_pixel(s->call->output, y, x) + s->channel;
                b.pixels = mcunet_min(MOST_SUMS, s->right - x);
            }
            function(p, rows, s->bias, s->weights, b.pixels, s->sums + b.rows * b.pixels * PIE_QACC_BYTES);
            if (s->has_wide) {
                put_wide(s, rows, b.pixels, mcunet_pixel(s->call->output, y, x) + s->channel);
            }
            b.rows++;
            if (width > MOST_SUMS) {
                put_batch(s, &b);
                for (int32_t row = 0; row < s->kernel; row++) {
                    rows[row] += MOST_SUMS * s->stride * PIE_VECTOR;
                }
            }
        }
        if (b.rows == together) {
            put_batch(s, &b);
        }
    }
    put_batch(s, &b);
}

static void depthwise_conv_2d(const mcunet_kernel_call *call)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_region region = call->region;
    const int32_t width = region.right - region.left, channels = call->output->channels;
    pie p;
    strip s;
    if (width <= 0 || region.top >= region.bottom) {
        return;
    }
    PIE_CLEAR(&p);
    s.call = call;
    s.kernel = op->kernel_height;
    s.stride = op->stride_height;
    s.bounds = mcunet_esp32s3_bounds_of(call);
    s.pitch = span(strip_columns(op, width), s.stride, s.kernel) * PIE_VECTOR;
    s.buffers = call->scratch;
    s.sums = s.buffers + s.kernel * s.pitch;
    const int8_t *stream = (const int8_t *)call->constants;
    for (s.channel = 0; s.channel < channels; s.channel += LANES, stream += mcunet_esp32s3_group_bytes(s.kernel)) {
        s.lanes = mcunet_min(LANES, channels - s.channel);
        s.bias = stream;
        s.scales = (const mcunet_esp32s3_lane *)(const void *)(stream + PIE_QACC_BYTES);
        s.weights = (const int8_t *)(s.scales + LANES);
        s.has_wide = 0;
        for (int32_t lane = 0; lane < s.lanes; lane++) {
            s.has_wide |= s.scales[lane].shift & MCUNET_ESP32S3_WIDE;
        }
        for (s.left = region.left; s.left < region.right; s.left = s.right) {
            s.right = mcunet_min(region.right, s.left + strip_columns(op, width));
            find_columns(&s);
            compute_strip(&p, &s);
        }
    }
}

static MCUNET_ONCE uint32_t scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const int32_t columns = strip_columns(op, extent->region_width);
    const int64_t row = (int64_t)span(columns, op->stride_width, op->kernel_width) * PIE_VECTOR;
    const int64_t pixels = (int64_t)extent->region_height * mcunet_min(extent->region_width, MOST_SUMS);
    return mcunet_saturate_bytes((uint64_t)(row * op->kernel_height + (pixels < MOST_SUMS ? pixels : MOST_SUMS) * PIE_QACC_BYTES));
}

static uint32_t groups(const mcunet_extent *extent)
{
    return ((uint32_t)extent->output_channels + LANES - 1u) / LANES;
}

static MCUNET_ONCE uint32_t constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    return mcunet_saturate_bytes((uint64_t)groups(extent) * mcunet_esp32s3_group_bytes(op->kernel_height));
}

/* To the right in a lane, to the right of a wide channel, or to the left of one. */
static int is_shift_sane(int32_t shift)
{
    return (shift > 11 && shift <= 11 + MCUNET_ESP32S3_MAX_LANE_SHIFT)
           || (shift > MCUNET_ESP32S3_WIDE + 1 && shift <= MCUNET_ESP32S3_WIDE + 1 + MCUNET_ESP32S3_MAX_SHIFT)
           || (shift >= MCUNET_ESP32S3_LEFT && shift <= MCUNET_ESP32S3_LEFT + MCUNET_ESP32S3_MAX_LEFT);
}

static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_extent extent = mcunet_operator_extent(model, op);
    const uint8_t *stream = mcunet_constants(model, op);
    for (uint32_t left = groups(&extent); left > 0; left--, stream += mcunet_esp32s3_group_bytes(op->kernel_height)) {
        const mcunet_esp32s3_lane *lanes = (const mcunet_esp32s3_lane *)(const void *)(stream + PIE_QACC_BYTES);
        for (int i = 0; i < LANES; i++) {
            if (!is_shift_sane(lanes[i].shift)) {
                return 0;
            }
        }
    }
    return 1;
}

const mcunet_kernel mcunet_esp32s3_depthwise_conv_2d = {
    .kind = MCUNET_DEPTHWISE_CONV_2D,
    .run = depthwise_conv_2d,
    .covers = mcunet_is_plain_depthwise,
    .scratch_bytes = scratch_bytes,
    .constants_bytes = constants_bytes,
    .are_constants_sane = are_constants_sane,
};

/* The output may start at the input's address either way. */
const mcunet_kernel mcunet_esp32s3_depthwise_conv_2d_in_place = {
    .kind = MCUNET_DEPTHWISE_CONV_2D,
    .flags = MCUNET_OPERATOR_IN_PLACE,
    .run = depthwise_conv_2d,
    .covers = mcunet_is_plain_depthwise,
    .scratch_bytes = scratch_bytes,
    .constants_bytes = constants_bytes,
    .are_constants_sane = are_constants_sane,
};
