/* SPDX-License-Identifier: MIT */
/* Every kind has a kernel, sizes follow the format, and absurd geometry never wraps around 32 bits. */
#include "support/harness.h"

static void check_kinds(void)
{
    for (int kind = 0; kind < MCUNET_OPERATOR_KINDS; kind++) {
        mcunet_operator op = plain_operator((mcunet_operator_kind)kind);
        op.parameter = 1;
        expect((mcunet_find_kernel(&op) != NULL) == (kind != MCUNET_INPUT), "kernel of kind %d", kind);
        op.flags = MCUNET_OPERATOR_ACCUMULATE;
        const int accumulates = kind == MCUNET_CONV_2D || kind == MCUNET_AVERAGE_POOL_2D || kind == MCUNET_MEAN;
        expect((mcunet_find_kernel(&op) != NULL) == accumulates, "accumulating kernel of kind %d", kind);
        op.flags = MCUNET_OPERATOR_IN_PLACE;
        expect((mcunet_find_kernel(&op) != NULL) == (kind == MCUNET_DEPTHWISE_CONV_2D), "in-place kernel of kind %d", kind);
    }
    mcunet_operator op = plain_operator(MCUNET_CONV_2D);
    op.kind = MCUNET_OPERATOR_KINDS;
    expect(mcunet_find_kernel(&op) == NULL, "kernel of an unknown kind");
    op.kind = MCUNET_CONV_2D;
    op.parameter = 2;
    op.flags = MCUNET_OPERATOR_ACCUMULATE;
    expect(mcunet_find_kernel(&op) == NULL, "kernel that accumulates groups");
    op.flags = 0;
    op.layout = MCUNET_LAYOUT_ARMV7EM;
    expect(mcunet_find_kernel(&op) == NULL, "Armv7E-M kernel for groups");
    op.layout = MCUNET_LAYOUT_RV32;
    expect(mcunet_find_kernel(&op) == NULL, "RV32 kernel for groups");
    op.layout = MCUNET_LAYOUTS;
    expect(mcunet_find_kernel(&op) == NULL, "kernel of an unknown layout");
}

static void check_sizes(void)
{
    const mcunet_extent extent = {10, 12, 6, 10, 12, 9, 10, 12};
    mcunet_operator op = plain_operator(MCUNET_CONV_2D);
    op.kernel_height = 3;
    op.kernel_width = 5;
    op.parameter = 3;
    expect(mcunet_kernel_constants_bytes(&op, &extent) == 9 * 8 + 16 + 9 * 3 * 5 * 2, "constants of a convolution");
    expect(mcunet_kernel_macs(&op, &extent) == 10u * 12 * 9 * 3 * 5 * 2, "MACs of a convolution");
    op.kind = MCUNET_DEPTHWISE_CONV_2D;
    expect(mcunet_kernel_constants_bytes(&op, &extent) == 9 * 8 + 16 + 9 * 3 * 5, "constants of a depthwise convolution");
    expect(mcunet_kernel_macs(&op, &extent) == 10u * 12 * 9 * 3 * 5, "MACs of a depthwise convolution");
    op.kind = MCUNET_RESIZE_NEAREST;
    expect(mcunet_kernel_constants_bytes(&op, &extent) == 2 * (10 + 12), "constants of a resize");
    expect(mcunet_kernel_macs(&op, &extent) == 0, "MACs of a resize");
}

static void check_limits(void)
{
    const mcunet_extent extent = {8192, 8192, 32767, 8192, 8192, 32767, 8192, 8192};
    for (int kind = 0; kind < MCUNET_OPERATOR_KINDS; kind++) {
        mcunet_operator op = plain_operator((mcunet_operator_kind)kind);
        op.kernel_height = op.kernel_width = UINT16_MAX;
        op.dilation_height = op.dilation_width = UINT8_MAX;
        op.stride_height = op.stride_width = UINT8_MAX;
        op.pad_top = op.pad_left = INT16_MAX;
        op.parameter = 1;
        const int convolution = kind == MCUNET_CONV_2D || kind == MCUNET_DEPTHWISE_CONV_2D;
        expect(!convolution || mcunet_kernel_constants_bytes(&op, &extent) == UINT32_MAX, "constants of kind %d saturate", kind);
        expect(kind != MCUNET_CONV_2D || mcunet_kernel_scratch_bytes(&op, &extent) == UINT32_MAX, "scratch saturates");
        op.flags = MCUNET_OPERATOR_IN_PLACE;
        expect(kind != MCUNET_DEPTHWISE_CONV_2D || mcunet_kernel_scratch_bytes(&op, &extent) == UINT32_MAX, "plane saturates");
        op.flags = 0;
        op.parameter = 0; /* as a damaged package may say; must not divide by it */
        (void)mcunet_kernel_scratch_bytes(&op, &extent);
        (void)mcunet_kernel_constants_bytes(&op, &extent);
        (void)mcunet_kernel_macs(&op, &extent);
    }
}

int main(void)
{
    check_kinds();
    check_sizes();
    check_limits();
    return finish();
}
