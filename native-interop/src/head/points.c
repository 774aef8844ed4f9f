/* SPDX-License-Identifier: MIT */
/* Objects that are their points. */
#include "boxes.h"

int32_t mcunet_box_around(mcunet_box *box, mcunet_point_reader *read, const void *source, int32_t count, int32_t threshold)
{
    uint32_t sum = 0; /* of at most 65,535 points */
    box->left = box->top = INT32_MAX;
    box->right = box->bottom = 0;
    for (int32_t index = 0; index < count; index++) {
        mcunet_point point;
        read(source, index, &point);
        sum += (uint32_t)point.probability;
        if (point.probability >= threshold) {
            box->left = point.x < box->left ? point.x : box->left;
            box->top = point.y < box->top ? point.y : box->top;
            box->right = point.x > box->right ? point.x : box->right;
            box->bottom = point.y > box->bottom ? point.y : box->bottom;
        }
    }
    mcunet_box_place(&box->left, &box->right, box->right < box->left ? 0 : box->left, box->right, INT32_MAX);
    mcunet_box_place(&box->top, &box->bottom, box->bottom < box->top ? 0 : box->top, box->bottom, INT32_MAX);
    return (int32_t)(sum / (uint32_t)count);
}
