/* SPDX-License-Identifier: MIT */
/* Rows of feature maps from place to place: a kept row moves once for each patch, which is up to 3 % of a stream. */
#ifndef MCUNET_KERNELS_MOVE_H
#define MCUNET_KERNELS_MOVE_H

#include <stdint.h>
#include <string.h>

#include "backends/esp32s3/pie.h"

/* As memmove; on the ESP32-S3 a vector at a time where both places and the size are whole vectors. */
static inline void mcunet_move(int8_t *to, const int8_t *from, int32_t bytes)
{
#if MCUNET_PIE
    const int forward = to <= from || to >= from + bytes;
    if (forward && (((uintptr_t)to | (uintptr_t)from | (uint32_t)bytes) & (PIE_VECTOR - 1)) == 0) {
        int32_t vectors = bytes / PIE_VECTOR;
        __asm__ volatile("loopgtz %[vectors], 1f\n\tee.vld.128.ip q0, %[from], 16\n\tee.vst.128.ip q0, %[to], 16\n1:\t"
                         : [from] "+r"(from), [to] "+r"(to), [vectors] "+r"(vectors)
                         :
                         : "memory");
        return;
    }
#endif
    memmove(to, from, (size_t)bytes);
}

#endif
