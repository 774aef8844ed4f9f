/* SPDX-License-Identifier: MIT */
/* ADD and SUB for Armv7E-M, for constants as TFLite makes them. */
#include "armv7em.h"
#include "engine/operands.h"
#include "kernels/add.h"
#include "kernels/view.h"
#include "mcunet/operator.h"
#include "requantise.h"

#define LEFT_SHIFT 20 /* TFLite's, which keeps every intermediate below 2^30 */

/* One operand's way to the common scale. */
typedef struct {
    int32_t zero; /* zero point, shifted left as the operand is */
    int32_t multiplier, round, shift;
    int32_t ties; /* all ones when there is a right shift whose ties go away from zero */
} operand;

static operand prepare(int32_t zero_point, int32_t multiplier, int32_t shift)
{
    operand o;
    o.zero = (int32_t)((uint32_t)zero_point << (LEFT_SHIFT + 1));
    o.multiplier = multiplier;
    o.shift = -shift;
    o.round = (1 << -shift) >> 1;
    o.ties = shift == 0 ? 0 : -1;
    return o;
}

/* Half of the operand: the one with the larger scale is halved exactly. */
static int is_halved(const operand *o)
{
    return o->multiplier == 1 << 30 && o->shift == 0;
}

MCUNET_INLINE int32_t shifted(int32_t x, int32_t zero, int bits)
{
    return (int32_t)((uint32_t)x << bits) - zero;
}

MCUNET_INLINE int32_t rescale(const operand *o, int32_t x)
{
    const int32_t wide = shifted(x, o->zero, LEFT_SHIFT + 1);
    return mcunet_add_high_product(wide, o->multiplier, o->round + ((wide >> 31) & o->ties)) >> o->shift;
}

/* What every element needs after the operands. */
typedef struct {
    mcunet_limits limits;
    int32_t multiplier, shift, rounding, sign;
} result;

MCUNET_INLINE int8_t finish(const result *r, int32_t twice_sum)
{
    const int32_t high = mcunet_add_high_product(twice_sum, r->multiplier, r->rounding + (twice_sum >> 31));
    return (int8_t)mcunet_saturate_int8(high >> r->shift);
}

/* A run of elements; operands and result are copied, so that what a loop holds stays in registers. */
typedef void (*run_function)(const operand *, const operand *, const result *, const int8_t *x0, const int8_t *x1, int8_t *output,
                             int32_t count);

static void add_run(const operand *first, const operand *second, const result *to, const int8_t *x0, const int8_t *x1, int8_t *output,
                    int32_t count)
{
    const operand o0 = *first, o1 = *second;
    const result r = *to;
    for (int32_t i = 0; i < count; i++) {
        output[i] = finish(&r, 2 * (rescale(&o0, x0[i]) + rescale(&o1, x1[i]) * r.sign));
    }
}

/* The same where the first operand is halved, the second is shifted, and nothing is subtracted. */
static void add_halved_run(const operand *halved, const operand *second, const result *to, const int8_t *x0, const int8_t *x1,
                           int8_t *output, int32_t count)
{
    const operand o = *second;
    const result r = *to;
    const int32_t zero = halved->zero / 2;
    for (const int8_t *end = x0 + count; x0 != end;) {
        const int32_t wide = shifted(*x1++, o.zero, LEFT_SHIFT + 1);
        const int32_t other = mcunet_add_high_product(wide, o.multiplier, o.round + (wide >> 31)) >> o.shift;
        *output++ = finish(&r, shifted(*x0++, zero, LEFT_SHIFT) + 2 * other);
    }
}

/* What layout 1 promises. */
static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_add_constants *c = mcunet_constants(model, op);
    return c->left_shift == LEFT_SHIFT && c->shift0 <= 0 && c->shift0 >= -MCUNET_FAST_SHIFT && c->shift1 <= 0
           && c->shift1 >= -MCUNET_FAST_SHIFT && mcunet_is_fast(c->output_shift) && c->multiplier0 >= 0 && c->multiplier1 >= 0
           && c->output_multiplier >= 0;
}

/* Cold: built for size, as all that runs once a call. */
static __attribute__((cold)) void add(const mcunet_kernel_call *call)
{
    const mcunet_add_constants *c = (const mcunet_add_constants *)(const void *)call->constants;
    const mcunet_view *input0 = &call->inputs[0], *input1 = &call->inputs[1], *output = call->output;
    const mcunet_region region = call->region;
    const operand operands[2] = {prepare(input0->zero_point, c->multiplier0, c->shift0),
                                 prepare(input1->zero_point, c->multiplier1, c->shift1)};
    const result r = {mcunet_limits_of(call), c->output_multiplier, -c->output_shift, mcunet_rounding(c->output_shift, output->zero_point),
                      call->operator_->kind == MCUNET_SUB ? -1 : 1};
    const mcunet_broadcast_runs runs = mcunet_place_broadcast_runs(input0, input1, output, region.right - region.left);
    const int halves0 = is_halved(&operands[0]) && operands[1].ties && r.sign > 0;
    const int halves1 = !halves0 && is_halved(&operands[1]) && operands[0].ties && r.sign > 0;
    const run_function run = halves0 || halves1 ? add_halved_run : add_run;

    for (int32_t y = region.top; y < region.bottom; y++) {
        const int8_t *x0 = mcunet_broadcast_pixel(input0, output, y, region.left);
        const int8_t *x1 = mcunet_broadcast_pixel(input1, output, y, region.left);
        int8_t *target = mcunet_pixel(output, y, region.left);
        for (int32_t i = 0; i < runs.count; i++, x0 += runs.step0, x1 += runs.step1, target += output->channels) {
            run(&operands[halves1], &operands[!halves1], &r, halves1 ? x1 : x0, halves1 ? x0 : x1, target, runs.length);
            mcunet_clamp_run(&r.limits, target, runs.length);
        }
    }
}

const mcunet_kernel mcunet_armv7em_add = {
    .kind = MCUNET_ADD,
    .run = add,
    .are_constants_sane = are_constants_sane,
};

const mcunet_kernel mcunet_armv7em_sub = {
    .kind = MCUNET_SUB,
    .run = add,
    .are_constants_sane = are_constants_sane,
};
