/* SPDX-License-Identifier: MIT */
/* Opens every linked model by its name: a line each, "NAME ID LAYOUT", and one with the arena's bytes. */
#include <stdio.h>

#include "mcunet/interop.h"
#include "mcunet/port.h"

uint32_t SystemCoreClock = 1000000; /* CMSIS keeps it */

int main(void)
{
    uint32_t count;
    size_t bytes;
    const mcunet_linked_model *const *models = mcunet_port_models(&count);
    for (uint32_t index = 0; index < count; index++) {
        char id[64] = "";
        int32_t fields[MCUNET_MODEL_FIELDS] = {0};
        const int32_t handle = mcunet_interop_open(models[index]->name);
        mcunet_interop_model_id(handle, (uint8_t *)id, sizeof id - 1);
        mcunet_interop_model_info(handle, fields, MCUNET_MODEL_FIELDS);
        printf("%s %s %d\n", models[index]->name, handle > 0 ? id : "not opened", (int)fields[MCUNET_MODEL_LAYOUT]);
    }
    printf("%u\n", mcunet_port_arena(&bytes) != NULL ? (unsigned)bytes : 0u);
    return 0;
}
