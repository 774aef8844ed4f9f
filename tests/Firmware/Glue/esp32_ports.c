/* SPDX-License-Identifier: MIT */
/* ESP-IDF as native-interop/ports/esp32 sees it: two data partitions and an application, a camera, clocks. Exits with the failed line. */
#include <stdlib.h>
#include <string.h>

#include "esp_camera.h"
#include "esp_cpu.h"
#include "esp_partition.h"
#include "esp_timer.h"
#include "mcunet/image.h"
#include "mcunet/interop.h"
#include "mcunet/port.h"

#define CHECK(condition)          \
    do                            \
    {                             \
        if (!(condition))         \
        {                         \
            exit(__LINE__ & 127); \
        }                         \
    } while (0)

static esp_partition_t partitions[] = {
    {.type = ESP_PARTITION_TYPE_DATA, .address = 0x9000, .size = 0x1000},
    {.type = ESP_PARTITION_TYPE_APP, .address = 0x10000, .size = 0x1A0000},
    {.type = ESP_PARTITION_TYPE_DATA, .address = 0x1B0000, .size = 0x1F0000},
};
static uint8_t flash[0x3A0000];
static int iterators, mappings;
static camera_config_t opened;
static uint8_t pixels[96 * 96 * 2];
static camera_fb_t frame = {.buf = pixels, .len = sizeof pixels};
static int frames_out, is_broken;

struct esp_partition_iterator_opaque_
{
    int index;
};

static int next_of(int index)
{
    while (index < 3 && partitions[index].type != ESP_PARTITION_TYPE_DATA)
    {
        index++;
    }
    return index;
}

esp_partition_iterator_t esp_partition_find(esp_partition_type_t type, esp_partition_subtype_t subtype, const char *label)
{
    CHECK(type == ESP_PARTITION_TYPE_DATA && subtype == ESP_PARTITION_SUBTYPE_ANY && label == NULL);
    esp_partition_iterator_t at = malloc(sizeof *at);
    at->index = next_of(0);
    iterators++;
    return at;
}

const esp_partition_t *esp_partition_get(esp_partition_iterator_t iterator)
{
    CHECK(iterator != NULL);
    return &partitions[iterator->index];
}

esp_partition_iterator_t esp_partition_next(esp_partition_iterator_t iterator)
{
    CHECK(iterator != NULL);
    iterator->index = next_of(iterator->index + 1);
    if (iterator->index < 3)
    {
        return iterator;
    }
    esp_partition_iterator_release(iterator);
    return NULL;
}

void esp_partition_iterator_release(esp_partition_iterator_t iterator)
{
    iterators -= iterator != NULL;
    free(iterator);
}

esp_err_t esp_partition_mmap(const esp_partition_t *partition, size_t offset, size_t size, esp_partition_mmap_memory_t memory,
                             const void **out_ptr, esp_partition_mmap_handle_t *out_handle)
{
    if (memory != ESP_PARTITION_MMAP_DATA || offset > partition->size || size > partition->size - offset)
    {
        return ESP_ERR_INVALID_ARG;
    }
    *out_ptr = flash + partition->address + offset;
    *out_handle = (uint32_t)++mappings;
    return ESP_OK;
}

esp_err_t esp_camera_init(const camera_config_t *config)
{
    opened = *config;
    return is_broken ? ESP_FAIL : ESP_OK;
}

esp_err_t esp_camera_deinit(void)
{
    return ESP_OK;
}

camera_fb_t *esp_camera_fb_get(void)
{
    frames_out += !is_broken;
    return is_broken ? NULL : &frame;
}

void esp_camera_fb_return(camera_fb_t *fb)
{
    CHECK(fb == &frame);
    frames_out--;
}

int64_t esp_timer_get_time(void)
{
    return ((int64_t)1 << 32) + 5;
}

esp_cpu_cycle_count_t esp_cpu_get_cycle_count(void)
{
    return 77;
}

static void check_flash(void)
{
    const uint8_t *region = mcunet_port_flash(0x310000, 0x90000);
    CHECK(region == flash + 0x310000);
    CHECK(mcunet_port_flash(0x310000, 0x90000) == region && mappings == 1); /* mapped once */
    CHECK(mcunet_port_flash(0x310000, 0x90001) == NULL);                    /* beyond its partition */
    CHECK(mcunet_port_flash(0x20000, 16) == NULL);                          /* an application's */
    CHECK(mcunet_port_flash(0xFFFFFFF0u, 0x20) == NULL);                    /* wraps */
    CHECK(mcunet_port_flash(0x1AFFF0, 0x20) == NULL);                       /* in two partitions */
    CHECK(mcunet_port_flash(0x9000, 0x1000) == flash + 0x9000);
    CHECK(mcunet_port_flash(0x1B0000, 16) && mcunet_port_flash(0x1B0010, 16));
    CHECK(mcunet_port_flash(0x1B0020, 16) == NULL); /* more than models can be open */
    CHECK(iterators == 0);
}

static void check_camera(void)
{
    const mcunet_camera_driver *driver = mcunet_port_camera();
    int32_t settings[MCUNET_CAMERA_FIELDS];
    for (int32_t i = 0; i < MCUNET_CAMERA_FIELDS; i++)
    {
        settings[i] = 100 + i;
    }
    settings[MCUNET_CAMERA_WIDTH] = 160;
    settings[MCUNET_CAMERA_HEIGHT] = 120;
    settings[MCUNET_CAMERA_FORMAT] = MCUNET_PIXEL_YUV422;
    CHECK(driver->open(settings) == MCUNET_OK);
    CHECK(opened.pixel_format == PIXFORMAT_YUV422 && opened.frame_size == FRAMESIZE_QQVGA && opened.fb_location == CAMERA_FB_IN_DRAM);
    CHECK(opened.pin_xclk == settings[MCUNET_CAMERA_CLOCK] && opened.pin_vsync == settings[MCUNET_CAMERA_VERTICAL_SYNC]);
    CHECK(opened.pin_d7 == settings[MCUNET_CAMERA_DATA] && opened.pin_d0 == settings[MCUNET_CAMERA_DATA + 7]);
    settings[MCUNET_CAMERA_HEIGHT] = 121;
    CHECK(driver->open(settings) == MCUNET_ERROR_ARGUMENT);
    settings[MCUNET_CAMERA_HEIGHT] = 120;
    settings[MCUNET_CAMERA_FORMAT] = MCUNET_PIXEL_RGB888;
    CHECK(driver->open(settings) == MCUNET_ERROR_ARGUMENT);

    const uint8_t *picture;
    uint32_t bytes;
    CHECK(driver->capture(&picture, &bytes) == MCUNET_OK && picture == pixels && bytes == sizeof pixels && frames_out == 1);
    driver->release();
    CHECK(frames_out == 0);
    is_broken = 1;
    CHECK(driver->capture(&picture, &bytes) == MCUNET_ERROR_CAMERA);
    settings[MCUNET_CAMERA_FORMAT] = MCUNET_PIXEL_GRAY8;
    CHECK(driver->open(settings) == MCUNET_ERROR_CAMERA && opened.pixel_format == PIXFORMAT_GRAYSCALE);
    driver->close();
}

int main(void)
{
    CHECK(mcunet_port_microseconds() == 5 && mcunet_port_cycles() == 77);
    check_flash();
    check_camera();
    return 0;
}
