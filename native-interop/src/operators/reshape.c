/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "engine/operands.h"
#include "kernels/view.h"
#include "operators/operators.h"

/* The address of element `index` of the tensor's row-major order, and how many of the following lie in the same row. */
static const int8_t *element(const mcunet_view *view, int32_t index, int32_t *run)
{
    const int32_t row_bytes = view->width * view->channels;
    const int32_t y = index / row_bytes, offset = index % row_bytes;
    *run = row_bytes - offset;
    return mcunet_pixel(view, y, 0) + offset;
}

static void reshape(const mcunet_kernel_call *call)
{
    const mcunet_view *output = call->output;
    const mcunet_region region = call->region;
    for (int32_t y = region.top; y < region.bottom; y++) {
        int8_t *target = mcunet_pixel(output, y, region.left);
        int32_t index = (y * output->width + region.left) * output->channels;
        int32_t remaining = (region.right - region.left) * output->channels;
        while (remaining > 0) {
            int32_t run;
            const int8_t *source = element(call->inputs, index, &run);
            run = mcunet_min(run, remaining);
            memmove(target, source, (size_t)run); /* both may be the same memory */
            target += run;
            index += run;
            remaining -= run;
        }
    }
}

static MCUNET_ONCE int are_shapes_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *input = mcunet_input_tensor(model, op, 0), *output = mcunet_output_tensor(model, op);
    return (uint64_t)input->height * input->width * input->channels == (uint64_t)output->height * output->width * output->channels;
}

const mcunet_operator_class mcunet_reshape_class = {
    .min_inputs = 1,
    .max_inputs = 1,
    .are_shapes_sane = are_shapes_sane,
};

const mcunet_kernel mcunet_portable_reshape = {
    .kind = MCUNET_RESHAPE,
    .run = reshape,
};
