/* SPDX-License-Identifier: MIT */
#include "mcunet/operator.h"
#include "regions.h"
#include "verify.h"

typedef struct {
    const mcunet_model *model;
    const mcunet_stage *stage;
} walk;

/* Of buffers inside the arena, whose ends are far below 2^32. */
static int overlaps(uint32_t a, uint32_t a_bytes, uint32_t b, uint32_t b_bytes)
{
    return a_bytes != 0 && b_bytes != 0 && a < b + b_bytes && b < a + a_bytes;
}

static uint32_t slot_bytes(const walk *w, const mcunet_slot *slot)
{
    return (uint32_t)slot->window_height * slot->window_width * w->model->tensors[slot->tensor].channels;
}

static int in_stage(const walk *w, int32_t slot)
{
    return slot >= w->stage->first_slot && slot < w->stage->first_slot + w->stage->slot_count;
}

static int is_axis_sane(const mcunet_axis *axis)
{
    return axis->count >= 1 && axis->count <= MCUNET_MAX_STEPS && axis->pace <= MCUNET_PACE_ARRIVAL && axis->first <= MCUNET_MAX_DIMENSION
           && axis->step <= MCUNET_MAX_DIMENSION;
}

#define NOBODY 0xFFFF
#define OUTSIDE 0xFFFE

/*
 * Operators of the stage use its slots only, each slot has one producer, inputs come before outputs, and what accumulates, which is complete
 * only after the last patch, is not read before. `producers` has room for a number a slot.
 */
static int is_order_sane(const walk *w, uint16_t *producers)
{
    __builtin_memset(producers, 0xFF, w->stage->slot_count * sizeof *producers); /* NOBODY */
    for (int32_t i = 0; i < w->stage->operator_count; i++) {
        const mcunet_operator *op = &w->model->operators[w->stage->first_operator + i];
        if (!in_stage(w, op->output) || producers[op->output - w->stage->first_slot] != NOBODY) {
            return 0;
        }
        for (int32_t k = 0; k < op->input_count; k++) {
            const int32_t slot = w->model->operands[op->first_input + k];
            if (!in_stage(w, slot) || slot == op->output) {
                return 0;
            }
            const uint16_t producer = producers[slot - w->stage->first_slot]; /* of those before this one */
            const uint8_t kind = w->model->slots[slot].kind;
            const int outside = kind == MCUNET_SLOT_WHOLE || kind == MCUNET_SLOT_CONSTANT;
            if (producer == NOBODY) {
                if (!outside) {
                    return 0;
                }
                producers[slot - w->stage->first_slot] = OUTSIDE; /* nobody may write it any more */
            } else if (producer != OUTSIDE
                       && (w->model->operators[w->stage->first_operator + producer].flags & MCUNET_OPERATOR_ACCUMULATE) != 0) {
                return 0;
            }
        }
        producers[op->output - w->stage->first_slot] = (uint16_t)i;
    }
    return 1;
}

/* Nothing the stage writes may touch the intervals, from which all its addresses follow. */
static int are_intervals_safe(const walk *w)
{
    const uint32_t start = w->stage->intervals_offset;
    const uint32_t bytes = 2u * w->stage->slot_count * (uint32_t)sizeof(mcunet_interval);
    if (start % sizeof(mcunet_interval) != 0 || !mcunet_inside(start, bytes, w->model->header->arena_bytes)) {
        return 0;
    }
    for (int32_t i = 0; i < w->stage->slot_count; i++) {
        const mcunet_slot *slot = &w->model->slots[w->stage->first_slot + i];
        const mcunet_tensor *tensor = &w->model->tensors[slot->tensor];
        const uint32_t row_bytes = (uint32_t)tensor->width * tensor->channels;
        const uint32_t column_bytes = (uint32_t)slot->window_height * tensor->channels;
        if ((slot->kind != MCUNET_SLOT_CONSTANT && overlaps(start, bytes, slot->offset, slot_bytes(w, slot)))
            || (slot->line_offset != MCUNET_NONE && overlaps(start, bytes, slot->line_offset, slot->line_rows * row_bytes))
            || (slot->stash_offset != MCUNET_NONE && overlaps(start, bytes, slot->stash_offset, slot->stash_columns * column_bytes))) {
            return 0;
        }
    }
    for (int32_t i = 0; i < w->stage->operator_count; i++) {
        const mcunet_operator *op = &w->model->operators[w->stage->first_operator + i];
        if (op->scratch_bytes != 0 && overlaps(start, bytes, op->scratch_offset, op->scratch_bytes)) {
            return 0;
        }
    }
    return 1;
}

/* An operator's scratch lies apart from its output and its inputs. */
static int is_scratch_apart(const walk *w, const mcunet_operator *op)
{
    const mcunet_slot *output = &w->model->slots[op->output];
    if (overlaps(output->offset, slot_bytes(w, output), op->scratch_offset, op->scratch_bytes)) {
        return 0;
    }
    for (int32_t k = 0; k < op->input_count; k++) {
        const mcunet_slot *input = &w->model->slots[w->model->operands[op->first_input + k]];
        if (input->kind != MCUNET_SLOT_CONSTANT && overlaps(input->offset, slot_bytes(w, input), op->scratch_offset, op->scratch_bytes)) {
            return 0;
        }
    }
    return 1;
}

static int are_scratches_apart(const walk *w)
{
    for (int32_t i = 0; i < w->stage->operator_count; i++) {
        const mcunet_operator *op = &w->model->operators[w->stage->first_operator + i];
        if (op->kind != MCUNET_INPUT && !is_scratch_apart(w, op)) {
            return 0;
        }
    }
    return 1;
}

/* A band holds all columns, computed once, and its rows wait in it. */
static int is_band_sane(const walk *w, int32_t slot)
{
    const mcunet_slot *s = &w->model->slots[slot];
    const int keeps_columns = (s->flags & MCUNET_SLOT_KEEP_COLUMNS) != 0;
    return s->kind != MCUNET_SLOT_BAND || w->stage->columns.count == 1 || (keeps_columns && s->line_offset == MCUNET_NONE);
}

static mcunet_status check_slot(const walk *w, mcunet_direction direction, int32_t slot, const mcunet_interval *interval)
{
    const mcunet_slot *s = &w->model->slots[slot];
    const int32_t keep = interval->keep & ~MCUNET_INTERVAL_ACTIVE;
    if (s->kind != MCUNET_SLOT_WINDOW && !(s->kind == MCUNET_SLOT_BAND && direction == MCUNET_ROWS)) {
        return MCUNET_OK;
    }
    const int32_t capacity = direction == MCUNET_ROWS ? s->window_height : s->window_width;
    if (interval->end - interval->begin > capacity) {
        return MCUNET_ERROR_BUFFER;
    }
    const int rows = direction == MCUNET_ROWS;
    const uint32_t aside = rows ? s->line_offset : s->stash_offset;
    const int32_t aside_capacity = rows ? s->line_rows : s->stash_columns;
    const int keeps = (s->flags & (rows ? MCUNET_SLOT_KEEP_ROWS : MCUNET_SLOT_KEEP_COLUMNS)) != 0;
    /* A window that moves across cannot itself hold the rows it leaves behind. */
    const int needs_line = rows && keeps && s->kind == MCUNET_SLOT_WINDOW && w->stage->columns.count > 1;
    if (aside == MCUNET_NONE) {
        return needs_line && interval->end > keep ? MCUNET_ERROR_BUFFER : MCUNET_OK;
    }
    return interval->end - keep <= aside_capacity ? MCUNET_OK : MCUNET_ERROR_BUFFER;
}

/* Rows of a slot at one step, as bytes of the arena. */
typedef struct {
    const mcunet_slot *slot;
    const mcunet_tensor *tensor;
    int32_t origin; /* where row 0 lies, or would lie */
    int32_t begin, end;
} stretch;

static stretch stretch_of(const walk *w, int32_t slot, const mcunet_interval *interval, int32_t begin, int32_t end)
{
    stretch s;
    s.slot = &w->model->slots[slot];
    s.tensor = &w->model->tensors[s.slot->tensor];
    const int32_t row = (int32_t)s.slot->window_width * s.tensor->channels;
    const int slides = s.slot->kind == MCUNET_SLOT_WINDOW || s.slot->kind == MCUNET_SLOT_BAND;
    s.origin = (int32_t)s.slot->offset - (slides ? interval->begin * row : 0);
    s.begin = s.origin + begin * row;
    s.end = s.origin + end * row;
    return s;
}

/*
 * Whether an operator would write over rows that it reads in the same step, other than its class or its kernel allows: an elementwise one
 * each pixel over the one it is computed from, one that works in place from the input's first byte on.
 */
static int is_overwritten(const mcunet_operator *op, const stretch *input, const stretch *output)
{
    if (input->slot->kind == MCUNET_SLOT_CONSTANT || input->begin >= input->end || output->begin >= output->end
        || input->end <= output->begin || output->end <= input->begin) {
        return 0;
    }
    if ((op->flags & MCUNET_OPERATOR_IN_PLACE) != 0) {
        return input->slot->offset != output->slot->offset || input->slot->kind != output->slot->kind;
    }
    const int same_shape = input->tensor->height == output->tensor->height && input->tensor->width == output->tensor->width
                           && input->tensor->channels == output->tensor->channels;
    return !mcunet_find_class(op)->is_elementwise || !same_shape || input->slot->window_width != output->slot->window_width
           || input->origin != output->origin;
}

/* What one operator computes in one step is there to be read; *length is that of its region. */
static mcunet_status check_operator(const walk *w, mcunet_direction direction, const mcunet_operator *op, const mcunet_interval *intervals,
                                    int32_t *length)
{
    const mcunet_interval *output = &intervals[op->output - w->stage->first_slot];
    *length = output->end - output->from;
    for (int32_t k = 0; k < op->input_count; k++) {
        const int32_t slot = w->model->operands[op->first_input + k];
        const mcunet_interval *input = &intervals[slot - w->stage->first_slot];
        int32_t begin = input->from, end = input->end; /* of the input, that are read */
        if ((op->flags & MCUNET_OPERATOR_ACCUMULATE) != 0) {
            *length = end - begin;
        } else if (*length > 0) {
            const mcunet_axis_map map = mcunet_axis_map_of(w->model, op, k, direction);
            const int whole = w->model->slots[slot].kind == MCUNET_SLOT_WHOLE || w->model->slots[slot].kind == MCUNET_SLOT_CONSTANT;
            begin = mcunet_axis_map_begin(&map, output->from);
            end = mcunet_axis_map_end(&map, output->end);
            if (end > input->end || (!whole && begin < input->begin && begin < end)) {
                return MCUNET_ERROR_SCHEDULE;
            }
        }
        const stretch read = stretch_of(w, slot, input, begin, end);
        const stretch written = stretch_of(w, op->output, output, output->from, output->end);
        if (direction == MCUNET_ROWS && is_overwritten(op, &read, &written)) {
            return MCUNET_ERROR_BUFFER;
        }
    }
    return MCUNET_OK;
}

static mcunet_status check_slots(const walk *w, mcunet_direction direction, const mcunet_interval *intervals, int last)
{
    for (int32_t i = 0; i < w->stage->slot_count; i++) {
        const int32_t slot = w->stage->first_slot + i;
        const mcunet_status status = check_slot(w, direction, slot, &intervals[i]);
        if (status != MCUNET_OK) {
            return status;
        }
        const int output = (w->model->slots[slot].flags & MCUNET_SLOT_OUTPUT) != 0;
        if (output && last && intervals[i].end != mcunet_slot_size(w->model, slot, direction)) {
            return MCUNET_ERROR_SCHEDULE;
        }
    }
    return MCUNET_OK;
}

/* The longest regions of an operator. */
typedef struct {
    uint16_t rows, columns, reserved[2];
} lengths;

static mcunet_status check_walk(const walk *w, mcunet_direction direction, mcunet_interval *intervals, lengths *longest)
{
    const int32_t count = direction == MCUNET_ROWS ? w->stage->rows.count : w->stage->columns.count;
    for (int32_t step = 0; step < count; step++) {
        mcunet_intervals(w->model, w->stage, direction, step, intervals);
        mcunet_status status = check_slots(w, direction, intervals, step + 1 == count);
        for (int32_t i = 0; i < w->stage->operator_count && status == MCUNET_OK; i++) {
            const mcunet_operator *op = &w->model->operators[w->stage->first_operator + i];
            lengths *entry = &longest[op->output - w->stage->first_slot];
            uint16_t *note = direction == MCUNET_ROWS ? &entry->rows : &entry->columns;
            int32_t length;
            status = check_operator(w, direction, op, intervals, &length);
            *note = (uint16_t)(length > *note ? length : *note);
        }
        if (status != MCUNET_OK) {
            return status;
        }
    }
    return MCUNET_OK;
}

static mcunet_status check_scratch(const walk *w, const lengths *longest)
{
    for (int32_t i = 0; i < w->stage->operator_count; i++) {
        const mcunet_operator *op = &w->model->operators[w->stage->first_operator + i];
        if (op->kind == MCUNET_INPUT) {
            continue;
        }
        const mcunet_tensor *input = &w->model->tensors[w->model->slots[w->model->operands[op->first_input]].tensor];
        const mcunet_tensor *output = &w->model->tensors[w->model->slots[op->output].tensor];
        const lengths *region = &longest[op->output - w->stage->first_slot];
        const mcunet_extent extent = {input->height, input->width,     input->channels, output->height,
                                      output->width, output->channels, region->rows,    region->columns};
        if (op->scratch_bytes < mcunet_kernel_scratch_bytes(op, &extent)) {
            return MCUNET_ERROR_SCRATCH;
        }
    }
    return MCUNET_OK;
}

static mcunet_status verify_stage(const mcunet_model *model, const mcunet_stage *stage)
{
    const walk w = {model, stage};
    if (stage->operator_count == 0 || stage->operator_count >= OUTSIDE
        || stage->first_operator + stage->operator_count > model->header->operator_count
        || stage->first_slot + stage->slot_count > model->header->slot_count) {
        return MCUNET_ERROR_LAYOUT;
    }
    if (!is_axis_sane(&stage->rows) || !is_axis_sane(&stage->columns)) {
        return MCUNET_ERROR_SCHEDULE;
    }
    for (int32_t i = 0; i < stage->slot_count; i++) {
        if (!is_band_sane(&w, stage->first_slot + i)) {
            return MCUNET_ERROR_SCHEDULE;
        }
    }
    if (!are_intervals_safe(&w)) {
        return MCUNET_ERROR_BUFFER;
    }
    if (!is_order_sane(&w, (uint16_t *)(void *)mcunet_stage_intervals(model, stage, MCUNET_ROWS))) {
        return MCUNET_ERROR_SCHEDULE;
    }
    if (!are_scratches_apart(&w)) {
        return MCUNET_ERROR_BUFFER;
    }
    /* The intervals of one axis at a time; the other axis' half holds the notes meanwhile. */
    mcunet_interval *intervals = mcunet_stage_intervals(model, stage, MCUNET_ROWS);
    lengths *longest = (lengths *)(void *)mcunet_stage_intervals(model, stage, MCUNET_COLUMNS);
    __builtin_memset(longest, 0, stage->slot_count * sizeof *longest);
    mcunet_status status = check_walk(&w, MCUNET_ROWS, intervals, longest);
    if (status == MCUNET_OK) {
        status = check_walk(&w, MCUNET_COLUMNS, intervals, longest);
    }
    return status == MCUNET_OK ? check_scratch(&w, longest) : status;
}

/* What walking a stage takes. */
static uint64_t work_of(const mcunet_model *model, const mcunet_stage *stage)
{
    uint64_t width = (uint64_t)stage->operator_count + stage->slot_count;
    for (int32_t i = 0; i < stage->operator_count && stage->first_operator + i < model->header->operator_count; i++) {
        width += model->operators[stage->first_operator + i].input_count;
    }
    return width * ((uint64_t)stage->rows.count + stage->columns.count);
}

mcunet_status mcunet_verify_walks(const mcunet_model *model)
{
    int32_t next = 0;
    uint64_t work = 0;
    for (int32_t i = 0; i < model->header->stage_count; i++) {
        const mcunet_stage *stage = &model->stages[i];
        work += work_of(model, stage);
        if (stage->first_operator != next || work > MCUNET_MAX_WALK) {
            return MCUNET_ERROR_SCHEDULE; /* each operator in exactly one stage, in order */
        }
        const mcunet_status status = verify_stage(model, stage);
        if (status != MCUNET_OK) {
            return status;
        }
        next += stage->operator_count;
    }
    return next == model->header->operator_count ? MCUNET_OK : MCUNET_ERROR_SCHEDULE;
}
