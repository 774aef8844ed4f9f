/* SPDX-License-Identifier: MIT */
/*
 * Camera pixels to model input rows: crop, resize and quantise, row by row. Source rows arrive in order, model rows leave in order, and
 * the state between them is a few rows of the model's width: no frame is ever stored. Integer arithmetic only, so every machine gives
 * the same bytes.
 */
#ifndef MCUNET_IMAGE_H
#define MCUNET_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "mcunet/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define MCUNET_IMAGE_MAX_DIMENSION 4096 /* keeps 255 * rows * columns, the largest area sum, inside 32 bits */

typedef enum {
    MCUNET_PIXEL_RGB565_BIG_ENDIAN = 0,    /* 16 bits a pixel, red in the first byte's high bits, as OV2640 sends them */
    MCUNET_PIXEL_RGB565_LITTLE_ENDIAN = 1, /* 16 bits a pixel, low byte first */
    MCUNET_PIXEL_RGB888 = 2,               /* bytes R, G, B */
    MCUNET_PIXEL_GRAY8 = 3,                /* one byte of luma a pixel */
    MCUNET_PIXEL_YUV422 = 4,               /* bytes Y0, U, Y1, V; full-range BT.601; even width */
    MCUNET_PIXEL_FORMATS = 5
} mcunet_pixel_format;

typedef enum {
    MCUNET_RESIZER_AREA = 0,     /* each model pixel is the exact mean of the source area it covers */
    MCUNET_RESIZER_BILINEAR = 1, /* between the two nearest pixels along each axis, centres aligned, 8-bit weights */
    MCUNET_RESIZER_NEAREST = 2,  /* the source pixel whose centre is nearest */
    MCUNET_RESIZERS = 3
} mcunet_resizer_kind;

typedef struct {
    int32_t format;                                       /* mcunet_pixel_format */
    int32_t width, height;                                /* of the source frame, pixels */
    int32_t crop_left, crop_top, crop_width, crop_height; /* the part of the frame that becomes the model's input */
    int32_t resize;                                       /* mcunet_resizer_kind */
    int32_t output_width, output_height, output_channels; /* 3: R, G, B; 1: luma */
} mcunet_image_settings;

/* Lengths of a model pixel and of a source pixel along an axis, divided by what divides both. */
typedef struct {
    int32_t source, destination;
} mcunet_image_ratio;

/* Reads `count` pixels of a camera's row, from pixel x on; src/image/pixel.h says to where. */
typedef void mcunet_pixel_reader(const uint8_t *row, int32_t x, int32_t count, uint16_t *place);

/* One way to resize; src/image/resizer.h. */
typedef struct mcunet_resizer mcunet_resizer;

/* What makes a model's input of one number of channels of frames; null for what a program does not link. */
typedef struct {
    mcunet_pixel_reader *readers[MCUNET_PIXEL_FORMATS];
    const mcunet_resizer *resizers[MCUNET_RESIZERS];
} mcunet_image_class;

#define MCUNET_IMAGE_MAX_CHANNELS 3

/* What this program links, by channels; as mcunet_linked_operators of mcunet/operator.h. */
extern const mcunet_image_class *const mcunet_linked_images[MCUNET_IMAGE_MAX_CHANNELS + 1];

/* Converter; treat as opaque. */
typedef struct {
    mcunet_image_settings settings;
    mcunet_pixel_reader *read;
    const mcunet_resizer *resizer;
    mcunet_image_ratio columns, rows;
    int32_t multiplier[3], offset[3]; /* q = (pixel * multiplier + offset) >> 16 */
    int32_t is_normalized;            /* by other numbers than those of q = pixel - 128 */
    int32_t source_row;               /* of the frame: the next to arrive */
    int32_t output_row;               /* the next to leave */
    int32_t last_row;                 /* of the crop, that it reads */
    void *state;
} mcunet_image;

/* Bytes of one source row. 0 for an unknown format. */
int32_t mcunet_image_row_bytes(const mcunet_image_settings *settings);

/* MCUNET_ERROR_ARGUMENT when settings are out of range, MCUNET_ERROR_NOT_LINKED when this program lacks their format or method. */
mcunet_status mcunet_image_check(const mcunet_image_settings *settings);

/* Bytes of state between rows, a multiple of MCUNET_ALIGNMENT; 0 when mcunet_image_check refuses the settings. */
uint32_t mcunet_image_state_bytes(const mcunet_image_settings *settings);

/*
 * Starts a frame. `state` (aligned to 4) holds at least mcunet_image_state_bytes and belongs to the converter until the next begin.
 * MCUNET_ERROR_BUFFER when the state is too small; otherwise as mcunet_image_check.
 * Pixels map to q = pixel - 128, the full range of int8, until mcunet_image_normalize says otherwise.
 */
mcunet_status mcunet_image_begin(mcunet_image *image, const mcunet_image_settings *settings, void *state, size_t state_bytes);

/*
 * Maps a channel's pixels to q = round((pixel / 255 - mean) / deviation / scale) + zero_point, clamped to int8, with `scale` and
 * `zero_point` those of the model's input. MCUNET_ERROR_ARGUMENT when deviation or scale is not positive, or the map too steep (256).
 */
mcunet_status mcunet_image_normalize(mcunet_image *image, int32_t channel, float mean, float deviation, float scale, int32_t zero_point);

/* Whether the next model row can leave: all source rows it needs have arrived. */
int mcunet_image_ready(const mcunet_image *image);

/* Takes the next source row. MCUNET_ERROR_STATE while a model row is ready (let it leave first) or when the frame is complete. */
mcunet_status mcunet_image_push(mcunet_image *image, const uint8_t *row);

/*
 * Lets the ready model row leave: writes its columns [left, right), output_channels bytes each, to `destination`, or nowhere when that
 * is null. MCUNET_ERROR_STATE when no row is ready.
 */
mcunet_status mcunet_image_pull(mcunet_image *image, int8_t *destination, int32_t left, int32_t right);

#ifdef __cplusplus
}
#endif

#endif
