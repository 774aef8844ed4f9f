/* Reading one pixel of a camera row, whatever its format. */
#ifndef MCUNET_SRC_IMAGE_PIXEL_H
#define MCUNET_SRC_IMAGE_PIXEL_H

#include <stdint.h>

/* Reads pixel x of a row as `channels` bytes (3: R, G, B; 1: luma) into `pixel`. */
typedef void (*mcunet_pixel_reader)(const uint8_t *row, int32_t x, int32_t channels, uint8_t *pixel);

/* Bytes of two pixels of a format, 0 when there is no such format (YUV422 shares chroma between two). */
int32_t mcunet_pixel_pair_bytes(int32_t format);

/* The reader of a format, or null when there is no such format. */
mcunet_pixel_reader mcunet_find_pixel_reader(int32_t format);

#endif
