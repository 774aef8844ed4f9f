/* SPDX-License-Identifier: MIT */
/*
 * Two passes over the stage's operators, each linear:
 *   ends:   before and after the step, forwards from what has arrived, or backwards from what is demanded;
 *   begins: backwards, what this step reads (begin) and computes (from), and what later steps will still read (keep).
 */
#include "intervals.h"

typedef struct {
    const mcunet_model *model;
    const mcunet_stage *stage;
    mcunet_direction direction;
    mcunet_interval *intervals;
} pass;

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static const mcunet_axis *axis_of(const pass *p)
{
    return p->direction == MCUNET_ROWS ? &p->stage->rows : &p->stage->columns;
}

static mcunet_interval *interval_of(const pass *p, int32_t slot)
{
    return &p->intervals[slot - p->stage->first_slot];
}

static int32_t input_slot(const pass *p, const mcunet_operator *op, int32_t index)
{
    return p->model->operands[op->first_input + index];
}

static int32_t share(int32_t size, int32_t step, const mcunet_axis *axis)
{
    return size * (step + 1) / axis->count;
}

/* Ends after the step before and after this one, not yet clipped to the tensor's size, into `from` and `end`. */
static void arrival_ends(const pass *p, int32_t step)
{
    const mcunet_axis *axis = axis_of(p);
    const int32_t arrived = axis->first + step * axis->step;
    for (int32_t i = 0; i < p->stage->slot_count; i++) {
        const int driver = (p->model->slots[p->stage->first_slot + i].flags & MCUNET_SLOT_DRIVER) != 0;
        p->intervals[i].end = (uint16_t)(driver ? smaller(arrived, MCUNET_UNBOUNDED) : MCUNET_UNBOUNDED);
        p->intervals[i].from = (uint16_t)(driver ? smaller(arrived - axis->step, MCUNET_UNBOUNDED) : MCUNET_UNBOUNDED);
    }
    for (int32_t i = 0; i < p->stage->operator_count; i++) {
        const mcunet_operator *op = &p->model->operators[p->stage->first_operator + i];
        mcunet_interval *output = interval_of(p, op->output);
        for (int32_t k = 0; k < op->input_count; k++) {
            const mcunet_axis_map map = mcunet_axis_map_of(p->model, op, k, p->direction);
            const mcunet_interval *input = interval_of(p, input_slot(p, op, k));
            output->end = (uint16_t)smaller(output->end, mcunet_axis_map_arrival(&map, input->end));
            output->from = (uint16_t)smaller(output->from, mcunet_axis_map_arrival(&map, input->from));
        }
    }
}

static void demand_ends(const pass *p, int32_t step)
{
    const mcunet_axis *axis = axis_of(p);
    for (int32_t i = 0; i < p->stage->slot_count; i++) {
        const int32_t slot = p->stage->first_slot + i;
        const int output = (p->model->slots[slot].flags & MCUNET_SLOT_OUTPUT) != 0;
        const int32_t size = output ? mcunet_slot_size(p->model, slot, p->direction) : 0;
        p->intervals[i].end = (uint16_t)share(size, step, axis);
        p->intervals[i].from = (uint16_t)share(size, step - 1, axis);
    }
    for (int32_t i = p->stage->operator_count - 1; i >= 0; i--) {
        const mcunet_operator *op = &p->model->operators[p->stage->first_operator + i];
        const mcunet_interval *output = interval_of(p, op->output);
        for (int32_t k = 0; k < op->input_count; k++) {
            const mcunet_axis_map map = mcunet_axis_map_of(p->model, op, k, p->direction);
            mcunet_interval *input = interval_of(p, input_slot(p, op, k));
            const int accumulates = map.kind == MCUNET_MAP_ACCUMULATE;
            const int32_t end = accumulates ? share(map.input_size, step, axis) : mcunet_axis_map_end(&map, output->end);
            const int32_t from = accumulates ? share(map.input_size, step - 1, axis) : mcunet_axis_map_end(&map, output->from);
            input->end = (uint16_t)larger(input->end, end);
            input->from = (uint16_t)larger(input->from, from);
        }
    }
}

/* Clipped, and `begin` and `keep` behind everything. */
static void ends(const pass *p, int32_t step)
{
    if (axis_of(p)->pace == MCUNET_PACE_ARRIVAL) {
        arrival_ends(p, step);
    } else {
        demand_ends(p, step);
    }
    for (int32_t i = 0; i < p->stage->slot_count; i++) {
        const int32_t size = mcunet_slot_size(p->model, p->stage->first_slot + i, p->direction);
        mcunet_interval *interval = &p->intervals[i];
        interval->end = (uint16_t)smaller(interval->end, size);
        interval->from = (uint16_t)(step > 0 ? smaller(interval->from, size) : 0);
        interval->begin = interval->keep = (uint16_t)size; /* nobody reads anything yet */
    }
}

static int keeps(const pass *p, int32_t slot)
{
    const uint8_t flag = p->direction == MCUNET_ROWS ? MCUNET_SLOT_KEEP_ROWS : MCUNET_SLOT_KEEP_COLUMNS;
    const mcunet_slot *s = &p->model->slots[slot];
    return s->kind == MCUNET_SLOT_WHOLE || (s->flags & flag) != 0;
}

/*
 * Where a slot's computation resumes, given its previous end and the first row that its consumers read. Not clipped to the present
 * end: what this step reads and what the one before kept for it must agree, or rows kept for a step would not be those it looks for.
 */
static int32_t resume_of(const pass *p, int32_t slot, int32_t computed, int32_t begin)
{
    if (!keeps(p, slot)) {
        return begin;
    }
    return (p->model->slots[slot].flags & MCUNET_SLOT_OUTPUT) != 0 ? computed : larger(computed, begin);
}

/* Settles a slot's region once it is known where it resumes and who reads it. */
static void settle(const pass *p, int32_t slot, int32_t resume)
{
    mcunet_interval *interval = interval_of(p, slot);
    interval->from = (uint16_t)smaller(resume, interval->end);
    interval->begin = (uint16_t)smaller(interval->begin, interval->from);
    if (!keeps(p, slot) && (interval->keep & MCUNET_INTERVAL_ACTIVE) == 0) {
        interval->end = interval->from; /* halos are worth recomputing only when somebody reads them now */
    }
}

static uint16_t sooner(uint16_t present, int32_t row)
{
    return (uint16_t)smaller(present, row);
}

/*
 * The first row that this step reads, into `begin`, and the first that the next one will, into `keep`; from these, what this step
 * computes.
 */
static void begins(const pass *p)
{
    for (int32_t i = p->stage->operator_count - 1; i >= 0; i--) {
        const mcunet_operator *op = &p->model->operators[p->stage->first_operator + i];
        mcunet_interval *output = interval_of(p, op->output);
        const int32_t from = resume_of(p, op->output, output->from, output->begin);
        const int32_t next = resume_of(p, op->output, output->end, output->keep & ~MCUNET_INTERVAL_ACTIVE);
        settle(p, op->output, from);
        for (int32_t k = 0; k < op->input_count; k++) {
            const mcunet_axis_map map = mcunet_axis_map_of(p->model, op, k, p->direction);
            mcunet_interval *input = interval_of(p, input_slot(p, op, k));
            const uint16_t was_active = input->keep & MCUNET_INTERVAL_ACTIVE;
            uint16_t keep = input->keep & (uint16_t)~MCUNET_INTERVAL_ACTIVE;
            int active;
            if (map.kind == MCUNET_MAP_ACCUMULATE) {
                active = input->from < input->end;
                input->begin = sooner(input->begin, input->from);
                keep = sooner(keep, input->end);
            } else {
                active = output->from < output->end;
                input->begin = sooner(input->begin, mcunet_axis_map_begin(&map, from));
                keep = sooner(keep, mcunet_axis_map_begin(&map, next));
            }
            input->keep = (uint16_t)(keep | was_active | (active ? MCUNET_INTERVAL_ACTIVE : 0u));
        }
    }
}

/* What is kept ends where what is there ends; after the last step nothing is. */
static void clip_keeps(const pass *p, int last)
{
    for (int32_t i = 0; i < p->stage->slot_count; i++) {
        mcunet_interval *interval = &p->intervals[i];
        const uint16_t active = interval->keep & MCUNET_INTERVAL_ACTIVE;
        const uint16_t keep = interval->keep & (uint16_t)~MCUNET_INTERVAL_ACTIVE;
        interval->keep = (uint16_t)(active | (last || keep > interval->end ? interval->end : keep));
    }
}

void mcunet_intervals(const mcunet_model *model, const mcunet_stage *stage, mcunet_direction direction, int32_t step,
                      mcunet_interval *intervals)
{
    const pass p = {model, stage, direction, intervals};
    ends(&p, step);
    begins(&p);
    clip_keeps(&p, step + 1 == axis_of(&p)->count);
}
