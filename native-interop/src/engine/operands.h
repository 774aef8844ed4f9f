/* SPDX-License-Identifier: MIT */
/* What an operator works on. Its slots and constants are in the package: mcunet_model_open checks that first. */
#ifndef MCUNET_OPERANDS_H
#define MCUNET_OPERANDS_H

#include "mcunet/engine.h"

static inline const mcunet_slot *mcunet_input_slot(const mcunet_model *model, const mcunet_operator *op, int32_t index)
{
    return &model->slots[model->operands[op->first_input + index]];
}

static inline const mcunet_tensor *mcunet_slot_tensor(const mcunet_model *model, int32_t slot)
{
    return &model->tensors[model->slots[slot].tensor];
}

static inline const mcunet_tensor *mcunet_input_tensor(const mcunet_model *model, const mcunet_operator *op, int32_t index)
{
    return mcunet_slot_tensor(model, model->operands[op->first_input + index]);
}

static inline const mcunet_tensor *mcunet_output_tensor(const mcunet_model *model, const mcunet_operator *op)
{
    return mcunet_slot_tensor(model, op->output);
}

static inline const void *mcunet_constants(const mcunet_model *model, const mcunet_operator *op)
{
    return model->package + op->constants_offset;
}

/* The shapes of first input and output, and a region of one pixel. */
static inline mcunet_extent mcunet_operator_extent(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *input = mcunet_input_tensor(model, op, 0), *output = mcunet_output_tensor(model, op);
    const mcunet_extent extent = {input->height, input->width, input->channels, output->height, output->width, output->channels, 1, 1};
    return extent;
}

#endif
