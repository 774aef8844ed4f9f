/* SPDX-License-Identifier: MIT */
/*
 * What outputs mean, of whatever the verifier accepts, over an arena of arbitrary bytes: classes, labels and boxes. Each answer is a status or
 * lies in its range, and boxes are as head.h says: inside the input, by falling probability, none taken by one before it.
 */
#include <stdlib.h>
#include <string.h>

#include "../../src/head/boxes.h"
#include "mcunet/head.h"
#include "package_mutator.h"

#define MAX_ARENA_BYTES (1u << 18)
#define MOST_BOXES 40

static int is_inside(const mcunet_model *model, int32_t x, int32_t y)
{
    return x >= 0 && x <= mcunet_model_input(model)->width * 16 && y >= 0 && y <= mcunet_model_input(model)->height * 16;
}

static int is_sound(const mcunet_model *model, const mcunet_box *box, int32_t threshold)
{
    return box->probability >= threshold && box->probability <= MCUNET_PROBABILITY_ONE && box->class_index >= 0
           && is_inside(model, box->left, box->top) && is_inside(model, box->right, box->bottom) && box->left <= box->right
           && box->top <= box->bottom;
}

static void check_points(const mcunet_model *model, const mcunet_box *box, int32_t count)
{
    const mcunet_point *points = (const mcunet_point *)(box + 1);
    for (int32_t i = 0; i < count; i++) {
        if (!is_inside(model, points[i].x, points[i].y) || points[i].probability < 0 || points[i].probability > MCUNET_PROBABILITY_ONE) {
            abort();
        }
    }
}

/* FOMO's boxes are not suppressed by their overlap. */
static void check_boxes(const mcunet_model *model, int32_t capacity, int32_t threshold, int32_t overlap)
{
    const mcunet_head *head = mcunet_model_head(model);
    const int32_t points = head == NULL ? 0 : mcunet_box_points(head);
    const int32_t length = capacity * MCUNET_BOX_WORDS(points);
    int32_t *words = malloc((size_t)length * sizeof *words + 1u);
    if (words == NULL) {
        return;
    }
    const int32_t count = mcunet_detect(model, words, length, threshold, overlap);
    mcunet_found found = {words, MCUNET_BOX_WORDS(points), 0};
    if (count > capacity) {
        abort();
    }
    for (; found.count < count; found.count++) {
        const mcunet_box *box = mcunet_found_box(&found, found.count);
        if (!is_sound(model, box, threshold)
            || (found.count > 0 && box->probability > mcunet_found_box(&found, found.count - 1)->probability)
            || (head->kind != MCUNET_HEAD_FOMO && mcunet_box_is_taken(&found, box, overlap))) {
            abort();
        }
        check_points(model, box, points);
    }
    free(words);
}

static void check_labels(const mcunet_model *model)
{
    for (int32_t label = -1; label < 40; label++) {
        const char *text = NULL;
        const int32_t length = mcunet_class_label(model, label, &text);
        if (length >= 0 && (text == NULL || text[length] != '\0')) {
            abort();
        }
        if (mcunet_class_probability(model, label) > MCUNET_PROBABILITY_ONE) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mcunet_header header;
    if (size < sizeof header) {
        return 0;
    }
    memcpy(&header, data, sizeof header);
    if (header.arena_bytes > MAX_ARENA_BYTES) {
        return 0;
    }
    const size_t bytes = fuzz_package_bytes(data, size);
    uint8_t *package = malloc(bytes);
    uint8_t *arena = malloc(header.arena_bytes + 1u);
    mcunet_model model;
    if (package != NULL && arena != NULL) {
        memcpy(package, data, bytes);
        if (mcunet_model_verify(&model, package, bytes, arena, header.arena_bytes) == MCUNET_OK) {
            uint32_t state = (uint32_t)size * 2654435761u | 1u;
            for (uint32_t i = 0; i < header.arena_bytes; i++) {
                arena[i] = (uint8_t)fuzz_random(&state);
            }
            check_labels(&model);
            check_boxes(&model, (int32_t)(fuzz_random(&state) % MOST_BOXES), (int32_t)(fuzz_random(&state) % 65537u),
                        (int32_t)(fuzz_random(&state) % 65537u));
            check_boxes(&model, MOST_BOXES, 0, 29491);
        }
    }
    free(package);
    free(arena);
    return 0;
}
