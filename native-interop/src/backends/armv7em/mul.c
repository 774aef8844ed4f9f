/* SPDX-License-Identifier: MIT */
/* MUL for Armv7E-M, for shifts as converters make them. */
#include "armv7em.h"
#include "engine/operands.h"
#include "kernels/view.h"
#include "mcunet/operator.h"
#include "requantise.h"

typedef struct {
    int32_t twice_zero0, zero1; /* zero points of the operands */
    int32_t multiplier, shift, rounding;
} mul_work;

static void multiply_run(mul_work w, const int8_t *x0, const int8_t *x1, int8_t *output, int32_t count)
{
    for (const int8_t *end = x0 + count; x0 != end;) {
        const int32_t twice_product = (2 * *x0++ - w.twice_zero0) * (*x1++ - w.zero1);
        const int32_t high = mcunet_add_high_product(twice_product, w.multiplier, w.rounding + (twice_product >> 31));
        *output++ = (int8_t)mcunet_saturate_int8(high >> w.shift);
    }
}

static void mul(const mcunet_kernel_call *call)
{
    const int32_t *constants = (const int32_t *)(const void *)call->constants;
    const mcunet_view *input0 = &call->inputs[0], *input1 = &call->inputs[1], *output = call->output;
    const mcunet_region region = call->region;
    const mcunet_limits limits = mcunet_limits_of(call);
    const int32_t channels = output->channels;
    const mul_work w = {2 * input0->zero_point, input1->zero_point, constants[0], -constants[1],
                        mcunet_rounding(constants[1], output->zero_point)};
    const int32_t step0 = mcunet_broadcast_step(input0, output), step1 = mcunet_broadcast_step(input1, output);

    for (int32_t y = region.top; y < region.bottom; y++) {
        const int8_t *x0 = mcunet_broadcast_pixel(input0, output, y, region.left);
        const int8_t *x1 = mcunet_broadcast_pixel(input1, output, y, region.left);
        int8_t *target = mcunet_pixel(output, y, region.left);
        for (int32_t x = region.left; x < region.right; x++, x0 += step0, x1 += step1, target += channels) {
            multiply_run(w, x0, x1, target, channels);
            mcunet_clamp_run(&limits, target, channels);
        }
    }
}

/* What layout 1 promises. */
static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const int32_t *constants = mcunet_constants(model, op);
    return constants[0] >= 0 && mcunet_is_fast(constants[1]);
}

const mcunet_kernel mcunet_armv7em_mul = {
    .kind = MCUNET_MUL,
    .run = mul,
    .are_constants_sane = are_constants_sane,
};
