/* SPDX-License-Identifier: MIT */
/*
 * Conversion of camera frames with arbitrary settings: what is accepted takes rows and gives rows until the frame is complete, in memory that
 * is exactly as long as the converter asked for. No package: the input is settings, and what is done.
 */
#include <stdlib.h>
#include <string.h>

#include "mcunet/image.h"
#include "package_mutator.h"

#define SETTINGS 11
#define MOST_CALLS 600

typedef struct {
    const uint8_t *at, *end;
} script;

static uint8_t next(script *s)
{
    return s->at < s->end ? *s->at++ : 0;
}

/* Mostly small, so that frames end; sometimes anything. */
static int32_t next_setting(script *s)
{
    const uint8_t low = next(s);
    if (low < 240) {
        return low % 48;
    }
    return (int32_t)((uint32_t)next(s) << 24 | (uint32_t)next(s) << 16 | (uint32_t)next(s) << 8 | next(s));
}

static float next_float(script *s)
{
    static const float values[] = {0.0f, 0.5f, 1.0f, -1.0f, 0.003f, 1e-30f, 1e30f, -1e30f};
    const uint8_t choice = next(s);
    if (choice < 200) {
        return values[choice % 8];
    }
    uint32_t bits = (uint32_t)next(s) << 24 | (uint32_t)next(s) << 16 | (uint32_t)next(s) << 8 | next(s);
    float value; /* not a number, perhaps, or infinite */
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void convert(mcunet_image *image, const mcunet_image_settings *settings, script *s)
{
    const int32_t row_bytes = mcunet_image_row_bytes(settings);
    uint8_t *row = malloc((size_t)row_bytes + 1u);
    for (int32_t call = 0; row != NULL && call < MOST_CALLS; call++) {
        if (next(s) % 8 == 0 ? next(s) % 2 == 0 : mcunet_image_ready(image)) {
            const int32_t left = next(s) % (settings->output_width + 1);
            const int32_t right = left + next(s) % (settings->output_width + 1 - left);
            int8_t *pixels = malloc((size_t)(right - left) * (size_t)settings->output_channels + 1u);
            const mcunet_status status = mcunet_image_pull(image, next(s) % 4 == 0 ? NULL : pixels, left, right);
            free(pixels);
            (void)status;
        } else {
            memset(row, next(s), (size_t)row_bytes);
            if (mcunet_image_push(image, row) != MCUNET_OK && !mcunet_image_ready(image)) {
                break; /* the frame is complete */
            }
        }
    }
    free(row);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    script s = {data, data + size};
    int32_t values[SETTINGS];
    for (int i = 0; i < SETTINGS; i++) {
        values[i] = next_setting(&s);
    }
    mcunet_image_settings settings = {values[0] % 8,
                                      values[1],
                                      values[2],
                                      values[3],
                                      values[4],
                                      values[5],
                                      values[6],
                                      values[7] % 4,
                                      values[8],
                                      values[9],
                                      next(&s) % 4 == 0 ? values[10] : (values[10] % 2 ? 1 : 3)};
    const uint32_t bytes = mcunet_image_state_bytes(&settings);
    mcunet_image image;
    if (bytes == 0 || bytes > (1u << 20)) {
        (void)mcunet_image_begin(&image, &settings, NULL, 0);
        return 0;
    }
    void *state = malloc(bytes);
    if (state == NULL) {
        return 0;
    }
    if (mcunet_image_begin(&image, &settings, state, bytes - 1) == MCUNET_OK
        || mcunet_image_begin(&image, &settings, state, bytes) != MCUNET_OK) {
        abort(); /* it asked for this much */
    }
    for (int32_t count = next(&s) % 4; count > 0; count--) {
        const int32_t channel = next_setting(&s) % 4;
        const float mean = next_float(&s), deviation = next_float(&s), scale = next_float(&s);
        (void)mcunet_image_normalize(&image, channel, mean, deviation, scale, (int8_t)next(&s));
    }
    convert(&image, &settings, &s);
    free(state);
    return 0;
}
