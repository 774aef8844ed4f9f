#include "package.h"

#include "mcunet/port.h"

#define PACKAGE_BYTES (16u << 20)

static uint8_t memory[PACKAGE_BYTES] __attribute__((section(".package"), aligned(16)));
static mcunet_linked_model models[2];

uint8_t *port_package_memory(size_t *bytes)
{
    *bytes = sizeof memory;
    return memory;
}

void port_link_package(uint32_t bytes)
{
    models[0].name = bytes == 0 ? NULL : "remote";
    models[0].package = memory;
    models[0].bytes = bytes;
}

const mcunet_linked_model *mcunet_port_models(void)
{
    return models;
}

const uint8_t *mcunet_port_flash(uint32_t address, uint32_t bytes)
{
    (void)address;
    (void)bytes;
    return NULL;
}
