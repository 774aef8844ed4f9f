/* SPDX-License-Identifier: MIT */
#include "regions.h"

#include "kernels/move.h"

mcunet_interval *mcunet_stage_intervals(const mcunet_model *model, const mcunet_stage *stage, mcunet_direction direction)
{
    mcunet_interval *intervals = (mcunet_interval *)(void *)(model->arena + stage->intervals_offset);
    return direction == MCUNET_ROWS ? intervals : intervals + stage->slot_count;
}

mcunet_extents mcunet_slot_extents(const mcunet_model *model, const mcunet_stage *stage, int32_t slot)
{
    const int32_t index = slot - stage->first_slot;
    mcunet_extents extents;
    extents.rows = mcunet_stage_intervals(model, stage, MCUNET_ROWS)[index];
    extents.columns = mcunet_stage_intervals(model, stage, MCUNET_COLUMNS)[index];
    return extents;
}

mcunet_view mcunet_slot_view(const mcunet_model *model, int32_t slot, const mcunet_extents *extents)
{
    const mcunet_slot *s = &model->slots[slot];
    const mcunet_tensor *tensor = &model->tensors[s->tensor];
    mcunet_view view;
    /* A constant is only ever read: the engine takes no slot of that kind as an output. */
    uint8_t *base = s->kind == MCUNET_SLOT_CONSTANT ? (uint8_t *)(uintptr_t)model->package : model->arena;
    view.data = (int8_t *)(base + s->offset);
    view.row_stride = (int32_t)s->window_width * tensor->channels;
    view.top = s->kind == MCUNET_SLOT_WINDOW || s->kind == MCUNET_SLOT_BAND ? extents->rows.begin : 0;
    view.left = s->kind == MCUNET_SLOT_WINDOW ? extents->columns.begin : 0;
    view.height = tensor->height;
    view.width = tensor->width;
    view.channels = tensor->channels;
    view.zero_point = tensor->zero_point;
    return view;
}

/* A rectangle of pixels in memory, wherever it lies. */
typedef struct {
    int8_t *data;
    int32_t row_stride;
} rectangle;

/* Copies rows x bytes; the rectangles may overlap when moving towards lower addresses. */
static void copy(rectangle to, rectangle from, int32_t rows, int32_t bytes)
{
    for (int32_t y = 0; y < rows; y++) {
        mcunet_move(to.data + (ptrdiff_t)y * to.row_stride, from.data + (ptrdiff_t)y * from.row_stride, bytes);
    }
}

typedef struct {
    const mcunet_slot *slot;
    int32_t channels;
    mcunet_interval rows, columns;
    int32_t keep_row, keep_column;
    mcunet_view window;
    rectangle line, stash;
    int idle; /* nothing arrives, leaves or is read in this row of patches */
} placement;

static placement place(const mcunet_model *model, const mcunet_stage *stage, int32_t slot)
{
    placement p;
    const mcunet_extents extents = mcunet_slot_extents(model, stage, slot);
    p.slot = &model->slots[slot];
    const mcunet_tensor *tensor = &model->tensors[p.slot->tensor];
    p.channels = tensor->channels;
    p.rows = extents.rows;
    p.columns = extents.columns;
    p.keep_row = extents.rows.keep & ~MCUNET_INTERVAL_ACTIVE;
    p.keep_column = extents.columns.keep & ~MCUNET_INTERVAL_ACTIVE;
    p.window = mcunet_slot_view(model, slot, &extents);
    p.line.data = p.slot->line_offset == MCUNET_NONE ? NULL : (int8_t *)(model->arena + p.slot->line_offset);
    p.line.row_stride = (int32_t)tensor->width * p.channels;
    p.stash.data = p.slot->stash_offset == MCUNET_NONE ? NULL : (int8_t *)(model->arena + p.slot->stash_offset);
    p.stash.row_stride = (int32_t)p.slot->stash_columns * p.channels;
    p.idle = (extents.rows.keep & MCUNET_INTERVAL_ACTIVE) == 0 && p.rows.end == p.rows.from && p.keep_row == p.rows.begin;
    return p;
}

/* Whether kept pixels wait outside the window. */
static int has_aside(const mcunet_slot *slot)
{
    return slot->line_offset != MCUNET_NONE || slot->stash_offset != MCUNET_NONE;
}

static rectangle window_at(const placement *p, int32_t row, int32_t column)
{
    rectangle r;
    r.row_stride = p->window.row_stride;
    r.data = p->window.data + (ptrdiff_t)(row - p->window.top) * r.row_stride + (ptrdiff_t)(column - p->window.left) * p->channels;
    return r;
}

static rectangle line_at(const placement *p, int32_t row, int32_t column)
{
    rectangle r = p->line;
    r.data += (ptrdiff_t)row * r.row_stride + (ptrdiff_t)column * p->channels;
    return r;
}

void mcunet_slot_restore(const mcunet_model *model, const mcunet_stage *stage, int32_t slot, int32_t column)
{
    if (!has_aside(&model->slots[slot])) {
        return;
    }
    const placement p = place(model, stage, slot);
    if (p.idle) {
        return;
    }
    const int keeps_columns = (p.slot->flags & MCUNET_SLOT_KEEP_COLUMNS) != 0;
    if (p.stash.data != NULL && column > 0 && p.columns.from > p.columns.begin) {
        copy(window_at(&p, p.rows.begin, p.columns.begin), p.stash, p.rows.end - p.rows.begin,
             (p.columns.from - p.columns.begin) * p.channels);
    }
    const int32_t left = keeps_columns ? p.columns.from : p.columns.begin;
    if (p.line.data != NULL && p.columns.end > left) {
        copy(window_at(&p, p.rows.begin, left), line_at(&p, 0, left), p.rows.from - p.rows.begin, (p.columns.end - left) * p.channels);
    }
}

void mcunet_slot_save(const mcunet_model *model, const mcunet_stage *stage, int32_t slot, int32_t column)
{
    if (!has_aside(&model->slots[slot])) {
        return;
    }
    const placement p = place(model, stage, slot);
    if (p.idle) {
        return;
    }
    if (p.stash.data != NULL && column + 1 < stage->columns.count && p.columns.end > p.keep_column) {
        copy(p.stash, window_at(&p, p.rows.begin, p.keep_column), p.rows.end - p.rows.begin, (p.columns.end - p.keep_column) * p.channels);
    }
    /* Columns leave for the line once no later patch of this row reads them from it. */
    const int32_t right = column + 1 < stage->columns.count ? p.keep_column : p.columns.end;
    if (p.line.data != NULL && right > p.columns.begin) {
        copy(line_at(&p, 0, p.columns.begin), window_at(&p, p.keep_row, p.columns.begin), p.rows.end - p.keep_row,
             (right - p.columns.begin) * p.channels);
    }
}

/* Whether the slot moves over its tensor after a patch, the last one of a row or another one: not all do, and not if it keeps all it holds. */
static int slides(const mcunet_model *model, const mcunet_stage *stage, int32_t slot, int last)
{
    const mcunet_slot *s = &model->slots[slot];
    const mcunet_interval *interval =
        mcunet_stage_intervals(model, stage, last ? MCUNET_ROWS : MCUNET_COLUMNS) + (slot - stage->first_slot);
    if ((last ? s->line_offset : s->stash_offset) != MCUNET_NONE || (interval->keep & ~MCUNET_INTERVAL_ACTIVE) <= interval->begin) {
        return 0;
    }
    const int moving = s->kind == MCUNET_SLOT_WINDOW || (last && s->kind == MCUNET_SLOT_BAND);
    return moving && (!last || (s->flags & MCUNET_SLOT_KEEP_ROWS) != 0);
}

void mcunet_slot_slide(const mcunet_model *model, const mcunet_stage *stage, int32_t slot, int32_t column)
{
    const int last = column + 1 == stage->columns.count;
    if (!slides(model, stage, slot, last)) {
        return;
    }
    const placement p = place(model, stage, slot);
    if (p.idle) {
        return;
    }
    if (last) {
        const int32_t stride = p.window.row_stride;
        mcunet_move(p.window.data, p.window.data + (ptrdiff_t)(p.keep_row - p.rows.begin) * stride, (p.rows.end - p.keep_row) * stride);
    } else {
        copy(window_at(&p, p.rows.begin, p.columns.begin), window_at(&p, p.rows.begin, p.keep_column), p.rows.end - p.rows.begin,
             (p.columns.end - p.keep_column) * p.channels);
    }
}
