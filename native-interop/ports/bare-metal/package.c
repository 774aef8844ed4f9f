/* SPDX-License-Identifier: MIT */
#include "package.h"

#include "mcunet/port.h"

#define PACKAGE_BYTES (16u << 20)

static uint8_t memory[PACKAGE_BYTES] __attribute__((section(".package"), aligned(16)));
static mcunet_linked_model model;
static const mcunet_linked_model *const models[] = {&model};

uint8_t *port_package_memory(size_t *bytes)
{
    *bytes = sizeof memory;
    return memory;
}

void port_link_package(uint32_t bytes)
{
    model.name = "remote";
    model.package = memory;
    model.bytes = bytes;
}

const mcunet_linked_model *const *mcunet_port_models(uint32_t *count)
{
    *count = model.bytes > 0 ? 1 : 0;
    return models;
}

const uint8_t *mcunet_port_flash(uint32_t address, uint32_t bytes)
{
    (void)address;
    (void)bytes;
    return NULL;
}
