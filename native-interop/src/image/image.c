/* SPDX-License-Identifier: MIT */
#include "mcunet/image.h"

#include "mcunet/format.h"
#include "resizer.h"

/* q = pixel - 128 */
#define PLAIN_MULTIPLIER 65536
#define PLAIN_OFFSET (-128 * 65536)
#define PLAIN_FLIP 0x80808080u /* the same, modulo 256, of each byte */

static int in_range(int32_t value, int32_t low, int32_t high)
{
    return value >= low && value <= high;
}

static int is_valid(const mcunet_image_settings *settings)
{
    const int32_t most = MCUNET_IMAGE_MAX_DIMENSION;
    return mcunet_pixel_pair_bytes(settings->format) != 0 && in_range(settings->resize, 0, MCUNET_RESIZERS - 1)
           && in_range(settings->width, 1, most) && in_range(settings->height, 1, most)
           && !(settings->format == MCUNET_PIXEL_YUV422 && settings->width % 2 != 0)
           && in_range(settings->crop_left, 0, settings->width - 1) && in_range(settings->crop_top, 0, settings->height - 1)
           && in_range(settings->crop_width, 1, settings->width - settings->crop_left)
           && in_range(settings->crop_height, 1, settings->height - settings->crop_top) && in_range(settings->output_width, 1, most)
           && in_range(settings->output_height, 1, most) && (settings->output_channels == 1 || settings->output_channels == 3);
}

mcunet_status mcunet_image_check(const mcunet_image_settings *settings)
{
    if (!is_valid(settings)) {
        return MCUNET_ERROR_ARGUMENT;
    }
    const mcunet_image_class *class_ = mcunet_linked_images[settings->output_channels];
    const int is_linked = class_ != 0 && class_->readers[settings->format] != 0 && class_->resizers[settings->resize] != 0;
    return is_linked ? MCUNET_OK : MCUNET_ERROR_NOT_LINKED;
}

/* Of settings that are checked. */
static const mcunet_resizer *resizer_of(const mcunet_image_settings *settings)
{
    return mcunet_linked_images[settings->output_channels]->resizers[settings->resize];
}

int32_t mcunet_image_row_bytes(const mcunet_image_settings *settings)
{
    return (mcunet_pixel_pair_bytes(settings->format) * settings->width) / 2;
}

uint32_t mcunet_image_state_bytes(const mcunet_image_settings *settings)
{
    if (mcunet_image_check(settings) != MCUNET_OK) {
        return 0u;
    }
    const uint32_t bytes = resizer_of(settings)->element_bytes * (uint32_t)mcunet_row_elements(settings);
    return (bytes + MCUNET_ALIGNMENT - 1u) / MCUNET_ALIGNMENT * MCUNET_ALIGNMENT;
}

static mcunet_image_ratio reduced(int32_t source, int32_t destination)
{
    int32_t a = source, b = destination;
    while (b != 0) {
        const int32_t rest = a % b;
        a = b;
        b = rest;
    }
    const mcunet_image_ratio lowest = {source / a, destination / a};
    return lowest;
}

mcunet_status mcunet_image_begin(mcunet_image *image, const mcunet_image_settings *settings, void *state, size_t state_bytes)
{
    const mcunet_status status = mcunet_image_check(settings);
    if (status != MCUNET_OK) {
        return status;
    }
    if (state == 0 || state_bytes < mcunet_image_state_bytes(settings)) {
        return MCUNET_ERROR_BUFFER;
    }
    image->settings = *settings;
    image->read = mcunet_linked_images[settings->output_channels]->readers[settings->format];
    image->resizer = resizer_of(settings);
    image->columns = reduced(settings->crop_width, settings->output_width);
    image->rows = reduced(settings->crop_height, settings->output_height);
    image->source_row = 0;
    image->output_row = 0;
    image->last_row = image->resizer->last_row(settings, 0);
    image->is_normalized = 0;
    image->state = state;
    for (int32_t channel = 0; channel < 3; channel++) {
        image->multiplier[channel] = PLAIN_MULTIPLIER;
        image->offset[channel] = PLAIN_OFFSET;
    }
    return MCUNET_OK;
}

mcunet_status mcunet_image_normalize(mcunet_image *image, int32_t channel, float mean, float deviation, float scale, int32_t zero_point)
{
    const float steps = 1.0f / (deviation * scale); /* of the model's input for the whole range of pixels */
    const float lowest = (float)zero_point - mean * steps;
    const float limit = 256.0f * 255.0f; /* keeps pixel * multiplier inside 32 bits */
    if (!in_range(channel, 0, image->settings.output_channels - 1) || !(deviation > 0.0f) || !(scale > 0.0f) || !(steps < limit / 4.0f)
        || !(lowest < limit / 4.0f) || !(lowest > -limit / 4.0f)) {
        return MCUNET_ERROR_ARGUMENT;
    }
    image->multiplier[channel] = (int32_t)(steps * 65536.0f / 255.0f + 0.5f);
    const float rounded = lowest * 65536.0f + 32768.0f;
    image->offset[channel] = (int32_t)rounded;
    image->is_normalized |= image->multiplier[channel] != PLAIN_MULTIPLIER || image->offset[channel] != PLAIN_OFFSET;
    return MCUNET_OK;
}

static int32_t last_pushed(const mcunet_image *image)
{
    return mcunet_minimum(image->source_row - image->settings.crop_top, image->settings.crop_height) - 1;
}

int mcunet_image_ready(const mcunet_image *image)
{
    return image->output_row < image->settings.output_height && last_pushed(image) >= image->last_row;
}

mcunet_status mcunet_image_push(mcunet_image *image, const uint8_t *row)
{
    const mcunet_image_settings *settings = &image->settings;
    if (mcunet_image_ready(image) || image->source_row >= settings->height) {
        return MCUNET_ERROR_STATE;
    }
    const int32_t crop_row = image->source_row - settings->crop_top;
    if (crop_row >= 0 && crop_row < settings->crop_height) {
        image->resizer->push(image, crop_row, row);
    }
    image->source_row++;
    return MCUNET_OK;
}

/* Pixel values 0 .. 255 to the model's, in place. The limits that normalisation keeps hold the sum inside 32 bits. */
static void normalize(const mcunet_image *image, uint8_t *values, int32_t pixels)
{
    const int32_t channels = image->settings.output_channels;
    const uint8_t *end = values + pixels * channels;
    for (int32_t channel = 0; channel < channels; channel++) {
        const int32_t multiplier = image->multiplier[channel], offset = image->offset[channel];
        for (uint8_t *value = values + channel; value < end; value += channels) {
            const int32_t sum = (*value * multiplier + offset) >> 16;
            *value = (uint8_t)(sum < -128 ? -128 : (sum > 127 ? 127 : sum));
        }
    }
}

mcunet_status mcunet_image_pull(mcunet_image *image, int8_t *destination, int32_t left, int32_t right)
{
    const mcunet_image_settings *settings = &image->settings;
    const mcunet_resizer *resizer = image->resizer;
    if (!mcunet_image_ready(image)) {
        return MCUNET_ERROR_STATE;
    }
    if (left < 0 || right > settings->output_width || left > right) {
        return MCUNET_ERROR_ARGUMENT;
    }
    if (destination != 0) {
        const int32_t channels = settings->output_channels;
        resizer->pull(image, left * channels, (right - left) * channels, image->is_normalized ? 0u : PLAIN_FLIP, (uint8_t *)destination);
        if (image->is_normalized) {
            normalize(image, (uint8_t *)destination, right - left);
        }
    }
    image->output_row++;
    image->last_row = resizer->last_row(settings, image->output_row);
    return MCUNET_OK;
}
