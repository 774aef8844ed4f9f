/*
 * Four passes over the stage's operators, each linear:
 *   1, 2. ends before and after the step: forwards from what has arrived, or backwards from what is demanded;
 *   3.    backwards: what later steps will still read (keep);
 *   4.    backwards: what this step reads (begin) and computes (from).
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

/* Ends (not yet clipped to the tensor's size) after `step`, into `end`. */
static void arrival_ends(const pass *p, int32_t step)
{
    const mcunet_axis *axis = axis_of(p);
    for (int32_t i = 0; i < p->stage->slot_count; i++) {
        const int driver = (p->model->slots[p->stage->first_slot + i].flags & MCUNET_SLOT_DRIVER) != 0;
        const int32_t end = driver ? axis->first + step * axis->step : MCUNET_UNBOUNDED;
        p->intervals[i].end = (uint16_t)smaller(end, MCUNET_UNBOUNDED);
    }
    for (int32_t i = 0; i < p->stage->operator_count; i++) {
        const mcunet_operator *op = &p->model->operators[p->stage->first_operator + i];
        mcunet_interval *output = interval_of(p, op->output);
        for (int32_t k = 0; k < op->input_count; k++) {
            const mcunet_axis_map map = mcunet_axis_map_of(p->model, op, k, p->direction);
            const int32_t arrived = interval_of(p, input_slot(p, op, k))->end;
            output->end = (uint16_t)smaller(output->end, mcunet_axis_map_arrival(&map, arrived));
        }
    }
}

static void demand_ends(const pass *p, int32_t step)
{
    const mcunet_axis *axis = axis_of(p);
    for (int32_t i = 0; i < p->stage->slot_count; i++) {
        const int32_t slot = p->stage->first_slot + i;
        const int output = (p->model->slots[slot].flags & MCUNET_SLOT_OUTPUT) != 0;
        p->intervals[i].end = (uint16_t)(output ? share(mcunet_slot_size(p->model, slot, p->direction), step, axis) : 0);
    }
    for (int32_t i = p->stage->operator_count - 1; i >= 0; i--) {
        const mcunet_operator *op = &p->model->operators[p->stage->first_operator + i];
        const int32_t demanded = interval_of(p, op->output)->end;
        for (int32_t k = 0; k < op->input_count; k++) {
            const mcunet_axis_map map = mcunet_axis_map_of(p->model, op, k, p->direction);
            mcunet_interval *input = interval_of(p, input_slot(p, op, k));
            const int32_t end = map.kind == MCUNET_MAP_ACCUMULATE ? share(map.input_size, step, axis)
                                                                  : mcunet_axis_map_end(&map, demanded);
            input->end = (uint16_t)larger(input->end, end);
        }
    }
}

/* Clipped ends after `step` into `end`; none before the first step. */
static void ends(const pass *p, int32_t step)
{
    if (step >= 0 && axis_of(p)->pace == MCUNET_PACE_ARRIVAL) {
        arrival_ends(p, step);
    } else if (step >= 0) {
        demand_ends(p, step);
    }
    for (int32_t i = 0; i < p->stage->slot_count; i++) {
        const int32_t size = mcunet_slot_size(p->model, p->stage->first_slot + i, p->direction);
        p->intervals[i].end = step < 0 ? 0 : (uint16_t)smaller(p->intervals[i].end, size);
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
 * end: both passes below must agree on it, or rows kept for a step would not be those it looks for.
 */
static int32_t resume_of(const pass *p, int32_t slot, int32_t computed, int32_t begin)
{
    if (!keeps(p, slot)) {
        return begin;
    }
    return (p->model->slots[slot].flags & MCUNET_SLOT_OUTPUT) != 0 ? computed : larger(computed, begin);
}

/* First row of the input that `op` reads when its output resumes at `from` and the input at `resumed`. */
static int32_t begin_of_input(const pass *p, const mcunet_operator *op, int32_t index, int32_t from, int32_t resumed)
{
    const mcunet_axis_map map = mcunet_axis_map_of(p->model, op, index, p->direction);
    return map.kind == MCUNET_MAP_ACCUMULATE ? resumed : mcunet_axis_map_begin(&map, from);
}

/* First row that the next step reads, into `keep`. */
static void keeps_for_next(const pass *p)
{
    for (int32_t i = 0; i < p->stage->slot_count; i++) {
        p->intervals[i].keep = (uint16_t)mcunet_slot_size(p->model, p->stage->first_slot + i, p->direction);
    }
    for (int32_t i = p->stage->operator_count - 1; i >= 0; i--) {
        const mcunet_operator *op = &p->model->operators[p->stage->first_operator + i];
        const mcunet_interval *output = interval_of(p, op->output);
        const int32_t from = resume_of(p, op->output, output->end, output->keep);
        for (int32_t k = 0; k < op->input_count; k++) {
            mcunet_interval *input = interval_of(p, input_slot(p, op, k));
            input->keep = (uint16_t)smaller(input->keep, begin_of_input(p, op, k, from, input->end));
        }
    }
    for (int32_t i = 0; i < p->stage->slot_count; i++) {
        p->intervals[i].keep = (uint16_t)smaller(p->intervals[i].keep, p->intervals[i].end);
    }
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

/* First row that this step reads into `begin`, and what it computes; `from` holds the previous end. */
static void begins(const pass *p)
{
    for (int32_t i = 0; i < p->stage->slot_count; i++) {
        p->intervals[i].begin = (uint16_t)mcunet_slot_size(p->model, p->stage->first_slot + i, p->direction);
    }
    for (int32_t i = p->stage->operator_count - 1; i >= 0; i--) {
        const mcunet_operator *op = &p->model->operators[p->stage->first_operator + i];
        mcunet_interval *output = interval_of(p, op->output);
        const int32_t from = resume_of(p, op->output, output->from, output->begin);
        settle(p, op->output, from);
        for (int32_t k = 0; k < op->input_count; k++) {
            mcunet_interval *input = interval_of(p, input_slot(p, op, k));
            const int accumulates = (op->flags & MCUNET_OPERATOR_ACCUMULATE) != 0;
            const int active = accumulates ? input->from < input->end : output->from < output->end;
            input->begin = (uint16_t)smaller(input->begin, begin_of_input(p, op, k, from, input->from));
            input->keep = (uint16_t)(input->keep | (active ? MCUNET_INTERVAL_ACTIVE : 0u));
        }
    }
}

void mcunet_intervals(const mcunet_model *model, const mcunet_stage *stage, mcunet_direction direction, int32_t step,
                      mcunet_interval *intervals)
{
    const pass p = {model, stage, direction, intervals};
    ends(&p, step - 1);
    for (int32_t i = 0; i < stage->slot_count; i++) {
        intervals[i].from = intervals[i].end;
    }
    ends(&p, step);
    if (step + 1 < axis_of(&p)->count) {
        keeps_for_next(&p);
    } else {
        for (int32_t i = 0; i < stage->slot_count; i++) {
            intervals[i].keep = intervals[i].end; /* nobody comes after */
        }
    }
    begins(&p);
}
