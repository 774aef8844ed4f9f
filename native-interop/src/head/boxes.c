/* SPDX-License-Identifier: MIT */
#include "boxes.h"

static int64_t area(int32_t left, int32_t top, int32_t right, int32_t bottom)
{
    return right > left && bottom > top ? (int64_t)(right - left) * (bottom - top) : 0;
}

static int overlaps(const mcunet_box *a, const mcunet_box *b, int32_t overlap)
{
    const int32_t left = a->left > b->left ? a->left : b->left;
    const int32_t top = a->top > b->top ? a->top : b->top;
    const int32_t right = a->right < b->right ? a->right : b->right;
    const int32_t bottom = a->bottom < b->bottom ? a->bottom : b->bottom;
    const int64_t shared = area(left, top, right, bottom);
    const int64_t both = area(a->left, a->top, a->right, a->bottom) + area(b->left, b->top, b->right, b->bottom) - shared;
    return shared * MCUNET_PROBABILITY_ONE > both * overlap;
}

int mcunet_box_is_taken(const mcunet_found *found, const mcunet_box *candidate, int32_t overlap)
{
    for (int32_t index = 0; index < found->count; index++) {
        const mcunet_box *box = mcunet_found_box(found, index);
        if (box->class_index == candidate->class_index && overlaps(box, candidate, overlap)) {
            return 1;
        }
    }
    return 0;
}

int mcunet_box_is_wanted(const mcunet_box_pass *pass, int32_t probability)
{
    return probability > pass->best.probability /* of equal ones, what came first is preferred */
           && (probability < pass->last_probability || (probability == pass->last_probability && pass->place > pass->last_place));
}

void mcunet_box_offer(mcunet_box_pass *pass, const mcunet_box *box)
{
    if (mcunet_box_is_taken(&pass->found, box, pass->overlap)) {
        return;
    }
    pass->best = *box;
    pass->best_place = pass->place;
}

int32_t mcunet_find_boxes(const mcunet_model *model, const mcunet_box_search *search, int32_t *words, int32_t length, int32_t threshold,
                          int32_t overlap)
{
    const mcunet_head *head = mcunet_model_head(model);
    mcunet_box_pass pass;
    pass.found.words = words;
    pass.found.stride = MCUNET_BOX_WORDS(mcunet_box_points(head));
    pass.found.count = 0;
    pass.threshold = threshold;
    pass.overlap = overlap;
    pass.last_probability = MCUNET_PROBABILITY_ONE;
    pass.last_place = -1;
    for (; (pass.found.count + 1) * pass.found.stride <= length; pass.found.count++) {
        pass.place = -1;
        pass.best_place = -1;
        pass.best.probability = threshold - 1;
        search->scan(model, head, &pass);
        if (pass.best_place < 0) {
            break;
        }
        mcunet_box *box = mcunet_found_box(&pass.found, pass.found.count);
        *box = pass.best;
        if (search->complete != NULL) {
            search->complete(model, head, &pass, box);
        }
        pass.last_probability = pass.best.probability;
        pass.last_place = pass.best_place;
    }
    return pass.found.count;
}

int32_t mcunet_box_clip(int64_t value, int32_t most)
{
    return value < 0 ? 0 : (value > most ? most : (int32_t)value);
}

void mcunet_box_place(int32_t *low, int32_t *high, int64_t from, int64_t to, int32_t most)
{
    *low = mcunet_box_clip(from, most);
    *high = mcunet_box_clip(to < from ? from : to, most);
}
