/* SPDX-License-Identifier: MIT */
/* The ESP32-S3's vector instructions. FORMAT.md describes the layout of its constants. */
#include "esp32s3.h"
#include "mcunet/operator.h"

extern const mcunet_kernel mcunet_esp32s3_conv_2d, mcunet_esp32s3_depthwise_conv_2d, mcunet_esp32s3_depthwise_conv_2d_in_place;
extern const mcunet_kernel mcunet_esp32s3_add, mcunet_esp32s3_sub;
extern const mcunet_kernel mcunet_esp32s3_max_pool_2d, mcunet_esp32s3_average_pool_2d, mcunet_esp32s3_mean;

static const mcunet_kernel *const kernels[] = {
    &mcunet_esp32s3_conv_2d,
    &mcunet_esp32s3_depthwise_conv_2d,
    &mcunet_esp32s3_depthwise_conv_2d_in_place,
    &mcunet_esp32s3_add,
    &mcunet_esp32s3_sub,
    &mcunet_esp32s3_max_pool_2d,
    &mcunet_esp32s3_average_pool_2d,
    &mcunet_esp32s3_mean,
    NULL,
};

const mcunet_backend mcunet_esp32s3_backend = {
    "esp32s3", MCUNET_LAYOUT_ESP32S3, kernels, MCUNET_ESP32S3_ALIGNMENT, MCUNET_ESP32S3_READABLE,
};
