/* Three output pixels of a convolution, all output channels; see conv_2d.c. */
#ifndef MCUNET_KERNELS_ARMV7EM_CONV_2D_BLOCK_H
#define MCUNET_KERNELS_ARMV7EM_CONV_2D_BLOCK_H

#include <stdint.h>

#include "dsp.h"

#if MCUNET_HAS_DSP

/* The order of the fields is known to the assembly. */
typedef struct {
    const uint32_t *column, *unrolled, *end; /* the widened windows; where whole fours of groups end, and all groups */
    int32_t twice_zero_point;                /* of the output, and one more */
    int8_t *output;                          /* of the first pixel */
    int32_t step;                            /* to the next */
    int8_t *output_end;                      /* of the first pixel */
    const int8_t *stream;                    /* constants of the first pair of channels */
} mcunet_conv_block;

/* Outputs limited to int8; right only for channels whose shifts mcunet_scale can apply. At least one pair of channels. */
void mcunet_conv_2d_block(const mcunet_conv_block *block);

#endif

#endif
