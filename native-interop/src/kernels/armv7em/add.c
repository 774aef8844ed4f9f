/* ADD and SUB for Armv7E-M, for constants as TFLite makes them; others take the portable kernel. */
#include "../add.h"
#include "../view.h"
#include "armv7em.h"
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

MCUNET_INLINE int32_t rescale(const operand *o, int32_t x)
{
    const int32_t shifted = (int32_t)((uint32_t)x << (LEFT_SHIFT + 1)) - o->zero;
    const int32_t high = mcunet_high_product_rounded(shifted, o->multiplier);
    return (high + ((high >> 31) & o->ties) + o->round) >> o->shift;
}

static int is_fast(const mcunet_add_constants *c)
{
    return c->left_shift == LEFT_SHIFT && c->shift0 <= 0 && c->shift0 >= -MCUNET_FAST_SHIFT && c->shift1 <= 0 &&
           c->shift1 >= -MCUNET_FAST_SHIFT && mcunet_is_fast(c->output_shift);
}

void mcunet_armv7em_add(const mcunet_kernel_call *call)
{
    const mcunet_add_constants *c = (const mcunet_add_constants *)(const void *)call->constants;
    if (!is_fast(c)) {
        mcunet_add(call);
        return;
    }
    const mcunet_view *input0 = &call->inputs[0], *input1 = &call->inputs[1], *output = call->output;
    const mcunet_region region = call->region;
    const operand o0 = prepare(input0->zero_point, c->multiplier0, c->shift0);
    const operand o1 = prepare(input1->zero_point, c->multiplier1, c->shift1);
    const mcunet_limits limits = mcunet_limits_of(call);
    const int32_t multiplier = c->output_multiplier, shift = c->output_shift;
    const int32_t rounding = mcunet_rounding(shift, limits.zero_point);
    const int32_t sign = call->operator_->kind == MCUNET_SUB ? -1 : 1;
    const int32_t step0 = mcunet_broadcast_step(input0, output), step1 = mcunet_broadcast_step(input1, output);
    const int32_t width = region.right - region.left;
    const int32_t runs = step0 != 0 && step1 != 0 ? 1 : width; /* without broadcasting a row is one run */
    const int32_t run = output->channels * (width / runs);

    for (int32_t y = region.top; y < region.bottom; y++) {
        const int8_t *x0 = mcunet_broadcast_pixel(input0, output, y, region.left);
        const int8_t *x1 = mcunet_broadcast_pixel(input1, output, y, region.left);
        int8_t *result = mcunet_pixel(output, y, region.left);
        for (int32_t i = 0; i < runs; i++, x0 += step0, x1 += step1, result += output->channels) {
            for (int32_t j = 0; j < run; j++) {
                const int32_t sum = rescale(&o0, x0[j]) + rescale(&o1, x1[j]) * sign;
                const int32_t value = mcunet_scale(sum, multiplier, shift, rounding);
                result[j] = (int8_t)(limits.clamped ? mcunet_clamp(value, limits.low, limits.high) : value);
            }
        }
    }
}

uint32_t mcunet_armv7em_add_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    (void)op;
    (void)extent;
    return 0;
}
