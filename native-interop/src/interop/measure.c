/* SPDX-License-Identifier: MIT */
#include "mcunet/port.h"
#include "state.h"

int32_t mcunet_interop_microseconds(void)
{
    return (int32_t)mcunet_port_microseconds();
}

int32_t mcunet_interop_cycles(void)
{
    return (int32_t)mcunet_port_cycles();
}

int32_t mcunet_interop_stack_bytes(void)
{
    return mcunet_port_stack_bytes();
}

int32_t mcunet_interop_counters(int32_t handle, int32_t *fields, int32_t length)
{
    mcunet_open_model *model;
    const mcunet_status status = mcunet_find_model(handle, &model);
    if (status != MCUNET_OK) {
        return status;
    }
    if (fields == NULL || length < MCUNET_COUNTER_FIELDS) {
        return MCUNET_ERROR_BUFFER;
    }
    fields[MCUNET_COUNTER_MICROSECONDS] = (int32_t)mcunet_port_microseconds();
    fields[MCUNET_COUNTER_CYCLES] = (int32_t)mcunet_port_cycles();
    fields[MCUNET_COUNTER_KERNEL_MICROSECONDS] = (int32_t)mcunet_state()->kernel_microseconds;
    fields[MCUNET_COUNTER_INPUT_MICROSECONDS] = (int32_t)mcunet_state()->input_microseconds;
    return MCUNET_OK;
}

int32_t mcunet_interop_macs(int32_t handle, int32_t *words, int32_t length)
{
    mcunet_open_model *model;
    const mcunet_status status = mcunet_find_model(handle, &model);
    if (status != MCUNET_OK) {
        return status;
    }
    if (words == NULL || length < 2) {
        return MCUNET_ERROR_BUFFER;
    }
    words[0] = (int32_t)(uint32_t)model->model.macs;
    words[1] = (int32_t)(uint32_t)(model->model.macs >> 32);
    return MCUNET_OK;
}
