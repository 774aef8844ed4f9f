/* SPDX-License-Identifier: MIT */
/* ADD and SUB for the ESP32-S3, for constants as TFLite makes them; others take the portable kernel. */
#include "kernels/add.h"

#include "kernels/view.h"
#include "operators/operators.h"
#include "requantise.h"

#define LEFT_SHIFT 20 /* TFLite's, which keeps every intermediate below 2^28 */

/* One operand's way to the common scale; as in requantise.h, but without an output's zero point. */
typedef struct {
    int32_t zero_point, multiplier;
    uint32_t rounding, shift, ties;
} operand;

static operand prepare(int32_t zero_point, int32_t multiplier, int32_t shift)
{
    operand o;
    o.zero_point = zero_point;
    o.multiplier = multiplier;
    o.rounding = (1u << -shift) + (shift != 0);
    o.shift = 1u + (uint32_t)-shift;
    o.ties = shift == 0 ? 0 : 2;
    return o;
}

MCUNET_INLINE uint32_t rescale(const operand *o, int32_t x)
{
    const int32_t difference = x - o->zero_point;
    const uint32_t high = (uint32_t)pie_high_product((int32_t)((uint32_t)difference << (LEFT_SHIFT + 2)), o->multiplier);
    return (uint32_t)((int32_t)(high + o->rounding - ((uint32_t)(difference >> 31) & o->ties)) >> o->shift);
}

/* Whether an operand stays below 2^27, so that four times a sum of two has 31 bits. */
static int is_small(int32_t multiplier, int32_t shift)
{
    return shift <= 0 && shift >= -MCUNET_ESP32S3_MAX_SHIFT && (shift < 0 || multiplier <= 1 << 30);
}

static int is_fast(const mcunet_add_constants *c)
{
    return c->left_shift == LEFT_SHIFT && is_small(c->multiplier0, c->shift0) && is_small(c->multiplier1, c->shift1) && c->output_shift < 0
           && c->output_shift >= -MCUNET_ESP32S3_MAX_SHIFT;
}

static void add(const mcunet_kernel_call *call)
{
    const mcunet_add_constants *c = (const mcunet_add_constants *)(const void *)call->constants;
    if (!is_fast(c)) {
        mcunet_portable_add.run(call);
        return;
    }
    const mcunet_view *input0 = &call->inputs[0], *input1 = &call->inputs[1], *output = call->output;
    const mcunet_region region = call->region;
    const operand o0 = prepare(input0->zero_point, c->multiplier0, c->shift0);
    const operand o1 = prepare(input1->zero_point, c->multiplier1, c->shift1);
    const mcunet_esp32s3_bounds bounds = mcunet_esp32s3_bounds_of(call);
    const int32_t rounding = (int32_t)(((uint32_t)(2 * output->zero_point + 1) << -c->output_shift) + 1u);
    const mcunet_esp32s3_channel scale = {0, c->output_multiplier, rounding, 1 - c->output_shift};
    const int subtracts = call->operator_->kind == MCUNET_SUB;
    const mcunet_broadcast_runs runs = mcunet_place_broadcast_runs(input0, input1, output, region.right - region.left);

    for (int32_t y = region.top; y < region.bottom; y++) {
        const int8_t *x0 = mcunet_broadcast_pixel(input0, output, y, region.left);
        const int8_t *x1 = mcunet_broadcast_pixel(input1, output, y, region.left);
        int8_t *result = mcunet_pixel(output, y, region.left);
        for (int32_t i = 0; i < runs.count; i++, x0 += runs.step0, x1 += runs.step1, result += output->channels) {
            for (int32_t j = 0; j < runs.length; j++) {
                const uint32_t a = rescale(&o0, x0[j]), b = rescale(&o1, x1[j]), sum = subtracts ? a - b : a + b;
                result[j] = mcunet_esp32s3_requantise((int32_t)(4u * sum), &scale, bounds);
            }
        }
    }
}

const mcunet_kernel mcunet_esp32s3_add = {
    .kind = MCUNET_ADD,
    .run = add,
};

const mcunet_kernel mcunet_esp32s3_sub = {
    .kind = MCUNET_SUB,
    .run = add,
};
