/* SPDX-License-Identifier: MIT */
/*
 * One object whose points are maxima (MoveNet and other pose networks that are exported without their decoder): channel p of output 0 says of each
 * cell how probably point p is there. The object is as probable as its points on average; its box is around those above the threshold.
 */
#include "boxes.h"
#include "scores.h"

typedef struct {
    mcunet_view view;
    mcunet_values values;
    int32_t activation;
    int32_t input_width, input_height; /* 1/16 pixel */
} heatmaps;

static void read_maps(const mcunet_model *model, const mcunet_head *head, heatmaps *maps)
{
    (void)mcunet_model_output(model, 0, &maps->view, &maps->values.scale); /* there is one */
    maps->values.data = maps->view.data;
    maps->values.zero_point = maps->view.zero_point;
    maps->values.step = 1;
    maps->activation = ((const mcunet_scores *)(const void *)(head + 1))->activation;
    maps->input_width = mcunet_model_input(model)->width * 16;
    maps->input_height = mcunet_model_input(model)->height * 16;
}

/* The centre of the first of the most probable cells; an output is whole, so its rows lie one after another. */
static void read_point(const void *source, int32_t index, mcunet_point *point)
{
    const heatmaps *maps = source;
    const mcunet_view *view = &maps->view;
    int32_t best = 0;
    for (int32_t cell = 1; cell < view->height * view->width; cell++) {
        best = view->data[cell * view->channels + index] > view->data[best * view->channels + index] ? cell : best;
    }
    point->x = (2 * (best % view->width) + 1) * maps->input_width / (2 * view->width);
    point->y = (2 * (best / view->width) + 1) * maps->input_height / (2 * view->height);
    point->probability = mcunet_value_probability(&maps->values, best * view->channels + index, maps->activation);
}

static void scan(const mcunet_model *model, const mcunet_head *head, mcunet_box_pass *pass)
{
    heatmaps maps;
    mcunet_box box;
    read_maps(model, head, &maps);
    pass->place++;
    box.class_index = 0;
    box.probability = mcunet_box_around(&box, read_point, &maps, head->count, pass->threshold);
    if (mcunet_box_is_wanted(pass, box.probability)) {
        mcunet_box_offer(pass, &box);
    }
}

static void complete(const mcunet_model *model, const mcunet_head *head, const mcunet_box_pass *pass, mcunet_box *box)
{
    (void)pass;
    heatmaps maps;
    read_maps(model, head, &maps);
    for (int32_t point = 0; point < head->count; point++) {
        read_point(&maps, point, (mcunet_point *)(box + 1) + point);
    }
}

static mcunet_status verify(const mcunet_model *model, const mcunet_head *head)
{
    mcunet_view view;
    float scale;
    const mcunet_scores *scores = (const mcunet_scores *)(const void *)(head + 1);
    const int is_sound = head->bytes >= sizeof *scores && head->count >= 1 && mcunet_model_output(model, 0, &view, &scale) == MCUNET_OK
                         && view.channels == head->count && scores->activation <= MCUNET_ACTIVATION_SIGMOID;
    return is_sound ? MCUNET_OK : MCUNET_ERROR_TENSOR;
}

static int32_t detect(const mcunet_model *model, int32_t *words, int32_t length, int32_t threshold, int32_t overlap)
{
    static const mcunet_box_search search = {scan, complete};
    return mcunet_find_boxes(model, &search, words, length, threshold, overlap);
}

const mcunet_head_class mcunet_heatmaps_head = {MCUNET_HEAD_HEATMAPS, verify, detect};
