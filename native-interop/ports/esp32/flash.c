/* SPDX-License-Identifier: MIT */
/*
 * Flash of an ESP32 is no memory until it is mapped. A region that was asked for stays mapped, since a model that is open in it is used in
 * place. Addresses are those of the flash chip, as the flashing tools take them; a region lies inside one partition.
 */
#include <stddef.h>

#include "esp_partition.h"
#include "mcunet/port.h"

#define REGIONS 4 /* as many as models can be open */

static struct {
    uint32_t address, bytes;
    const void *memory;
} regions[REGIONS];
static int region_count;

/* The partition that holds all of a region, or null. */
static const esp_partition_t *find_partition(uint32_t address, uint32_t bytes)
{
    const esp_partition_t *found = NULL;
    esp_partition_iterator_t at = esp_partition_find(ESP_PARTITION_TYPE_DATA, ESP_PARTITION_SUBTYPE_ANY, NULL);
    while (at != NULL && found == NULL) {
        const esp_partition_t *partition = esp_partition_get(at);
        if (address >= partition->address && address - partition->address <= partition->size
            && bytes <= partition->size - (address - partition->address)) {
            found = partition;
        }
        at = esp_partition_next(at);
    }
    esp_partition_iterator_release(at);
    return found;
}

static const void *map(uint32_t address, uint32_t bytes)
{
    const esp_partition_t *partition = region_count < REGIONS ? find_partition(address, bytes) : NULL;
    const void *memory = NULL;
    esp_partition_mmap_handle_t handle; /* for unmapping, which never happens */
    if (partition == NULL
        || esp_partition_mmap(partition, address - partition->address, bytes, ESP_PARTITION_MMAP_DATA, &memory, &handle) != ESP_OK) {
        return NULL;
    }
    regions[region_count].address = address;
    regions[region_count].bytes = bytes;
    regions[region_count].memory = memory;
    region_count++;
    return memory;
}

const uint8_t *mcunet_port_flash(uint32_t address, uint32_t bytes)
{
    for (int index = 0; index < region_count; index++) {
        if (regions[index].address == address && regions[index].bytes == bytes) {
            return regions[index].memory;
        }
    }
    return map(address, bytes);
}
