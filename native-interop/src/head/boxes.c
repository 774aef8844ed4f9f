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

int mcunet_box_is_taken(const mcunet_box *boxes, int32_t count, const mcunet_box *candidate, int32_t overlap)
{
    for (int32_t index = 0; index < count; index++) {
        if (boxes[index].class_index == candidate->class_index && overlaps(&boxes[index], candidate, overlap)) {
            return 1;
        }
    }
    return 0;
}
