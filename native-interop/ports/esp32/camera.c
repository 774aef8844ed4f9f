/* SPDX-License-Identifier: MIT */
/* A camera on the parallel port of an ESP32, ESP32-S2 or ESP32-S3 through Espressif's esp32-camera component. */
#include <stddef.h>

#include "esp_camera.h"
#include "mcunet/image.h"
#include "mcunet/interop.h"
#include "mcunet/port.h"

static camera_fb_t *frame;

static int find_format(int32_t format, pixformat_t *pixel_format)
{
    switch (format) {
    case MCUNET_PIXEL_RGB565_BIG_ENDIAN: *pixel_format = PIXFORMAT_RGB565; return 1;
    case MCUNET_PIXEL_GRAY8: *pixel_format = PIXFORMAT_GRAYSCALE; return 1;
    case MCUNET_PIXEL_YUV422: *pixel_format = PIXFORMAT_YUV422; return 1;
    default: return 0;
    }
}

static int find_size(int32_t width, int32_t height, framesize_t *size)
{
    static const struct {
        int32_t width, height;
        framesize_t size;
    } sizes[] = {{96, 96, FRAMESIZE_96X96}, {128, 128, FRAMESIZE_128X128}, {160, 120, FRAMESIZE_QQVGA}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        if (sizes[i].width == width && sizes[i].height == height) {
            *size = sizes[i].size;
            return 1;
        }
    }
    return 0;
}

static mcunet_status open_camera(const int32_t *settings)
{
    const int32_t *data = settings + MCUNET_CAMERA_DATA;
    camera_config_t config = {0};
    if (!find_format(settings[MCUNET_CAMERA_FORMAT], &config.pixel_format)
        || !find_size(settings[MCUNET_CAMERA_WIDTH], settings[MCUNET_CAMERA_HEIGHT], &config.frame_size)) {
        return MCUNET_ERROR_ARGUMENT;
    }
    config.pin_pwdn = settings[MCUNET_CAMERA_POWER_DOWN];
    config.pin_reset = settings[MCUNET_CAMERA_RESET];
    config.pin_xclk = settings[MCUNET_CAMERA_CLOCK];
    config.pin_sccb_sda = settings[MCUNET_CAMERA_SCCB_DATA];
    config.pin_sccb_scl = settings[MCUNET_CAMERA_SCCB_CLOCK];
    config.pin_d7 = data[0];
    config.pin_d6 = data[1];
    config.pin_d5 = data[2];
    config.pin_d4 = data[3];
    config.pin_d3 = data[4];
    config.pin_d2 = data[5];
    config.pin_d1 = data[6];
    config.pin_d0 = data[7];
    config.pin_vsync = settings[MCUNET_CAMERA_VERTICAL_SYNC];
    config.pin_href = settings[MCUNET_CAMERA_ROW_REFERENCE];
    config.pin_pclk = settings[MCUNET_CAMERA_PIXEL_CLOCK];
    config.xclk_freq_hz = settings[MCUNET_CAMERA_CLOCK_HZ];
    config.ledc_timer = LEDC_TIMER_0;
    config.ledc_channel = LEDC_CHANNEL_0;
    config.fb_count = (size_t)settings[MCUNET_CAMERA_BUFFERS];
    config.fb_location = CAMERA_FB_IN_DRAM;
    config.grab_mode = CAMERA_GRAB_LATEST;
    return esp_camera_init(&config) == ESP_OK ? MCUNET_OK : MCUNET_ERROR_CAMERA;
}

static mcunet_status capture(const uint8_t **pixels, uint32_t *bytes)
{
    frame = esp_camera_fb_get();
    if (frame == NULL) {
        return MCUNET_ERROR_CAMERA;
    }
    *pixels = frame->buf;
    *bytes = (uint32_t)frame->len;
    return MCUNET_OK;
}

static void release(void)
{
    esp_camera_fb_return(frame);
    frame = NULL;
}

static void close_camera(void)
{
    esp_camera_deinit();
}

const mcunet_camera_driver *mcunet_port_camera(void)
{
    static const mcunet_camera_driver driver = {open_camera, capture, release, close_camera};
    return &driver;
}
