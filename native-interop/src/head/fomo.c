/* SPDX-License-Identifier: MIT */
/*
 * Objects of about a cell's size (Edge Impulse's FOMO): output 0 says the class of each cell. An object is the smallest box around a cell whose
 * probability is at least the threshold and all such cells of its class that touch the box, corners too; where it is most probable, so is the object.
 */
#include "boxes.h"
#include "scores.h"

typedef struct {
    mcunet_view view;
    mcunet_values values;
    const mcunet_scores *scores;
    int32_t input_width, input_height; /* 1/16 pixel */
} fomo_output;

static void read_output(const mcunet_model *model, const mcunet_head *head, fomo_output *output)
{
    (void)mcunet_model_output(model, 0, &output->view, &output->values.scale); /* there is one */
    output->values.zero_point = output->view.zero_point;
    output->values.step = 1;
    output->scores = (const mcunet_scores *)(const void *)(head + 1);
    output->input_width = mcunet_model_input(model)->width * 16;
    output->input_height = mcunet_model_input(model)->height * 16;
}

static int32_t probability(fomo_output *output, int32_t row, int32_t column, int32_t class_index)
{
    output->values.data = output->view.data + row * output->view.row_stride + column * output->view.channels;
    return mcunet_score_probability(&output->values, output->scores, class_index);
}

/* The box of a cell; neighbours share their side. */
static void place_cell(const fomo_output *output, int32_t row, int32_t column, mcunet_box *box)
{
    box->left = column * output->input_width / output->view.width;
    box->right = (column + 1) * output->input_width / output->view.width;
    box->top = row * output->input_height / output->view.height;
    box->bottom = (row + 1) * output->input_height / output->view.height;
}

static int is_inside(const mcunet_box *a, const mcunet_box *b)
{
    return a->left >= b->left && a->right <= b->right && a->top >= b->top && a->bottom <= b->bottom;
}

static int touches(const mcunet_box *a, const mcunet_box *b)
{
    return a->left <= b->right && b->left <= a->right && a->top <= b->bottom && b->top <= a->bottom;
}

/* Whether a cell belongs to an object that was found. */
static int is_taken(const mcunet_found *found, const mcunet_box *cell)
{
    for (int32_t index = 0; index < found->count; index++) {
        const mcunet_box *box = mcunet_found_box(found, index);
        if (box->class_index == cell->class_index && is_inside(cell, box)) {
            return 1;
        }
    }
    return 0;
}

static void scan(const mcunet_model *model, const mcunet_head *head, mcunet_box_pass *pass)
{
    fomo_output output;
    mcunet_box cell;
    read_output(model, head, &output);
    for (int32_t i = 0; i < output.view.height * output.view.width; i++) {
        place_cell(&output, i / output.view.width, i % output.view.width, &cell);
        for (cell.class_index = 0; cell.class_index < output.scores->classes; cell.class_index++) {
            cell.probability = probability(&output, i / output.view.width, i % output.view.width, cell.class_index);
            pass->place++;
            if (mcunet_box_is_wanted(pass, cell.probability) && !is_taken(&pass->found, &cell)) {
                pass->best = cell;
                pass->best_place = pass->place;
            }
        }
    }
}

/* Grows the box over one cell after another until no other touches it. */
static void complete(const mcunet_model *model, const mcunet_head *head, const mcunet_box_pass *pass, mcunet_box *box)
{
    fomo_output output;
    mcunet_box cell;
    read_output(model, head, &output);
    for (int32_t i = 0; i < output.view.height * output.view.width; i++) {
        place_cell(&output, i / output.view.width, i % output.view.width, &cell);
        cell.class_index = box->class_index;
        if (!touches(&cell, box) || is_inside(&cell, box) || is_taken(&pass->found, &cell)
            || probability(&output, i / output.view.width, i % output.view.width, box->class_index) < pass->threshold) {
            continue;
        }
        box->left = cell.left < box->left ? cell.left : box->left;
        box->top = cell.top < box->top ? cell.top : box->top;
        box->right = cell.right > box->right ? cell.right : box->right;
        box->bottom = cell.bottom > box->bottom ? cell.bottom : box->bottom;
        i = -1; /* from the first again: what did not touch may do so now */
    }
}

static mcunet_status verify(const mcunet_model *model, const mcunet_head *head)
{
    fomo_output output;
    read_output(model, head, &output);
    const int is_sound = head->bytes >= sizeof *output.scores && head->count == 0 && model->header->output_count >= 1
                         && mcunet_are_scores_sound(output.scores)
                         && output.view.channels == output.scores->first_class + output.scores->classes;
    return is_sound ? MCUNET_OK : MCUNET_ERROR_TENSOR;
}

static int32_t detect(const mcunet_model *model, int32_t *words, int32_t length, int32_t threshold, int32_t overlap)
{
    static const mcunet_box_search search = {scan, complete};
    return mcunet_find_boxes(model, &search, words, length, threshold, overlap);
}

const mcunet_head_class mcunet_fomo_head = {MCUNET_HEAD_FOMO, verify, detect};
