/* SPDX-License-Identifier: MIT */
/*
 * What an Xtensa processor has that its compiler does not tell: the compiler of ESP-IDF defines no chip, its sdkconfig.h does, which
 * sources are to include themselves. Elsewhere a toolchain file says it (MCUNET_HAS_PIE, MCUNET_HAS_MAC16).
 */
#ifndef MCUNET_KERNELS_XTENSA_H
#define MCUNET_KERNELS_XTENSA_H

#if defined(__XTENSA__) && defined(ESP_PLATFORM)
#include "sdkconfig.h"
#endif

/* The ESP32-S3's vector instructions, see backends/esp32s3/pie.h. */
#if defined(__XTENSA__) && (defined(CONFIG_IDF_TARGET_ESP32S3) || defined(MCUNET_HAS_PIE))
#define MCUNET_PIE 1
#else
#define MCUNET_PIE 0
#endif

/* Multiply-accumulates of 16 bits that load meanwhile, see backends/rv32/mac16.h: ESP32 and ESP32-S3 have them. */
#if defined(__XTENSA__) && (defined(CONFIG_IDF_TARGET_ESP32) || defined(CONFIG_IDF_TARGET_ESP32S3) || defined(MCUNET_HAS_MAC16))
#define MCUNET_MAC16 1
#else
#define MCUNET_MAC16 0
#endif

#endif
