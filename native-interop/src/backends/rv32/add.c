/* SPDX-License-Identifier: MIT */
/* ADD and SUB for RV32, for constants as TFLite makes them; others take the portable kernel. */
#include "kernels/add.h"
#include "kernels/view.h"
#include "operators/operators.h"
#include "requantise.h"
#include "rv32.h"

#define LEFT_SHIFT 20 /* TFLite's, which keeps every intermediate below 2^28 */

/* One operand's way to the common scale. */
typedef struct {
    int32_t zero_point;
    mcunet_rv32_scale scale;
    uint32_t ties; /* 2 when there is a right shift whose ties go away from zero */
} operand;

static operand prepare(int32_t zero_point, int32_t multiplier, int32_t shift)
{
    operand o;
    o.zero_point = zero_point;
    o.scale = mcunet_rv32_scale_of(2u * (uint32_t)multiplier, (uint32_t)-shift, 0);
    o.ties = shift == 0 ? 0 : 2;
    o.scale.rounding -= shift == 0;
    return o;
}

MCUNET_INLINE uint32_t rescale(const operand *o, int32_t x)
{
    const int32_t difference = x - o->zero_point;
    const uint32_t high = mcunet_rv32_high_product((uint32_t)difference << LEFT_SHIFT, o->scale.multiplier);
    return (uint32_t)((int32_t)(high + o->scale.rounding - ((uint32_t)(difference >> 31) & o->ties)) >> o->scale.shift);
}

static int can_shift(int32_t shift)
{
    return shift <= 0 && shift >= -MCUNET_RV32_MAX_SHIFT;
}

static int is_fast(const mcunet_add_constants *c)
{
    return c->left_shift == LEFT_SHIFT && can_shift(c->shift0) && can_shift(c->shift1) && can_shift(c->output_shift)
           && c->output_shift != 0;
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
    const mcunet_rv32_limits limits = mcunet_rv32_limits_of(call);
    const mcunet_rv32_scale scale =
        mcunet_rv32_scale_of(2u * (uint32_t)c->output_multiplier, (uint32_t)-c->output_shift, limits.zero_point);
    const int subtracts = call->operator_->kind == MCUNET_SUB;
    const mcunet_broadcast_runs runs = mcunet_place_broadcast_runs(input0, input1, output, region.right - region.left);

    for (int32_t y = region.top; y < region.bottom; y++) {
        const int8_t *x0 = mcunet_broadcast_pixel(input0, output, y, region.left);
        const int8_t *x1 = mcunet_broadcast_pixel(input1, output, y, region.left);
        int8_t *result = mcunet_pixel(output, y, region.left);
        for (int32_t i = 0; i < runs.count; i++, x0 += runs.step0, x1 += runs.step1, result += output->channels) {
            for (int32_t j = 0; j < runs.length; j++) {
                const uint32_t a = rescale(&o0, x0[j]), b = rescale(&o1, x1[j]);
                result[j] = (int8_t)mcunet_rv32_requantise(subtracts ? a - b : a + b, scale, limits);
            }
        }
    }
}

const mcunet_kernel mcunet_rv32_add = {
    .kind = MCUNET_ADD,
    .run = add,
};

const mcunet_kernel mcunet_rv32_sub = {
    .kind = MCUNET_SUB,
    .run = add,
};
