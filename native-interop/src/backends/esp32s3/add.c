/* SPDX-License-Identifier: MIT */
/*
 * ADD and SUB for the ESP32-S3, 16 elements at a time. What they compute of two bytes is, but for rounding, a x0 + b x1 + c. For the numbers of
 * most layers there are a, b and c of 32 bits for which floor((a x0 + b x1 + c) / 2^k) is exactly it, for all 65,536 pairs; the compiler looks
 * for them and tries them all. Layers without stay in layout 0.
 *
 * In a wide lane: x stands in the upper byte of 16 bits, a is split into an upper and a lower part of 15 bits, and the result is taken from the
 * upper byte of what is saturated to 16 bits.
 */
#include "engine/operands.h"
#include "esp32s3.h"
#include "kernels/view.h"
#include "mcunet/operator.h"
#include "pie.h"

/* What the loop has in registers or reads, in the order in which it does. */
typedef struct {
    int16_t high0[8], high1[8];
    int16_t offset0[8], offset1[8], low1[8], low0[8];
    int8_t least[PIE_VECTOR], most[PIE_VECTOR];
} factors __attribute__((aligned(PIE_VECTOR)));

#define OFFSETS 2 /* vectors before offset0 */

static const int8_t *vector(const factors *f, int index)
{
    return (const int8_t *)f + index * PIE_VECTOR;
}

/* Half a vector: the operands in qx and qy become results in qx. `next` is at offset0, and so is what it returns; q4 to q7: high0, high1, low0, low1. */
MCUNET_INLINE const int8_t *add_half(pie *p, int qx, int qy, const int8_t *next, int32_t shift)
{
    pie_zero_qacc(p);
    pie_wide(p, qx, 6);
    next = pie_wide_load(p, qy, 7, 7, next, PIE_VECTOR);
    pie_wide_shift(p, 6, MCUNET_ESP32S3_SUM_FRACTION);
    next = pie_wide_load(p, qx, 4, 6, next, PIE_VECTOR);
    next = pie_wide_load(p, 6, 7, 7, next, PIE_VECTOR);
    next = pie_wide_load(p, qy, 5, 6, next, -3 * PIE_VECTOR);
    pie_wide_shift(p, qx, shift);
    return next;
}

/* `count` vectors of operands that lie anywhere, to `to`, which is aligned. May read 16 bytes beyond. */
static void add_vectors(const factors *f, int32_t shift, int bounded, const int8_t *x0, const int8_t *x1, int8_t *to, int32_t count)
{
    const int8_t *next = vector(f, OFFSETS);
    pie p;
    PIE_CLEAR(&p);
    pie_load(&p, 4, vector(f, 0), 0);
    pie_load(&p, 5, vector(f, 1), 0);
    pie_load(&p, 7, vector(f, OFFSETS + 2), 0);
    pie_load(&p, 6, vector(f, OFFSETS + 3), 0);
    for (; count > 0; count--) {
        x0 = pie_load_around(&p, 0, x0, PIE_VECTOR);
        pie_load(&p, 1, x0, 0);
        pie_align(&p, 0, 0, 1);
        x1 = pie_load_around(&p, 2, x1, PIE_VECTOR);
        pie_load(&p, 3, x1, 0);
        pie_align(&p, 2, 2, 3);
        pie_zero(&p, 1);
        pie_zero(&p, 3);
        pie_zip(&p, 1, 0);
        pie_zip(&p, 3, 2);
        next = add_half(&p, 1, 3, next, shift);
        next = add_half(&p, 0, 2, next, shift);
        pie_unzip(&p, 1, 0);
        if (bounded) {
            pie_load(&p, 1, vector(f, OFFSETS + 4), 0);
            pie_load(&p, 2, vector(f, OFFSETS + 5), 0);
            pie_max(&p, 0, 0, 1);
            pie_min(&p, 0, 0, 2);
        }
        to = pie_store(&p, 0, to, PIE_VECTOR);
    }
}

typedef struct {
    factors shared;
    int32_t shift;
    int bounded;
} sum;

/* Fewer elements than a vector holds. */
static void add_some(const sum *s, const int8_t *x0, const int8_t *x1, int8_t *to, int32_t count)
{
    int8_t result[PIE_VECTOR] __attribute__((aligned(PIE_VECTOR)));
    add_vectors(&s->shared, s->shift, s->bounded, x0, x1, result, 1);
    for (int32_t i = 0; i < count; i++) {
        to[i] = result[i];
    }
}

static void add_run(const sum *s, const int8_t *x0, const int8_t *x1, int8_t *to, int32_t count)
{
    const int32_t before = mcunet_min(count, (int32_t)(-(uintptr_t)to & (PIE_VECTOR - 1)));
    if (before > 0) {
        add_some(s, x0, x1, to, before);
        count -= before;
        x0 += before, x1 += before, to += before;
    }
    const int32_t whole = count & -PIE_VECTOR;
    add_vectors(&s->shared, s->shift, s->bounded, x0, x1, to, whole / PIE_VECTOR);
    if (count > whole) {
        add_some(s, x0 + whole, x1 + whole, to + whole, count - whole);
    }
}

static void fill(int16_t *lanes, int16_t value)
{
    for (int i = 0; i < PIE_VECTOR / 2; i++) {
        lanes[i] = value;
    }
}

static void prepare(const mcunet_kernel_call *call, sum *s)
{
    const mcunet_esp32s3_sum *c = (const mcunet_esp32s3_sum *)(const void *)call->constants;
    const mcunet_operator *op = call->operator_;
    factors *f = &s->shared;
    fill(f->high0, c->high0);
    fill(f->high1, c->high1);
    fill(f->offset0, c->offset0);
    fill(f->offset1, c->offset1);
    fill(f->low0, c->low0);
    fill(f->low1, c->low1);
    memset(f->least, op->activation_min, sizeof f->least);
    memset(f->most, op->activation_max, sizeof f->most);
    s->shift = c->shift;
    s->bounded = op->activation_min != INT8_MIN || op->activation_max != INT8_MAX;
}

/* Whether a view's rows follow each other without gaps. */
static int is_whole(const mcunet_view *view, int32_t row_bytes, int32_t height)
{
    return view->row_stride == row_bytes && view->height == height;
}

static void add(const mcunet_kernel_call *call)
{
    const mcunet_view *input0 = &call->inputs[0], *input1 = &call->inputs[1], *output = call->output;
    mcunet_region region = call->region;
    mcunet_broadcast_runs runs = mcunet_place_broadcast_runs(input0, input1, output, region.right - region.left);
    sum s;
    prepare(call, &s);
    if (runs.count == 1 && is_whole(input0, runs.length, output->height) && is_whole(input1, runs.length, output->height)
        && is_whole(output, runs.length, output->height)) {
        runs.length *= region.bottom - region.top; /* the region is one run */
        region.bottom = mcunet_min(region.bottom, region.top + 1);
    }
    for (int32_t y = region.top; y < region.bottom; y++) {
        const int8_t *x0 = mcunet_broadcast_pixel(input0, output, y, region.left);
        const int8_t *x1 = mcunet_broadcast_pixel(input1, output, y, region.left);
        int8_t *result = mcunet_pixel(output, y, region.left);
        for (int32_t i = 0; i < runs.count; i++, x0 += runs.step0, x1 += runs.step1, result += output->channels) {
            add_run(&s, x0, x1, result, runs.length);
        }
    }
}

static MCUNET_ONCE uint32_t constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    (void)op, (void)extent;
    return sizeof(mcunet_esp32s3_sum);
}

static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_esp32s3_sum *c = mcunet_constants(model, op);
    return c->shift >= 0 && c->shift <= MCUNET_ESP32S3_MAX_SUM_SHIFT;
}

const mcunet_kernel mcunet_esp32s3_add = {
    .kind = MCUNET_ADD,
    .run = add,
    .constants_bytes = constants_bytes,
    .are_constants_sane = are_constants_sane,
};

const mcunet_kernel mcunet_esp32s3_sub = {
    .kind = MCUNET_SUB,
    .run = add,
    .constants_bytes = constants_bytes,
    .are_constants_sane = are_constants_sane,
};
