/* Which kernel executes an operator: the one place where backends are chosen. */
#include "armv7em/armv7em.h"
#include "kernels/convolution.h"
#include "rv32/rv32.h"
#include "kernels/view.h"

/* A microcontroller's firmware links the kernels of its own kind; elsewhere, where packages are tried out, all are there. */
#if (defined(__riscv) && __riscv_xlen == 32) || defined(__XTENSA__)
#define LINKS_ARMV7EM 0
#else
#define LINKS_ARMV7EM 1
#endif
#if defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
#define LINKS_RV32 0
#else
#define LINKS_RV32 1
#endif

#define ENTRY(name) {mcunet_##name, mcunet_##name##_scratch_bytes}

static const mcunet_kernel_entry portable[MCUNET_OPERATOR_KINDS] = {
    [MCUNET_CONV_2D] = ENTRY(conv_2d),
    [MCUNET_DEPTHWISE_CONV_2D] = ENTRY(depthwise_conv_2d),
    [MCUNET_ADD] = ENTRY(add),
    [MCUNET_SUB] = ENTRY(add),
    [MCUNET_MUL] = ENTRY(mul),
    [MCUNET_LOOKUP] = ENTRY(lookup),
    [MCUNET_MAX_POOL_2D] = ENTRY(max_pool_2d),
    [MCUNET_AVERAGE_POOL_2D] = ENTRY(average_pool_2d),
    [MCUNET_MEAN] = ENTRY(mean),
    [MCUNET_PAD] = ENTRY(pad),
    [MCUNET_RESIZE_NEAREST] = ENTRY(resize_nearest),
    [MCUNET_CONCATENATION] = ENTRY(concatenation),
    [MCUNET_RESHAPE] = ENTRY(reshape),
    [MCUNET_TRANSPOSE] = ENTRY(transpose),
    [MCUNET_SOFTMAX] = ENTRY(softmax),
};

static const mcunet_kernel_entry portable_accumulate[MCUNET_OPERATOR_KINDS] = {
    [MCUNET_CONV_2D] = ENTRY(conv_2d_accumulate),
    [MCUNET_AVERAGE_POOL_2D] = ENTRY(average_pool_2d_accumulate),
    [MCUNET_MEAN] = ENTRY(mean_accumulate),
};

static const mcunet_kernel_entry portable_in_place[MCUNET_OPERATOR_KINDS] = {
    [MCUNET_DEPTHWISE_CONV_2D] = ENTRY(depthwise_conv_2d_in_place),
};

static const mcunet_kernel_entry armv7em[MCUNET_OPERATOR_KINDS] = {
#if LINKS_ARMV7EM
    [MCUNET_CONV_2D] = ENTRY(armv7em_conv_2d),
    [MCUNET_DEPTHWISE_CONV_2D] = ENTRY(armv7em_depthwise_conv_2d),
    [MCUNET_ADD] = ENTRY(armv7em_add),
    [MCUNET_SUB] = ENTRY(armv7em_add),
    [MCUNET_MUL] = ENTRY(armv7em_mul),
#else
    [MCUNET_INPUT] = {NULL, NULL},
#endif
};

static const mcunet_kernel_entry rv32[MCUNET_OPERATOR_KINDS] = {
#if LINKS_RV32
    [MCUNET_CONV_2D] = ENTRY(rv32_conv_2d),
    [MCUNET_DEPTHWISE_CONV_2D] = ENTRY(rv32_depthwise_conv_2d),
    [MCUNET_ADD] = ENTRY(rv32_add),
    [MCUNET_SUB] = ENTRY(rv32_add),
#else
    [MCUNET_INPUT] = {NULL, NULL},
#endif
};

static const mcunet_kernel_entry *find(const mcunet_kernel_entry *table, const mcunet_operator *op)
{
    return table[op->kind].run == NULL ? NULL : &table[op->kind];
}

static const mcunet_kernel_entry *find_portable(const mcunet_operator *op)
{
    if (op->flags & MCUNET_OPERATOR_ACCUMULATE) {
        return op->kind == MCUNET_CONV_2D && op->parameter != 1 ? NULL : find(portable_accumulate, op);
    }
    if (op->flags & MCUNET_OPERATOR_IN_PLACE) {
        return op->parameter != 1 ? NULL : find(portable_in_place, op);
    }
    return find(portable, op);
}

/* What the depthwise kernels of both targets cover. */
static int is_plain_depthwise(const mcunet_operator *op)
{
    const int kernel = op->kernel_height;
    return (kernel == 3 || kernel == 5 || kernel == 7) && op->kernel_width == kernel && op->parameter == 1 &&
           op->dilation_height == 1 && op->dilation_width == 1 && op->stride_height >= 1 && op->stride_height <= 2 &&
           op->stride_width == op->stride_height && op->pad_top < kernel && op->pad_left < kernel;
}

/* A kernel of the Armv7E-M or RV32 table. */
static const mcunet_kernel_entry *find_for_target(const mcunet_kernel_entry *table, const mcunet_operator *op)
{
    const int in_place = (op->flags & MCUNET_OPERATOR_IN_PLACE) != 0;
    if (op->flags & MCUNET_OPERATOR_ACCUMULATE || (in_place && op->kind != MCUNET_DEPTHWISE_CONV_2D) ||
        (op->kind == MCUNET_CONV_2D && op->parameter != 1) || (op->kind == MCUNET_DEPTHWISE_CONV_2D && !is_plain_depthwise(op))) {
        return NULL;
    }
    return find(table, op);
}

const mcunet_kernel_entry *mcunet_find_kernel(const mcunet_operator *op)
{
    if (op->kind >= MCUNET_OPERATOR_KINDS) {
        return NULL;
    }
    switch (op->layout) {
    case MCUNET_LAYOUT_PORTABLE:
        return find_portable(op);
    case MCUNET_LAYOUT_ARMV7EM:
        return find_for_target(armv7em, op);
    case MCUNET_LAYOUT_RV32:
        return find_for_target(rv32, op);
    default:
        return NULL;
    }
}

uint32_t mcunet_kernel_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const mcunet_kernel_entry *kernel = mcunet_find_kernel(op);
    const int never_runs = extent->region_height <= 0 || extent->region_width <= 0;
    return kernel == NULL || never_runs ? 0 : kernel->scratch_bytes(op, extent);
}

static uint64_t convolution_bytes(const mcunet_operator *op, uint64_t outputs, uint64_t window)
{
    if (op->layout == MCUNET_LAYOUT_ARMV7EM) {
        return op->kind == MCUNET_CONV_2D ? (outputs + 1) / 2 * mcunet_armv7em_pair_bytes(window)
                                          : (outputs + 3) / 4 * mcunet_armv7em_quad_bytes(op->kernel_height);
    }
    if (op->layout == MCUNET_LAYOUT_RV32) {
        return op->kind == MCUNET_CONV_2D ? (outputs + 1) / 2 * mcunet_rv32_pair_bytes(window)
                                          : outputs * mcunet_rv32_channel_bytes(op->kernel_height);
    }
    return mcunet_convolution_table_bytes((int32_t)outputs) + outputs * window;
}

uint32_t mcunet_kernel_constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t taps = (uint64_t)op->kernel_height * op->kernel_width;
    const uint64_t outputs = (uint32_t)extent->output_channels;
    const uint32_t groups = op->parameter == 0 ? 1u : op->parameter;
    switch (op->kind) {
    case MCUNET_CONV_2D:
        return mcunet_saturate_bytes(convolution_bytes(op, outputs, taps * ((uint32_t)extent->input_channels / groups)));
    case MCUNET_DEPTHWISE_CONV_2D:
        return mcunet_saturate_bytes(convolution_bytes(op, outputs, taps));
    case MCUNET_ADD:
    case MCUNET_SUB:
        return 8 * sizeof(int32_t);
    case MCUNET_MUL:
        return 2 * sizeof(int32_t);
    case MCUNET_LOOKUP:
        return 256;
    case MCUNET_MEAN:
        return 4 * sizeof(int32_t);
    case MCUNET_RESIZE_NEAREST:
        return (uint32_t)(extent->output_height + extent->output_width) * (uint32_t)sizeof(uint16_t);
    case MCUNET_SOFTMAX:
        return 256 * sizeof(int32_t);
    default:
        return 0;
    }
}

uint64_t mcunet_kernel_macs(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t pixels = (uint64_t)extent->region_height * (uint64_t)extent->region_width;
    const uint64_t weights = (uint64_t)op->kernel_height * op->kernel_width * (uint64_t)extent->output_channels;
    const uint32_t groups = op->parameter == 0 ? 1u : op->parameter;
    switch (op->kind) {
    case MCUNET_CONV_2D:
        if (op->flags & MCUNET_OPERATOR_ACCUMULATE) { /* the region is of the input: one weight a channel for each element */
            return pixels * (uint64_t)extent->input_channels * (uint64_t)extent->output_channels;
        }
        return pixels * weights * ((uint32_t)extent->input_channels / groups);
    case MCUNET_DEPTHWISE_CONV_2D:
        return pixels * weights;
    default:
        return 0;
    }
}
