#include "backends/armv7em/armv7em.h"
#include "kernels/convolution.h"
#include "verify.h"

/* Where a convolution's layout keeps the multiplier and shift of each channel. */
typedef struct {
    const uint8_t *multiplier, *shift;
    uint32_t multiplier_step, shift_step; /* bytes from one channel to the next */
} mcunet_multiplier_places;

static int32_t read_int32(const uint8_t *at)
{
    return *(const int32_t *)(const void *)at;
}

/* What mcunet_multiply_by_quantized_multiplier asks for. */
static int is_multiplier_sane(int32_t multiplier, int32_t shift)
{
    return multiplier >= 0 && shift >= -31 && shift <= 30;
}

static int are_channels_sane(mcunet_multiplier_places places, int32_t channels)
{
    for (int32_t i = 0; i < channels; i++) {
        const int32_t multiplier = read_int32(places.multiplier + (uint32_t)i * places.multiplier_step);
        if (!is_multiplier_sane(multiplier, *(const int8_t *)(places.shift + (uint32_t)i * places.shift_step))) {
            return 0;
        }
    }
    return 1;
}

/* Layout 1 of DEPTHWISE_CONV_2D: `count` groups of some channels each, `bytes` apart; `first` is where the first one keeps its multipliers and shifts. */
static int are_groups_sane(mcunet_multiplier_places first, uint32_t bytes, int32_t count, int32_t channels)
{
    for (int32_t group = 0; group < count; group++, first.multiplier += bytes, first.shift += bytes) {
        if (!are_channels_sane(first, channels)) {
            return 0;
        }
    }
    return 1;
}

/* Layout 1 of CONV_2D: whether the kernel can apply the shifts of `count` pairs, `bytes` apart. */
static int are_pairs_sane(const uint8_t *constants, uint32_t bytes, int32_t count)
{
    for (int32_t pair = 0; pair < count; pair++, constants += bytes) {
        const mcunet_conv_scales *scales = (const mcunet_conv_scales *)(const void *)(constants + bytes - sizeof *scales);
        if (scales->shifts[0] < 1 || scales->shifts[0] > MCUNET_CONV_MAX_SHIFT || scales->shifts[1] < 1
            || scales->shifts[1] > MCUNET_CONV_MAX_SHIFT) {
            return 0;
        }
    }
    return 1;
}

static int is_convolution_sane(const mcunet_operator *op, const uint8_t *constants, int32_t inputs, int32_t outputs)
{
    const uint32_t all = (uint32_t)outputs;
    if (op->layout == MCUNET_LAYOUT_RV32) {
        return 1; /* its kernels are defined for any */
    }
    if (op->layout != MCUNET_LAYOUT_ARMV7EM) {
        return are_channels_sane((mcunet_multiplier_places){constants + all * 4u, constants + all * 8u, 4, 1}, outputs);
    }
    if (op->kind == MCUNET_CONV_2D) {
        const uint64_t window = (uint64_t)op->kernel_height * op->kernel_width * ((uint32_t)inputs / op->parameter);
        return are_pairs_sane(constants, (uint32_t)mcunet_armv7em_pair_bytes(window), (outputs + 1) / 2);
    }
    const uint32_t quad = mcunet_armv7em_quad_bytes(op->kernel_height); /* begins with four biases, multipliers and shifts */
    return are_groups_sane((mcunet_multiplier_places){constants + 16, constants + 32, 4, 1}, quad, (outputs + 3) / 4, 4);
}

static int is_sum_sane(const int32_t *constants)
{
    return constants[0] >= 0 && constants[0] <= 30 && is_multiplier_sane(constants[1], constants[2])
           && is_multiplier_sane(constants[3], constants[4]) && is_multiplier_sane(constants[5], constants[6]);
}

int mcunet_are_multipliers_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const uint8_t *constants = model->package + op->constants_offset;
    const int32_t *numbers = (const int32_t *)(const void *)constants;
    const mcunet_slot *output = &model->slots[op->output];
    switch (op->kind) {
    case MCUNET_CONV_2D:
    case MCUNET_DEPTHWISE_CONV_2D:
        return is_convolution_sane(op, constants, model->tensors[model->slots[model->operands[op->first_input]].tensor].channels,
                                   model->tensors[output->tensor].channels);
    case MCUNET_ADD:
    case MCUNET_SUB:
        return is_sum_sane(numbers);
    case MCUNET_MUL:
    case MCUNET_MEAN:
        return is_multiplier_sane(numbers[0], numbers[1]);
    default:
        return 1;
    }
}
