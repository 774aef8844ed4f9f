/* SPDX-License-Identifier: MIT */
#include "mcunet/image.h"
#include "mcunet/port.h"
#include "state.h"

static struct {
    int is_open;
    mcunet_image_settings frame; /* size and format only */
    const uint8_t *pixels;       /* of the captured picture, or null */
} camera;

int32_t mcunet_interop_camera_open(const int32_t *settings, int32_t length)
{
    const mcunet_camera_driver *driver = mcunet_port_camera();
    if (driver == NULL) {
        return MCUNET_ERROR_NOT_FOUND;
    }
    if (settings == NULL || length < MCUNET_CAMERA_FIELDS) {
        return MCUNET_ERROR_BUFFER;
    }
    camera.frame.format = settings[MCUNET_CAMERA_FORMAT];
    camera.frame.width = settings[MCUNET_CAMERA_WIDTH];
    camera.frame.height = settings[MCUNET_CAMERA_HEIGHT];
    if (camera.frame.width < 1 || camera.frame.width > MCUNET_IMAGE_MAX_DIMENSION || camera.frame.height < 1
        || camera.frame.height > MCUNET_IMAGE_MAX_DIMENSION || mcunet_image_row_bytes(&camera.frame) == 0) {
        return MCUNET_ERROR_ARGUMENT;
    }
    mcunet_interop_camera_close();
    const mcunet_status status = driver->open(settings);
    camera.is_open = status == MCUNET_OK;
    return status;
}

int32_t mcunet_interop_camera_capture(void)
{
    if (!camera.is_open) {
        return MCUNET_ERROR_STATE;
    }
    mcunet_interop_camera_release();
    uint32_t bytes = 0;
    const mcunet_status status = mcunet_port_camera()->capture(&camera.pixels, &bytes);
    if (status != MCUNET_OK) {
        camera.pixels = NULL;
        return status;
    }
    if (bytes < (uint32_t)(mcunet_image_row_bytes(&camera.frame) * camera.frame.height)) {
        mcunet_interop_camera_release();
        return MCUNET_ERROR_TRUNCATED;
    }
    return MCUNET_OK;
}

int32_t mcunet_interop_camera_read(uint8_t *destination, int32_t length, int32_t first, int32_t rows)
{
    if (camera.pixels == NULL) {
        return MCUNET_ERROR_STATE;
    }
    if (first < 0 || rows < 0 || first > camera.frame.height || rows > camera.frame.height - first) {
        return MCUNET_ERROR_ARGUMENT;
    }
    const int32_t row_bytes = mcunet_image_row_bytes(&camera.frame);
    if (destination == NULL || length < rows * row_bytes) {
        return MCUNET_ERROR_BUFFER;
    }
    __builtin_memcpy(destination, camera.pixels + first * row_bytes, (size_t)(rows * row_bytes));
    return rows;
}

int32_t mcunet_interop_camera_release(void)
{
    if (camera.pixels != NULL) {
        mcunet_port_camera()->release();
        camera.pixels = NULL;
    }
    return MCUNET_OK;
}

int32_t mcunet_interop_camera_close(void)
{
    mcunet_interop_camera_release();
    if (camera.is_open) {
        mcunet_port_camera()->close();
        camera.is_open = 0;
    }
    return MCUNET_OK;
}
