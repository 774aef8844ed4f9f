/* SPDX-License-Identifier: MIT */
/*
 * Outputs with a row of values a candidate: scores of classes, a box, points. So are the outputs of detectors with anchors (Liu et al. 2016, SSD;
 * BlazeFace, RetinaFace), where a value v, an anchor's centre c and its size s make
 *   centre = c + s v center_scale, size = s exp(v size_scale)
 * (BlazeFace has no exponential; others say each side as SSD says the centre), and points as centres; the boxes of networks that decode them
 * themselves (YOLOv5 and YOLOv8 exported whole), whose one anchor is the picture, or a pixel; and landmarks: one candidate that is its points.
 */
#include "boxes.h"
#include "fixed_exp.h"
#include "scores.h"

enum { BOX_VALUES = 4, ANCHOR_VALUES = 4, CORNERS = 4 };

/* What candidates have of one output: of candidate 0, and how far on the next one's are. */
typedef struct {
    mcunet_values values;
    int32_t stride;
} candidate_values;

/* A head, and one of its groups. */
typedef struct {
    const mcunet_model *model;
    const mcunet_candidates *head;
    const mcunet_candidate_group *group;
    const uint8_t *next, *end; /* where the group after this one is, and where the head ends */
    const int16_t *anchors;    /* x, y, width, height of each */
    candidate_values scores, box, points, anchor;
    int32_t count; /* candidates of the group */
    int32_t points_each;
    int32_t input[2]; /* width, height, 1/16 pixel */
} candidate_group;

/* A candidate's anchor, 1/16 pixel. */
typedef struct {
    int32_t side[CORNERS]; /* what offsets are counted from: left, top, right, bottom; of a list's anchors the centre, twice */
    int32_t size[2];       /* width, height */
} candidate_anchor;

static int has(const candidate_group *g, uint32_t flag)
{
    return (g->head->flags & flag) != 0;
}

/* Finds `count` values from number `first` on of each candidate in an output. False when there are not as many. */
static int find_values(const candidate_group *g, int32_t output, int32_t first, int32_t count, candidate_values *v)
{
    mcunet_view view;
    if (output == MCUNET_NO_OUTPUT) {
        v->values.data = NULL;
        return 1;
    }
    if (mcunet_model_output(g->model, output, &view, &v->values.scale) != MCUNET_OK) {
        return 0;
    }
    const int32_t total = g->group->total;
    const int32_t bytes = view.height * view.width * view.channels;
    const int is_transposed = has(g, MCUNET_CANDIDATES_TRANSPOSED);
    v->values.zero_point = view.zero_point;
    v->values.step = is_transposed ? total : 1;
    v->stride = is_transposed ? 1 : bytes / total;
    v->values.data = view.data + first * v->values.step + g->group->begin * v->stride;
    return bytes % total == 0 && first + count <= bytes / total;
}

static int32_t value(const candidate_values *v, int32_t candidate, int32_t index, float scale)
{
    return mcunet_dequantize_fixed(v->values.data[candidate * v->stride + index * v->values.step], v->values.zero_point,
                                   v->values.scale * scale);
}

/* Before the first group of a head that is at least as long as its record. */
static void open_head(const mcunet_model *model, const mcunet_head *head, candidate_group *g)
{
    g->model = model;
    g->head = (const mcunet_candidates *)(const void *)(head + 1);
    g->next = (const uint8_t *)(g->head + 1);
    g->end = (const uint8_t *)(head + 1) + head->bytes;
    g->points_each = head->count;
    g->input[0] = mcunet_model_input(model)->width * 16;
    g->input[1] = mcunet_model_input(model)->height * 16;
}

/* Reads the next group. False where it is not sound. */
static int read_group(candidate_group *g)
{
    const mcunet_candidate_group *group = (const mcunet_candidate_group *)(const void *)g->next;
    if ((size_t)(g->end - g->next) < sizeof *group) {
        return 0;
    }
    const uint32_t cells = (uint32_t)group->rows * group->columns;
    if (cells > MCUNET_MAX_CANDIDATES || group->anchors == 0 || group->total == 0
        || group->begin + (uint64_t)cells * group->anchors > group->total) {
        return 0;
    }
    const mcunet_scores *scores = &g->head->scores;
    g->group = group;
    g->count = (int32_t)cells * group->anchors;
    g->anchors = (const int16_t *)(const void *)(group + 1);
    const int32_t score_values = (int32_t)has(g, MCUNET_CANDIDATES_OBJECTNESS) + scores->first_class + scores->classes;
    const size_t anchors = group->anchor_output == MCUNET_NO_OUTPUT ? group->anchors * ANCHOR_VALUES : 0;
    g->next = (const uint8_t *)(g->anchors + anchors);
    return (size_t)(g->end - (const uint8_t *)g->anchors) >= anchors * sizeof *g->anchors
           && find_values(g, group->score_output, group->score_value, score_values, &g->scores)
           && find_values(g, group->box_output, group->box_value, BOX_VALUES, &g->box)
           && find_values(g, group->point_output, group->point_value, g->points_each * g->head->point_values, &g->points)
           && find_values(g, group->anchor_output, group->anchor_value, ANCHOR_VALUES, &g->anchor);
}

static void find_anchor(const candidate_group *g, int32_t candidate, candidate_anchor *anchor)
{
    const mcunet_candidate_group *group = g->group;
    const int32_t cell = candidate / group->anchors;
    const int16_t *listed = g->anchors + candidate % group->anchors * ANCHOR_VALUES;
    for (int32_t side = 0; side < CORNERS; side++) {
        const int32_t axis = side & 1;
        anchor->side[side] =
            g->anchor.values.data != NULL
                ? mcunet_box_clip(mcunet_part(value(&g->anchor, candidate, side, 1.0f), g->input[axis]), g->input[axis])
                : (int32_t)((int64_t)(axis == 0 ? cell % group->columns : cell / group->columns) * group->cell[axis] / 4096) + listed[axis];
        anchor->size[axis] = g->anchor.values.data != NULL ? anchor->side[side] - anchor->side[axis] : listed[axis + 2];
    }
}

/* Where value `index` says that something is along an axis, as counted from a side of the anchor. */
static int64_t offset(const candidate_group *g, const candidate_values *v, int32_t candidate, int32_t index, const candidate_anchor *anchor,
                      int32_t side)
{
    return anchor->side[side] + mcunet_part(value(v, candidate, index, g->head->center_scale), anchor->size[side & 1]);
}

static void find_box(const candidate_group *g, int32_t candidate, mcunet_box *box)
{
    const int32_t order = has(g, MCUNET_CANDIDATES_Y_FIRST); /* the value of axis a is number a ^ order */
    candidate_anchor anchor;
    int64_t low[2], high[2];
    find_anchor(g, candidate, &anchor);
    for (int32_t axis = 0; axis < 2; axis++) {
        low[axis] = offset(g, &g->box, candidate, axis ^ order, &anchor, axis);
        if (has(g, MCUNET_CANDIDATES_CORNERS)) {
            high[axis] = offset(g, &g->box, candidate, (axis ^ order) + 2, &anchor, axis + 2);
        } else {
            const int32_t v = value(&g->box, candidate, (axis ^ order) + 2, g->head->size_scale);
            /* e^v in 2^-14, at most 2^48; a size has at most 15 bits. */
            const int64_t half = (has(g, MCUNET_CANDIDATES_EXPONENTIAL) ? (anchor.size[axis] * (mcunet_fixed_exp(v) >> 20)) >> 10
                                                                        : mcunet_part(v, anchor.size[axis]))
                                 / 2;
            high[axis] = low[axis] + half;
            low[axis] -= half;
        }
    }
    mcunet_box_place(&box->left, &box->right, low[0], high[0], g->input[0]);
    mcunet_box_place(&box->top, &box->bottom, low[1], high[1], g->input[1]);
}

/* A candidate of which points are read. */
typedef struct {
    const candidate_group *group;
    int32_t candidate, probability;
} candidate_points;

static void read_point(const void *source, int32_t index, mcunet_point *point)
{
    const candidate_points *of = source;
    const candidate_group *g = of->group;
    const int32_t first = index * g->head->point_values;
    const int32_t order = has(g, MCUNET_CANDIDATES_Y_FIRST);
    candidate_anchor anchor;
    find_anchor(g, of->candidate, &anchor);
    point->x = mcunet_box_clip(offset(g, &g->points, of->candidate, first + order, &anchor, 0), g->input[0]);
    point->y = mcunet_box_clip(offset(g, &g->points, of->candidate, first + (order ^ 1), &anchor, 1), g->input[1]);
    point->probability = of->probability;
    if (has(g, MCUNET_CANDIDATES_POINT_SCORES)) {
        mcunet_values values = g->points.values;
        values.data += of->candidate * g->points.stride;
        point->probability = mcunet_value_probability(&values, first + 2, MCUNET_ACTIVATION_NONE);
    }
}

/* The most probable class of a candidate, and how probable it is that there is one. */
static void find_class(const candidate_group *g, int32_t candidate, mcunet_box *box)
{
    mcunet_values values = g->scores.values;
    values.scale *= g->head->score_scale;
    values.data += candidate * g->scores.stride;
    int32_t object = MCUNET_PROBABILITY_ONE;
    if (has(g, MCUNET_CANDIDATES_OBJECTNESS)) {
        object = mcunet_value_probability(&values, 0, g->head->scores.activation);
        values.data += values.step;
    }
    box->class_index = mcunet_best_class(&values, &g->head->scores, &box->probability);
    box->probability = (int32_t)mcunet_part(object, box->probability);
}

static void consider(const candidate_group *g, int32_t candidate, mcunet_box_pass *pass)
{
    candidate_points of = {g, candidate, MCUNET_PROBABILITY_ONE};
    mcunet_box box;
    box.class_index = 0;
    if (g->scores.values.data != NULL) {
        find_class(g, candidate, &box);
        of.probability = box.probability;
        if (!mcunet_box_is_wanted(pass, box.probability)) {
            return;
        }
    }
    if (g->box.values.data != NULL) {
        find_box(g, candidate, &box);
    } else {
        const int32_t mean = mcunet_box_around(&box, read_point, &of, g->points_each, pass->threshold);
        box.probability = g->scores.values.data != NULL ? box.probability : mean;
    }
    if (mcunet_box_is_wanted(pass, box.probability)) {
        mcunet_box_offer(pass, &box);
    }
}

/* And a number. */
static int is_scale(float scale)
{
    return scale > 0.0f && scale <= 65536.0f;
}

/* Whether what holds for all groups can be. */
static int is_sound(const mcunet_head *head, const mcunet_candidates *c)
{
    return head->bytes >= sizeof *c && mcunet_are_scores_sound(&c->scores) && is_scale(c->score_scale) && is_scale(c->center_scale)
           && is_scale(c->size_scale) && c->point_values >= ((c->flags & MCUNET_CANDIDATES_POINT_SCORES) != 0 ? 3 : 2);
}

/* Whether a group has something to be an object of. */
static int is_group_sound(const candidate_group *g)
{
    const int has_points = g->points.values.data != NULL;
    return has_points == (g->points_each > 0) && (g->box.values.data != NULL || has_points)
           && (g->scores.values.data != NULL || (g->box.values.data == NULL && has(g, MCUNET_CANDIDATES_POINT_SCORES)));
}

static mcunet_status verify(const mcunet_model *model, const mcunet_head *head)
{
    candidate_group g;
    open_head(model, head, &g);
    int32_t left = MCUNET_MAX_CANDIDATES;
    int sound = is_sound(head, g.head);
    for (int32_t index = 0; sound && index < g.head->groups; index++) {
        sound = read_group(&g) && is_group_sound(&g) && g.count <= left;
        left -= g.count;
    }
    return sound ? MCUNET_OK : MCUNET_ERROR_TENSOR;
}

static void scan(const mcunet_model *model, const mcunet_head *head, mcunet_box_pass *pass)
{
    candidate_group g;
    open_head(model, head, &g);
    for (int32_t index = 0; index < g.head->groups; index++) {
        (void)read_group(&g); /* sound, as verified */
        for (int32_t candidate = 0; candidate < g.count; candidate++) {
            pass->place++;
            consider(&g, candidate, pass);
        }
    }
}

static void complete(const mcunet_model *model, const mcunet_head *head, const mcunet_box_pass *pass, mcunet_box *box)
{
    candidate_group g;
    candidate_points of = {&g, pass->best_place, box->probability};
    open_head(model, head, &g);
    (void)read_group(&g);
    while (of.candidate >= g.count) {
        of.candidate -= g.count;
        (void)read_group(&g);
    }
    for (int32_t point = 0; point < head->count; point++) {
        read_point(&of, point, (mcunet_point *)(box + 1) + point);
    }
}

static int32_t detect(const mcunet_model *model, int32_t *words, int32_t length, int32_t threshold, int32_t overlap)
{
    static const mcunet_box_search search = {scan, complete};
    return mcunet_find_boxes(model, &search, words, length, threshold, overlap);
}

const mcunet_head_class mcunet_candidates_head = {MCUNET_HEAD_CANDIDATES, verify, detect};
