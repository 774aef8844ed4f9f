/* SPDX-License-Identifier: MIT */
#include "mcunet/operator.h"
#include "operands.h"
#include "verify.h"

static int is_window_sane(const mcunet_operator *op)
{
    return op->kernel_height >= 1 && op->kernel_height <= MCUNET_MAX_DIMENSION && op->kernel_width >= 1
           && op->kernel_width <= MCUNET_MAX_DIMENSION && op->stride_height >= 1 && op->stride_width >= 1 && op->dilation_height >= 1
           && op->dilation_width >= 1 && (op->kernel_height - 1) * op->dilation_height < MCUNET_MAX_DIMENSION
           && (op->kernel_width - 1) * op->dilation_width < MCUNET_MAX_DIMENSION && op->pad_top > -MCUNET_MAX_DIMENSION
           && op->pad_top < MCUNET_MAX_DIMENSION && op->pad_left > -MCUNET_MAX_DIMENSION && op->pad_left < MCUNET_MAX_DIMENSION;
}

/* Distances between the bytes under a window and the input's first stay within 31 bits, wherever the padding puts the window. */
static int is_window_addressable(const mcunet_operator *op, const mcunet_tensor *input)
{
    const int64_t pad = op->pad_top < 0 ? -op->pad_top : op->pad_top;
    const int64_t rows = input->height + pad + (int64_t)(op->kernel_height - 1) * op->dilation_height + 1;
    return rows * input->width * input->channels <= INT32_MAX;
}

static int covers_input(const mcunet_operator *op, const mcunet_tensor *input, const mcunet_tensor *output)
{
    return op->kernel_height == input->height && op->kernel_width == input->width && op->pad_top == 0 && op->pad_left == 0
           && op->dilation_height == 1 && op->dilation_width == 1 && output->height == 1 && output->width == 1;
}

static int accumulates_sanely(const mcunet_model *model, const mcunet_operator *op)
{
    if ((op->flags & MCUNET_OPERATOR_ACCUMULATE) == 0) {
        return 1;
    }
    const mcunet_slot *input = mcunet_input_slot(model, op, 0);
    const uint8_t keeps = MCUNET_SLOT_KEEP_ROWS | MCUNET_SLOT_KEEP_COLUMNS;
    const int once = input->kind == MCUNET_SLOT_WHOLE || (input->flags & keeps) == keeps; /* every pixel arrives just once */
    return once && covers_input(op, mcunet_input_tensor(model, op, 0), mcunet_output_tensor(model, op));
}

static int are_operands_in_range(const mcunet_model *model, const mcunet_operator *op)
{
    if (op->output >= model->header->slot_count || op->first_input + op->input_count > model->header->operand_count) {
        return 0;
    }
    for (int32_t i = 0; i < op->input_count; i++) {
        if (model->operands[op->first_input + i] >= model->header->slot_count) {
            return 0;
        }
    }
    return model->slots[op->output].kind != MCUNET_SLOT_CONSTANT;
}

/* Constants that lie in the package, those of no bytes too, and whose content can do no harm; geometry is already sane. */
static mcunet_status verify_constants(const mcunet_model *model, const mcunet_operator *op, const mcunet_kernel *kernel,
                                      const mcunet_operator_class *class_)
{
    const mcunet_header *header = model->header;
    const mcunet_extent extent = mcunet_operator_extent(model, op);
    const uint32_t needed = mcunet_kernel_constants_bytes(op, &extent);
    const int is_placed = op->constants_offset % MCUNET_ALIGNMENT == 0 && op->constants_offset >= header->constants_offset;
    if (!mcunet_inside(op->constants_offset, op->constants_bytes, header->total_bytes)
        || ((op->constants_bytes | needed) != 0 && !is_placed)) {
        return MCUNET_ERROR_LAYOUT;
    }
    const int has_own = kernel->constants_bytes != NULL || kernel->are_constants_sane != NULL;
    const mcunet_check_function check = has_own ? kernel->are_constants_sane : class_->are_constants_sane;
    return op->constants_bytes >= needed && (check == NULL || check(model, op)) ? MCUNET_OK : MCUNET_ERROR_OPERATOR;
}

/* Of no bytes too: kernels are handed its address, which shall not leave the arena. */
static int is_scratch_sane(const mcunet_model *model, const mcunet_operator *op)
{
    return op->scratch_offset % MCUNET_ALIGNMENT == 0 && mcunet_inside(op->scratch_offset, op->scratch_bytes, model->header->arena_bytes);
}

/* A Cortex-M has no backend that asks more of the memory than every one does: its firmware goes without this check. */
#if defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'

static mcunet_status verify_memory(const mcunet_model *model, const mcunet_operator *op)
{
    (void)model;
    return mcunet_linked_backends[op->layout]->alignment <= MCUNET_ALIGNMENT ? MCUNET_OK : MCUNET_ERROR_TARGET;
}

#else

/* Whether a buffer is aligned, and readable beyond its end, as a backend asks for. */
static int is_slot_fit(const mcunet_model *model, int32_t number, const mcunet_backend *backend)
{
    const mcunet_slot *slot = &model->slots[number];
    const uint64_t bytes = (uint64_t)slot->window_height * slot->window_width * model->tensors[slot->tensor].channels;
    const uint32_t mask = backend->alignment - 1u;
    const uint64_t end = (slot->offset + bytes + mask) & ~(uint64_t)mask;
    const uint32_t room = slot->kind == MCUNET_SLOT_CONSTANT ? model->header->total_bytes : model->header->arena_bytes;
    return (slot->offset & mask) == 0 && end + backend->readable_bytes <= room;
}

/* What the operator's backend asks of the memory, beyond what every one asks for. */
static mcunet_status verify_memory(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_backend *backend = mcunet_linked_backends[op->layout];
    if (backend->alignment <= MCUNET_ALIGNMENT) {
        return MCUNET_OK;
    }
    if ((uintptr_t)model->arena % backend->alignment != 0) {
        return MCUNET_ERROR_ARENA;
    }
    if ((uintptr_t)model->package % backend->alignment != 0) {
        return MCUNET_ERROR_ARGUMENT;
    }
    for (int32_t i = 0; i < op->input_count; i++) {
        if (!is_slot_fit(model, model->operands[op->first_input + i], backend)) {
            return MCUNET_ERROR_BUFFER;
        }
    }
    if (op->constants_bytes != 0 && op->constants_offset % backend->alignment != 0) {
        return MCUNET_ERROR_LAYOUT;
    }
    return op->scratch_bytes == 0 || op->scratch_offset % backend->alignment == 0 ? MCUNET_OK : MCUNET_ERROR_SCRATCH;
}

#endif

static mcunet_status verify_operator(const mcunet_model *model, const mcunet_operator *op)
{
    const uint8_t flags = MCUNET_OPERATOR_ACCUMULATE | MCUNET_OPERATOR_IN_PLACE;
    if (op->kind == MCUNET_INPUT || op->kind >= MCUNET_OPERATOR_KINDS || (op->flags & ~flags) != 0) {
        return MCUNET_ERROR_OPERATOR; /* only the first one is the input */
    }
    const mcunet_operator_class *class_ = mcunet_find_class(op);
    if (class_ == NULL) {
        return MCUNET_ERROR_NOT_LINKED;
    }
    if (op->layout >= MCUNET_LAYOUTS || mcunet_linked_backends[op->layout] == NULL || model->header->layout_versions[op->layout] == 0) {
        return MCUNET_ERROR_TARGET;
    }
    if (op->input_count < class_->min_inputs || op->input_count > class_->max_inputs || !are_operands_in_range(model, op)
        || !is_window_sane(op) || !is_window_addressable(op, mcunet_input_tensor(model, op, 0)) || op->activation_min > op->activation_max
        || class_->are_shapes_sane == NULL || !class_->are_shapes_sane(model, op) || !accumulates_sanely(model, op)) {
        return MCUNET_ERROR_OPERATOR;
    }
    const mcunet_kernel *kernel = mcunet_find_kernel(op);
    if (kernel == NULL) {
        return MCUNET_ERROR_NOT_LINKED;
    }
    mcunet_status status = verify_constants(model, op, kernel, class_);
    if (status == MCUNET_OK) {
        status = verify_memory(model, op);
    }
    if (status != MCUNET_OK) {
        return status;
    }
    return is_scratch_sane(model, op) ? MCUNET_OK : MCUNET_ERROR_SCRATCH;
}

static mcunet_status verify_input(const mcunet_model *model, const mcunet_operator *op)
{
    const int sane = op->kind == MCUNET_INPUT && op->input_count == 0 && op->flags == 0 && op->constants_bytes == 0
                     && op->scratch_bytes == 0 && are_operands_in_range(model, op);
    return sane ? MCUNET_OK : MCUNET_ERROR_OPERATOR;
}

mcunet_status mcunet_verify_operators(const mcunet_model *model)
{
    mcunet_status status = model->header->operator_count == 0 ? MCUNET_ERROR_OPERATOR : verify_input(model, &model->operators[0]);
    uint64_t constants = 0; /* a schedule that computes a tensor twice shares them; more sharing would make checking them long */
    for (int32_t i = 1; i < model->header->operator_count && status == MCUNET_OK; i++) {
        constants += model->operators[i].constants_bytes;
        status = constants > 2 * (uint64_t)model->header->total_bytes ? MCUNET_ERROR_LAYOUT : verify_operator(model, &model->operators[i]);
    }
    return status;
}
