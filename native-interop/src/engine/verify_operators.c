#include "axis_map.h"
#include "verify.h"

static const mcunet_tensor *tensor_of(const mcunet_model *model, int32_t slot)
{
    return &model->tensors[model->slots[slot].tensor];
}

static const mcunet_tensor *input_of(const mcunet_model *model, const mcunet_operator *op, int32_t index)
{
    return tensor_of(model, model->operands[op->first_input + index]);
}

static int same_shape(const mcunet_tensor *a, const mcunet_tensor *b)
{
    return a->height == b->height && a->width == b->width && a->channels == b->channels;
}

static int is_window_sane(const mcunet_operator *op)
{
    return op->kernel_height >= 1 && op->kernel_height <= MCUNET_MAX_DIMENSION && op->kernel_width >= 1
           && op->kernel_width <= MCUNET_MAX_DIMENSION && op->stride_height >= 1 && op->stride_width >= 1
           && op->dilation_height >= 1 && op->dilation_width >= 1
           && (op->kernel_height - 1) * op->dilation_height < MCUNET_MAX_DIMENSION
           && (op->kernel_width - 1) * op->dilation_width < MCUNET_MAX_DIMENSION && op->pad_top > -MCUNET_MAX_DIMENSION
           && op->pad_top < MCUNET_MAX_DIMENSION && op->pad_left > -MCUNET_MAX_DIMENSION && op->pad_left < MCUNET_MAX_DIMENSION;
}

/* Every window holds at least one pixel of the input: an average over none is undefined. */
static int has_pixels(int32_t kernel, int32_t stride, int32_t pad, int32_t input, int32_t output)
{
    return pad < kernel && (output - 1) * stride - pad < input;
}

static int covers_input(const mcunet_operator *op, const mcunet_tensor *input, const mcunet_tensor *output)
{
    return op->kernel_height == input->height && op->kernel_width == input->width && op->pad_top == 0 && op->pad_left == 0
           && op->dilation_height == 1 && op->dilation_width == 1 && output->height == 1 && output->width == 1;
}

static int is_pool_sane(const mcunet_operator *op, const mcunet_tensor *input, const mcunet_tensor *output)
{
    return input->channels == output->channels && op->dilation_height == 1 && op->dilation_width == 1
           && has_pixels(op->kernel_height, op->stride_height, op->pad_top, input->height, output->height)
           && has_pixels(op->kernel_width, op->stride_width, op->pad_left, input->width, output->width);
}

static int is_convolution_sane(const mcunet_model *model, const mcunet_operator *op, const mcunet_tensor *input,
                               const mcunet_tensor *output)
{
    const uint64_t taps = (uint64_t)op->kernel_height * op->kernel_width;
    const int in_place = (op->flags & MCUNET_OPERATOR_IN_PLACE) != 0;
    if (op->kind == MCUNET_DEPTHWISE_CONV_2D) {
        return op->parameter >= 1 && (!in_place || op->parameter == 1) && output->channels == (uint32_t)input->channels * op->parameter
               && taps * output->channels < model->header->total_bytes;
    }
    return op->parameter >= 1 && input->channels % op->parameter == 0 && output->channels % op->parameter == 0
           && taps * (input->channels / op->parameter) * output->channels < model->header->total_bytes;
}

static int is_broadcast_sane(const mcunet_tensor *input, const mcunet_tensor *output)
{
    return same_shape(input, output) || (input->channels == output->channels && input->height == 1 && input->width == 1);
}

static int is_mean_axis_sane(int32_t kernel, int32_t input, int32_t output)
{
    return (kernel == input && output == 1) || (kernel == 1 && output == input);
}

static int is_table_sane(const uint16_t *table, int32_t count, int32_t limit)
{
    for (int32_t i = 0; i < count; i++) {
        if (table[i] >= limit || (i > 0 && table[i] < table[i - 1])) {
            return 0;
        }
    }
    return 1;
}

static int is_resize_sane(const mcunet_model *model, const mcunet_operator *op, const mcunet_tensor *input,
                          const mcunet_tensor *output)
{
    const uint16_t *rows = (const uint16_t *)(const void *)(model->package + op->constants_offset);
    return input->channels == output->channels && is_table_sane(rows, output->height, input->height)
           && is_table_sane(rows + output->height, output->width, input->width);
}

static int is_concatenation_sane(const mcunet_model *model, const mcunet_operator *op, const mcunet_tensor *output)
{
    int32_t total = 0;
    for (int32_t i = 0; i < op->input_count; i++) {
        const mcunet_tensor *input = input_of(model, op, i);
        const int32_t along[3] = {input->height, input->width, input->channels};
        if (op->parameter > 2 || (op->parameter != 0 && input->height != output->height)
            || (op->parameter != 1 && input->width != output->width)
            || (op->parameter != 2 && input->channels != output->channels)) {
            return 0;
        }
        total += along[op->parameter];
    }
    const int32_t along[3] = {output->height, output->width, output->channels};
    return total == along[op->parameter];
}

static int is_transpose_sane(const mcunet_operator *op, const mcunet_tensor *input, const mcunet_tensor *output)
{
    const int32_t rows = op->parameter & 3, columns = (op->parameter >> 2) & 3, channels = (op->parameter >> 4) & 3;
    if (rows > 2 || columns > 2 || channels > 2 || rows == columns || rows == channels || columns == channels) {
        return 0;
    }
    const int32_t from[3] = {input->height, input->width, input->channels};
    return output->height == from[rows] && output->width == from[columns] && output->channels == from[channels];
}

static int expected_inputs(const mcunet_operator *op)
{
    switch (op->kind) {
    case MCUNET_INPUT:
        return 0;
    case MCUNET_ADD:
    case MCUNET_SUB:
    case MCUNET_MUL:
        return 2;
    case MCUNET_CONCATENATION:
        return op->input_count; /* any number, from 1 to MCUNET_MAX_INPUTS */
    default:
        return 1;
    }
}

/* Kind-specific rules; the constants are already known to lie in the package. */
static int is_kind_sane(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_tensor *output = tensor_of(model, op->output);
    if (op->kind == MCUNET_INPUT) {
        return 1;
    }
    const mcunet_tensor *input = input_of(model, op, 0);
    switch (op->kind) {
    case MCUNET_CONV_2D:
    case MCUNET_DEPTHWISE_CONV_2D:
        return is_convolution_sane(model, op, input, output);
    case MCUNET_MAX_POOL_2D:
    case MCUNET_AVERAGE_POOL_2D:
        return is_pool_sane(op, input, output);
    case MCUNET_MEAN:
        return input->channels == output->channels && is_mean_axis_sane(op->kernel_height, input->height, output->height)
               && is_mean_axis_sane(op->kernel_width, input->width, output->width) && op->pad_top == 0 && op->pad_left == 0
               && op->stride_height == 1 && op->stride_width == 1 && op->dilation_height == 1 && op->dilation_width == 1;
    case MCUNET_ADD:
    case MCUNET_SUB:
    case MCUNET_MUL:
        return is_broadcast_sane(input, output) && is_broadcast_sane(input_of(model, op, 1), output);
    case MCUNET_PAD:
        return (uint32_t)input->channels + op->parameter <= output->channels;
    case MCUNET_RESIZE_NEAREST:
        return is_resize_sane(model, op, input, output);
    case MCUNET_CONCATENATION:
        return op->input_count >= 1 && is_concatenation_sane(model, op, output);
    case MCUNET_RESHAPE:
        return (uint64_t)input->height * input->width * input->channels
               == (uint64_t)output->height * output->width * output->channels;
    case MCUNET_TRANSPOSE:
        return is_transpose_sane(op, input, output);
    default: /* LOOKUP, SOFTMAX */
        return same_shape(input, output);
    }
}

static int accumulates_sanely(const mcunet_model *model, const mcunet_operator *op)
{
    if ((op->flags & MCUNET_OPERATOR_ACCUMULATE) == 0) {
        return 1;
    }
    if (op->kind != MCUNET_CONV_2D && op->kind != MCUNET_MEAN && op->kind != MCUNET_AVERAGE_POOL_2D) {
        return 0;
    }
    const mcunet_slot *input = &model->slots[model->operands[op->first_input]];
    const uint8_t keeps = MCUNET_SLOT_KEEP_ROWS | MCUNET_SLOT_KEEP_COLUMNS;
    const int once = input->kind == MCUNET_SLOT_WHOLE || (input->flags & keeps) == keeps; /* every pixel arrives just once */
    return once && covers_input(op, tensor_of(model, model->operands[op->first_input]), tensor_of(model, op->output));
}

/* Bytes of constants that must be there before any is read; geometry is already sane. */
static mcunet_status verify_constants(const mcunet_model *model, const mcunet_operator *op)
{
    const mcunet_header *header = model->header;
    const mcunet_tensor *input = op->input_count > 0 ? input_of(model, op, 0) : tensor_of(model, op->output);
    const mcunet_tensor *output = tensor_of(model, op->output);
    mcunet_extent extent = {input->height, input->width, input->channels, output->height, output->width, output->channels, 1, 1};
    const int in_range = op->constants_offset % MCUNET_ALIGNMENT == 0 && op->constants_offset >= header->constants_offset
                         && mcunet_inside(op->constants_offset, op->constants_bytes, header->total_bytes);
    if (op->constants_bytes != 0 && !in_range) {
        return MCUNET_ERROR_LAYOUT;
    }
    const uint32_t needed = op->kind == MCUNET_INPUT ? 0 : mcunet_kernel_constants_bytes(op, &extent);
    return op->constants_bytes >= needed && (needed == 0 || in_range) ? MCUNET_OK : MCUNET_ERROR_OPERATOR;
}

static int are_operands_in_range(const mcunet_model *model, const mcunet_operator *op)
{
    if (op->kind >= MCUNET_OPERATOR_KINDS || op->output >= model->header->slot_count || op->input_count > MCUNET_MAX_INPUTS
        || op->input_count != expected_inputs(op) || (op->kind != MCUNET_INPUT && op->input_count == 0)
        || op->first_input + op->input_count > model->header->operand_count) {
        return 0;
    }
    for (int32_t i = 0; i < op->input_count; i++) {
        if (model->operands[op->first_input + i] >= model->header->slot_count) {
            return 0;
        }
    }
    return model->slots[op->output].kind != MCUNET_SLOT_CONSTANT;
}

static mcunet_status verify_operator(const mcunet_model *model, const mcunet_operator *op)
{
    if (!are_operands_in_range(model, op) || !is_window_sane(op) || op->activation_min > op->activation_max) {
        return MCUNET_ERROR_OPERATOR;
    }
    const int convolution = op->kind == MCUNET_CONV_2D || op->kind == MCUNET_DEPTHWISE_CONV_2D;
    if (convolution && !is_kind_sane(model, op)) {
        return MCUNET_ERROR_OPERATOR; /* before its constants are sized, which would overflow */
    }
    const mcunet_status status = verify_constants(model, op);
    if (status != MCUNET_OK) {
        return status;
    }
    if (!is_kind_sane(model, op) || !accumulates_sanely(model, op) || !mcunet_are_multipliers_sane(model, op)) {
        return MCUNET_ERROR_OPERATOR;
    }
    const int scratch_ok = op->scratch_bytes == 0
                           || (op->scratch_offset % MCUNET_ALIGNMENT == 0
                               && mcunet_inside(op->scratch_offset, op->scratch_bytes, model->header->arena_bytes));
    if (!scratch_ok) {
        return MCUNET_ERROR_SCRATCH;
    }
    return op->kind == MCUNET_INPUT || mcunet_find_kernel(op) != NULL ? MCUNET_OK : MCUNET_ERROR_TARGET;
}

mcunet_status mcunet_verify_operators(const mcunet_model *model)
{
    if (model->header->operator_count == 0 || model->operators[0].kind != MCUNET_INPUT) {
        return MCUNET_ERROR_OPERATOR;
    }
    for (int32_t i = 0; i < model->header->operator_count; i++) {
        if (i > 0 && model->operators[i].kind == MCUNET_INPUT) {
            return MCUNET_ERROR_OPERATOR;
        }
        const mcunet_status status = verify_operator(model, &model->operators[i]);
        if (status != MCUNET_OK) {
            return status;
        }
    }
    return MCUNET_OK;
}
