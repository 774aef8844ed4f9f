/* SPDX-License-Identifier: MIT */
/* Layout 3 of the convolutions' constants. */
#ifndef MCUNET_TESTS_ESP32S3_LAYOUT_H
#define MCUNET_TESTS_ESP32S3_LAYOUT_H

#include "harness.h"

/*
 * The same case for the ESP32-S3's kernels, with constants of its own for the caller to free; everything else is shared. Returns 0 when
 * these kernels or their layout do not cover the operator.
 */
int make_esp32s3_case(const kernel_case *test, kernel_case *esp32s3);

#endif
