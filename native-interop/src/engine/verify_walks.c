#include "regions.h"
#include "verify.h"

typedef struct {
    const mcunet_model *model;
    const mcunet_stage *stage;
} walk;

static int overlaps(uint64_t a, uint64_t a_bytes, uint64_t b, uint64_t b_bytes)
{
    return a < b + b_bytes && b < a + a_bytes;
}

static int in_stage(const walk *w, int32_t slot)
{
    return slot >= w->stage->first_slot && slot < w->stage->first_slot + w->stage->slot_count;
}

/* The stage's operator that writes the slot, or -1. */
static int32_t producer_of(const walk *w, int32_t slot)
{
    for (int32_t i = 0; i < w->stage->operator_count; i++) {
        if (w->model->operators[w->stage->first_operator + i].output == slot) {
            return i;
        }
    }
    return -1;
}

static int is_axis_sane(const mcunet_axis *axis)
{
    return axis->count >= 1 && axis->count <= MCUNET_MAX_STEPS && axis->pace <= MCUNET_PACE_ARRIVAL
           && axis->first <= MCUNET_MAX_DIMENSION && axis->step <= MCUNET_MAX_DIMENSION;
}

/* What accumulates is complete only after the last patch. */
static int is_complete_in_patch(const walk *w, int32_t producer)
{
    return producer < 0 || (w->model->operators[w->stage->first_operator + producer].flags & MCUNET_OPERATOR_ACCUMULATE) == 0;
}

/* Operators of the stage use its slots only, each slot has one producer, and inputs come before outputs. */
static int is_order_sane(const walk *w)
{
    for (int32_t i = 0; i < w->stage->operator_count; i++) {
        const mcunet_operator *op = &w->model->operators[w->stage->first_operator + i];
        if (!in_stage(w, op->output) || producer_of(w, op->output) != i) {
            return 0;
        }
        for (int32_t k = 0; k < op->input_count; k++) {
            const int32_t slot = w->model->operands[op->first_input + k];
            if (!in_stage(w, slot)) {
                return 0;
            }
            const int32_t producer = producer_of(w, slot);
            const uint8_t kind = w->model->slots[slot].kind;
            const int outside = kind == MCUNET_SLOT_WHOLE || kind == MCUNET_SLOT_CONSTANT;
            if (producer >= i || (producer < 0 && !outside) || !is_complete_in_patch(w, producer)) {
                return 0;
            }
        }
    }
    return 1;
}

/* Nothing the stage writes may touch the intervals, from which all its addresses follow. */
static int are_intervals_safe(const walk *w)
{
    const uint64_t start = w->stage->intervals_offset;
    const uint64_t bytes = 2u * (uint64_t)w->stage->slot_count * sizeof(mcunet_interval);
    if (start % sizeof(mcunet_interval) != 0 || !mcunet_inside(start, bytes, w->model->header->arena_bytes)) {
        return 0;
    }
    for (int32_t i = 0; i < w->stage->slot_count; i++) {
        const mcunet_slot *slot = &w->model->slots[w->stage->first_slot + i];
        const mcunet_tensor *tensor = &w->model->tensors[slot->tensor];
        const uint64_t pixel_rows = slot->window_height;
        const uint64_t row_bytes = (uint64_t)tensor->width * tensor->channels;
        if ((slot->kind != MCUNET_SLOT_CONSTANT
             && overlaps(start, bytes, slot->offset, pixel_rows * slot->window_width * tensor->channels))
            || (slot->line_offset != MCUNET_NONE && overlaps(start, bytes, slot->line_offset, slot->line_rows * row_bytes))
            || (slot->stash_offset != MCUNET_NONE
                && overlaps(start, bytes, slot->stash_offset, pixel_rows * slot->stash_columns * tensor->channels))) {
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

/* What one operator computes in one step is there to be read; *length is that of its region. */
static mcunet_status check_operator(const walk *w, mcunet_direction direction, const mcunet_operator *op,
                                    const mcunet_interval *intervals, int32_t *length)
{
    const mcunet_interval *output = &intervals[op->output - w->stage->first_slot];
    *length = output->end - output->from;
    for (int32_t k = 0; k < op->input_count; k++) {
        const int32_t slot = w->model->operands[op->first_input + k];
        const mcunet_interval *input = &intervals[slot - w->stage->first_slot];
        if ((op->flags & MCUNET_OPERATOR_ACCUMULATE) != 0) {
            *length = input->end - input->from;
        } else if (*length > 0) {
            const mcunet_axis_map map = mcunet_axis_map_of(w->model, op, k, direction);
            const int whole = w->model->slots[slot].kind == MCUNET_SLOT_WHOLE || w->model->slots[slot].kind == MCUNET_SLOT_CONSTANT;
            const int32_t begin = mcunet_axis_map_begin(&map, output->from);
            const int32_t end = mcunet_axis_map_end(&map, output->end);
            if (end > input->end || (!whole && begin < input->begin && begin < end)) {
                return MCUNET_ERROR_SCHEDULE;
            }
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
        const mcunet_extent extent = {input->height,  input->width,     input->channels, output->height,
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
    if (stage->operator_count == 0 || stage->first_operator + stage->operator_count > model->header->operator_count
        || stage->first_slot + stage->slot_count > model->header->slot_count) {
        return MCUNET_ERROR_LAYOUT;
    }
    if (!is_axis_sane(&stage->rows) || !is_axis_sane(&stage->columns) || !is_order_sane(&w)) {
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

mcunet_status mcunet_verify_walks(const mcunet_model *model)
{
    int32_t next = 0;
    for (int32_t i = 0; i < model->header->stage_count; i++) {
        const mcunet_stage *stage = &model->stages[i];
        if (stage->first_operator != next) {
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
