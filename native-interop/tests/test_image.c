/* SPDX-License-Identifier: MIT */
/*
 * The converter of camera rows: random frames, crops, sizes, formats and methods, with rows and state exactly as large as promised (so
 * that a sanitizer sees any byte too far). An area average of the whole crop, and the nearest pixels, are checked by value.
 */
#include <stdlib.h>
#include <string.h>

#include "mcunet/image.h"
#include "support/harness.h"

#define CASES 400

static mcunet_image_settings random_settings(uint32_t *seed)
{
    mcunet_image_settings settings;
    settings.format = random_between(seed, 0, MCUNET_PIXEL_FORMATS - 1);
    settings.resize = random_between(seed, 0, MCUNET_RESIZERS - 1);
    settings.width = 2 * random_between(seed, 1, 20);
    settings.height = random_between(seed, 1, 30);
    settings.crop_left = random_between(seed, 0, settings.width - 1);
    settings.crop_top = random_between(seed, 0, settings.height - 1);
    settings.crop_width = random_between(seed, 1, settings.width - settings.crop_left);
    settings.crop_height = random_between(seed, 1, settings.height - settings.crop_top);
    settings.output_width = random_between(seed, 1, 24);
    settings.output_height = random_between(seed, 1, 24);
    settings.output_channels = random_between(seed, 0, 1) ? 3 : 1;
    return settings;
}

static uint8_t *random_row(uint32_t *seed, const mcunet_image_settings *settings)
{
    const int32_t bytes = mcunet_image_row_bytes(settings);
    uint8_t *row = malloc((size_t)bytes);
    for (int32_t i = 0; i < bytes; i++) {
        row[i] = (uint8_t)random_bits(seed);
    }
    return row;
}

/* Pushes a whole frame; counts the model rows that leave. */
static int32_t convert(uint32_t *seed, mcunet_image *image, const mcunet_image_settings *settings)
{
    int32_t rows = 0;
    for (int32_t y = 0; y < settings->height; y++) {
        uint8_t *row = random_row(seed, settings);
        expect(mcunet_image_push(image, row) == MCUNET_OK, "a row is refused");
        free(row);
        while (mcunet_image_ready(image)) {
            const int32_t left = random_between(seed, 0, settings->output_width - 1);
            const int32_t right = random_between(seed, left, settings->output_width);
            int8_t *destination = malloc((size_t)((right - left) * settings->output_channels + 1));
            expect(mcunet_image_pull(image, destination, left, right) == MCUNET_OK, "no row leaves");
            free(destination);
            rows++;
        }
    }
    return rows;
}

static void check_random(uint32_t seed)
{
    const mcunet_image_settings settings = random_settings(&seed);
    const uint32_t bytes = mcunet_image_state_bytes(&settings);
    void *state = malloc(bytes);
    mcunet_image image;
    expect(mcunet_image_begin(&image, &settings, state, bytes - 1) == MCUNET_ERROR_BUFFER, "a state too small is accepted");
    expect(mcunet_image_begin(&image, &settings, state, bytes) == MCUNET_OK, "good settings are refused");
    expect(convert(&seed, &image, &settings) == settings.output_height, "not every model row leaves");
    expect(mcunet_image_push(&image, state) == MCUNET_ERROR_STATE, "a row after the last is accepted");
    expect(mcunet_image_pull(&image, NULL, 0, 0) == MCUNET_ERROR_STATE, "a row that is not ready leaves");
    free(state);
}

/* One model pixel is the mean of all of the crop. */
static void check_mean(uint32_t seed)
{
    mcunet_image_settings settings = random_settings(&seed);
    settings.format = MCUNET_PIXEL_GRAY8;
    settings.resize = MCUNET_RESIZER_AREA;
    settings.output_width = settings.output_height = settings.output_channels = 1;
    const uint32_t bytes = mcunet_image_state_bytes(&settings);
    void *state = malloc(bytes);
    mcunet_image image;
    mcunet_image_begin(&image, &settings, state, bytes);
    int32_t sum = 0;
    int8_t pixel = 0;
    for (int32_t y = 0; y < settings.crop_top + settings.crop_height; y++) {
        uint8_t *row = random_row(&seed, &settings);
        for (int32_t x = 0; x < settings.crop_width && y >= settings.crop_top; x++) {
            sum += row[settings.crop_left + x];
        }
        mcunet_image_push(&image, row);
        free(row);
    }
    const int32_t area = settings.crop_width * settings.crop_height;
    expect(mcunet_image_pull(&image, &pixel, 0, 1) == MCUNET_OK && pixel == (sum + area / 2) / area - 128, "the mean is wrong");
    free(state);
}

static void check_limits(void)
{
    mcunet_image_settings settings = {MCUNET_PIXEL_RGB888, 4096, 4096, 0, 0, 4096, 4096, MCUNET_RESIZER_AREA, 1, 1, 3};
    uint32_t *state = malloc(mcunet_image_state_bytes(&settings));
    uint8_t *white = malloc(3 * 4096);
    memset(white, 255, 3 * 4096);
    mcunet_image image;
    mcunet_image_begin(&image, &settings, state, mcunet_image_state_bytes(&settings));
    for (int32_t y = 0; y < 4096; y++) {
        mcunet_image_push(&image, white);
    }
    int8_t pixel[3] = {0, 0, 0};
    mcunet_image_pull(&image, pixel, 0, 1);
    expect(pixel[0] == 127 && pixel[1] == 127 && pixel[2] == 127, "the largest frame overflows");
    free(state);
    free(white);
    settings.width = 4097;
    expect(mcunet_image_state_bytes(&settings) == 0, "a frame too large is accepted");
}

int main(void)
{
    for (uint32_t seed = 1; seed <= CASES; seed++) {
        check_random(seed * 2654435761u);
        check_mean(seed * 2246822519u);
    }
    if (sizeof(void *) == 8) { /* a minute in an emulator of a small machine */
        check_limits();
    }
    return finish();
}
