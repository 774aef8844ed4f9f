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

static void check_boxes(const mcunet_model *model, int32_t capacity, int32_t threshold, int32_t overlap)
{
    mcunet_box *boxes = malloc((size_t)capacity * sizeof *boxes + 1u);
    if (boxes == NULL) {
        return;
    }
    const int32_t count = mcunet_detect(model, boxes, capacity, threshold, overlap);
    if (count > capacity) {
        abort();
    }
    for (int32_t i = 0; i < count; i++) {
        const mcunet_box *box = &boxes[i];
        if (box->probability < threshold || box->probability > MCUNET_PROBABILITY_ONE || box->class_index < 0 || box->left < 0
            || box->left > box->right || box->right > mcunet_model_input(model)->width * 16 || box->top < 0 || box->top > box->bottom
            || box->bottom > mcunet_model_input(model)->height * 16 || (i > 0 && box->probability > boxes[i - 1].probability)
            || mcunet_box_is_taken(boxes, i, box, overlap)) {
            abort();
        }
    }
    free(boxes);
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
