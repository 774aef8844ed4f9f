/* SPDX-License-Identifier: MIT */
/* DEPTHWISE_CONV_2D for Armv7E-M, in whichever way is fastest. */
#include "armv7em.h"
#include "depthwise.h"
#include "engine/operands.h"
#include "kernels/depthwise.h"
#include "kernels/view.h"
#include "operators/operators.h"

typedef enum { DIRECTLY, BY_PIXELS, BY_COLUMNS } way;

/*
 * Per channel, preparing costs the same for one output as for a row of them; from about so many outputs a channel on, that is made up for
 * by two taps an instruction: sooner without columns to fill. Of a large kernel many taps lie on padding where outputs are few.
 */
#define FEW_OUTPUTS 9
#define FEW_DIRECT_OUTPUTS 4

/* Over the input the whole output decides, for the region must find the scratch that was promised for the largest. */
static way choose(const mcunet_operator *op, const mcunet_extent *extent)
{
    const int in_place = (op->flags & MCUNET_OPERATOR_IN_PLACE) != 0, direct = mcunet_armv7em_is_direct(op, extent);
    const int32_t outputs = in_place ? extent->output_height * extent->output_width : extent->region_height * extent->region_width;
    if (extent->output_channels % MCUNET_QUAD == 0 && outputs <= (direct ? FEW_DIRECT_OUTPUTS : FEW_OUTPUTS)) {
        return BY_PIXELS;
    }
    return direct ? DIRECTLY : BY_COLUMNS;
}

static void depthwise_conv_2d(const mcunet_kernel_call *call, const mcunet_row_functions *functions)
{
    const mcunet_region region = call->region;
    const mcunet_view *input = call->inputs, *output = call->output;
    const mcunet_extent extent = {input->height,
                                  input->width,
                                  input->channels,
                                  output->height,
                                  output->width,
                                  output->channels,
                                  region.bottom - region.top,
                                  region.right - region.left};
    switch (choose(call->operator_, &extent)) {
    case DIRECTLY: mcunet_armv7em_depthwise_direct(call); break;
    case BY_PIXELS: mcunet_armv7em_depthwise_pixels(call); break;
    default: mcunet_armv7em_depthwise_columns(call, functions); break;
    }
}

static MCUNET_ONCE uint32_t scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    switch (choose(op, extent)) {
    case DIRECTLY: return 0;
    case BY_PIXELS: return mcunet_armv7em_depthwise_pixels_scratch_bytes(op, extent);
    default: return mcunet_armv7em_depthwise_columns_scratch_bytes(op, extent);
    }
}

static MCUNET_ONCE uint32_t constants_bytes(const mcunet_operator *op, const mcunet_extent *extent)
{
    const uint64_t quads = ((uint32_t)extent->output_channels + 3u) / 4u;
    return mcunet_saturate_bytes(quads * mcunet_armv7em_quad_bytes(op->kernel_height));
}

static MCUNET_ONCE int are_constants_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const uint8_t *constants = mcunet_constants(model, op);
    for (int32_t left = mcunet_output_tensor(model, op)->channels; left > 0; left -= MCUNET_QUAD) {
        const mcunet_quad *quad = (const mcunet_quad *)(const void *)constants;
        for (int32_t i = 0; i < MCUNET_QUAD; i++) {
            if (!mcunet_is_multiplier_sane(quad->multiplier[i], quad->shift[i])) {
                return 0;
            }
        }
        constants += mcunet_armv7em_quad_bytes(op->kernel_height);
    }
    return 1;
}

/* One kernel a size, so that firmware links only the assembly of its models' sizes. The output may start at the input's address or not. */
#define KERNEL(name, size, flags_)                                  \
    const mcunet_kernel mcunet_armv7em_depthwise_conv_2d_##name = { \
        .kind = MCUNET_DEPTHWISE_CONV_2D,                           \
        .flags = flags_,                                            \
        .run = run_##size,                                          \
        .covers = covers_##size,                                    \
        .scratch_bytes = scratch_bytes,                             \
        .constants_bytes = constants_bytes,                         \
        .are_constants_sane = are_constants_sane,                   \
    };
#define KERNELS(size)                                                      \
    static void run_##size(const mcunet_kernel_call *call)                 \
    {                                                                      \
        depthwise_conv_2d(call, &mcunet_row_functions_##size);             \
    }                                                                      \
    static int covers_##size(const mcunet_operator *op)                    \
    {                                                                      \
        return op->kernel_height == size && mcunet_is_plain_depthwise(op); \
    }                                                                      \
    KERNEL(size, size, 0)                                                  \
    KERNEL(size##_in_place, size, MCUNET_OPERATOR_IN_PLACE)

KERNELS(3)
KERNELS(5)
KERNELS(7)
