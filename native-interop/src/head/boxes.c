#include "boxes.h"

int32_t mcunet_insert_box(mcunet_box *boxes, int32_t count, int32_t capacity, const mcunet_box *box)
{
    int32_t place = count;
    while (place > 0 && boxes[place - 1].probability < box->probability) {
        place--;
    }
    if (place >= capacity) {
        return count;
    }
    const int32_t kept = count < capacity ? count : capacity - 1;
    for (int32_t index = kept; index > place; index--) {
        boxes[index] = boxes[index - 1];
    }
    boxes[place] = *box;
    return kept + 1;
}

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

int32_t mcunet_suppress_boxes(mcunet_box *boxes, int32_t count, int32_t overlap)
{
    int32_t kept = 0;
    for (int32_t index = 0; index < count; index++) {
        const mcunet_box candidate = boxes[index];
        int suppressed = 0;
        for (int32_t other = 0; other < kept && !suppressed; other++) {
            suppressed = boxes[other].class_index == candidate.class_index && overlaps(&boxes[other], &candidate, overlap);
        }
        if (!suppressed) {
            boxes[kept++] = candidate;
        }
    }
    return kept;
}
