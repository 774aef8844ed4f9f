/* SPDX-License-Identifier: MIT */
#include "mcunet/operator.h"
#include "regions.h"

/* The slots of an operator's output and inputs as the kernel sees them. */
static mcunet_view view_of(const mcunet_model *model, const mcunet_stage *stage, int32_t slot, mcunet_extents *extents)
{
    *extents = mcunet_slot_extents(model, stage, slot);
    return mcunet_slot_view(model, slot, extents);
}

static mcunet_region region_of(const mcunet_extents *extents)
{
    const mcunet_region region = {extents->rows.from, extents->rows.end, extents->columns.from, extents->columns.end};
    return region;
}

static int is_empty(const mcunet_region *region)
{
    return region->top >= region->bottom || region->left >= region->right;
}

static const mcunet_operator *operator_of(const mcunet_model *model, const mcunet_stage *stage, int32_t step)
{
    return &model->operators[stage->first_operator + step];
}

mcunet_status mcunet_patch_begin(mcunet_model *model, int32_t stage_index, int32_t row, int32_t column)
{
    const mcunet_stage *stage = mcunet_model_stage(model, stage_index);
    if (stage == NULL || row < 0 || row >= stage->rows.count || column < 0 || column >= stage->columns.count) {
        return MCUNET_ERROR_ARGUMENT;
    }
    if (model->stage != stage_index || model->row != row) {
        mcunet_intervals(model, stage, MCUNET_ROWS, row, mcunet_stage_intervals(model, stage, MCUNET_ROWS));
    }
    if (model->stage != stage_index || model->column != column) {
        mcunet_intervals(model, stage, MCUNET_COLUMNS, column, mcunet_stage_intervals(model, stage, MCUNET_COLUMNS));
    }
    model->stage = stage_index;
    model->row = row;
    model->column = column;

    const mcunet_operator *first = operator_of(model, stage, 0);
    if (first->kind == MCUNET_INPUT) {
        mcunet_slot_restore(model, stage, first->output, column);
    }
    return MCUNET_OK;
}

mcunet_status mcunet_patch_input(const mcunet_model *model, mcunet_region *region, mcunet_view *view)
{
    const mcunet_stage *stage = mcunet_model_stage(model, model->stage);
    if (stage == NULL) {
        return MCUNET_ERROR_STATE;
    }
    const mcunet_operator *first = operator_of(model, stage, 0);
    if (first->kind != MCUNET_INPUT) {
        const mcunet_region none = {0, 0, 0, 0};
        *region = none;
        return MCUNET_OK;
    }
    mcunet_extents extents;
    *view = view_of(model, stage, first->output, &extents);
    *region = region_of(&extents);
    if (model->slots[first->output].kind == MCUNET_SLOT_BAND) {
        /* A camera delivers whole rows, once: all columns with the first patch of the row. */
        region->left = 0;
        region->right = model->column == 0 ? view->width : 0;
    }
    if (is_empty(region)) {
        region->bottom = region->top;
    }
    return MCUNET_OK;
}

static uint32_t patch_flags(const mcunet_view *input, const mcunet_region *region)
{
    const int first = region->top == 0 && region->left == 0;
    const int last = region->bottom == input->height && region->right == input->width;
    return (first ? MCUNET_PATCH_FIRST : 0u) | (last ? MCUNET_PATCH_LAST : 0u);
}

/* `inputs` has room for all of the operator's. */
static inline void run_kernel_on(mcunet_model *model, const mcunet_stage *stage, const mcunet_operator *op, mcunet_view *inputs)
{
    mcunet_extents extents, input_extents = {{0, 0, 0, 0}, {0, 0, 0, 0}};
    const mcunet_view output = view_of(model, stage, op->output, &extents);
    for (int32_t i = op->input_count - 1; i >= 0; i--) {
        inputs[i] = view_of(model, stage, model->operands[op->first_input + i], &input_extents);
    }
    const int accumulates = (op->flags & MCUNET_OPERATOR_ACCUMULATE) != 0;
    mcunet_kernel_call call;
    call.operator_ = op;
    call.constants = model->package + op->constants_offset;
    call.inputs = inputs;
    call.output = &output;
    call.region = region_of(accumulates ? &input_extents : &extents);
    call.scratch = model->arena + op->scratch_offset;
    call.patch = accumulates ? patch_flags(&inputs[0], &call.region) : 0;
    if (!is_empty(&call.region)) {
        const mcunet_extent extent = {inputs[0].height,
                                      inputs[0].width,
                                      inputs[0].channels,
                                      output.height,
                                      output.width,
                                      output.channels,
                                      call.region.bottom - call.region.top,
                                      call.region.right - call.region.left};
        mcunet_find_kernel(op)->run(&call);
        model->macs += mcunet_kernel_macs(op, &extent);
    }
}

#define FEW_INPUTS 2

/* Kept out of the frame in which the deepest kernels run. */
static __attribute__((noinline)) void run_kernel_with_many_inputs(mcunet_model *model, const mcunet_stage *stage, const mcunet_operator *op)
{
    mcunet_view inputs[MCUNET_MAX_INPUTS];
    run_kernel_on(model, stage, op, inputs);
}

static __attribute__((noinline)) void run_kernel(mcunet_model *model, const mcunet_stage *stage, const mcunet_operator *op)
{
    mcunet_view inputs[FEW_INPUTS];
    if (op->input_count > FEW_INPUTS) {
        run_kernel_with_many_inputs(model, stage, op);
    } else {
        run_kernel_on(model, stage, op, inputs);
    }
}

mcunet_status mcunet_patch_step(mcunet_model *model, int32_t step)
{
    const mcunet_stage *stage = mcunet_model_stage(model, model->stage);
    if (stage == NULL) {
        return MCUNET_ERROR_STATE;
    }
    if (step < 0 || step >= stage->operator_count) {
        return MCUNET_ERROR_ARGUMENT;
    }
    const mcunet_operator *op = operator_of(model, stage, step);
    if (op->kind != MCUNET_INPUT) {
        mcunet_slot_restore(model, stage, op->output, model->column);
        run_kernel(model, stage, op);
    }
    mcunet_slot_save(model, stage, op->output, model->column);
    if (step + 1 == stage->operator_count) {
        for (int32_t i = 0; i < stage->slot_count; i++) {
            mcunet_slot_slide(model, stage, stage->first_slot + i, model->column);
        }
    }
    return MCUNET_OK;
}

mcunet_status mcunet_patch_run(mcunet_model *model, int32_t stage_index, int32_t row, int32_t column)
{
    if (model->stage != stage_index || model->row != row || model->column != column) {
        const mcunet_status status = mcunet_patch_begin(model, stage_index, row, column);
        if (status != MCUNET_OK) {
            return status;
        }
    }
    const int32_t count = mcunet_model_stage(model, stage_index)->operator_count;
    for (int32_t step = 0; step < count; step++) {
        mcunet_patch_step(model, step);
    }
    return MCUNET_OK;
}
