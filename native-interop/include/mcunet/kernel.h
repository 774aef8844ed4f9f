/* SPDX-License-Identifier: MIT */
/*
 * Kernels: each computes a rectangular region of one operator's output. The whole layer is the region that covers it, so one kernel
 * serves layer-by-layer execution, patches and streams alike. A kernel neither allocates nor fails: what could go wrong is
 * checked once, when the package is opened. Buffers lie inside the arena, but in a damaged package they may overlap: bytes are moved with
 * memmove, and no pointer is restrict.
 */
#ifndef MCUNET_KERNEL_H
#define MCUNET_KERNEL_H

#include <stddef.h>
#include <stdint.h>

#include "mcunet/format.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of a function that runs once a model, or is seldom needed: built for size. */
#define MCUNET_ONCE __attribute__((cold))

/* Of a function that runs once a row: built for size where a compiler can be told so for one function. */
#if defined(__clang__)
#define MCUNET_SMALL __attribute__((noinline))
#else
#define MCUNET_SMALL __attribute__((noinline, optimize("Os")))
#endif

/*
 * A tensor, of which a rectangle is present in memory. Pixel (y, x) of the tensor, if present, starts at
 * data + (y - top) * row_stride + (x - left) * channels.
 */
typedef struct {
    int8_t *data;
    int32_t row_stride;              /* bytes */
    int32_t top, left;               /* pixel at data[0] */
    int32_t height, width, channels; /* of the whole tensor */
    int32_t zero_point;
} mcunet_view;

/* Rows [top, bottom) x columns [left, right) of a tensor, in its own coordinates. */
typedef struct {
    int32_t top, bottom, left, right;
} mcunet_region;

/* mcunet_kernel_call.patch: where in the walk an ACCUMULATE operator is. */
#define MCUNET_PATCH_FIRST 1u /* clear the accumulators before adding */
#define MCUNET_PATCH_LAST 2u  /* write the output after adding */

typedef struct {
    const mcunet_operator *operator_;
    const uint8_t *constants;  /* the operator's, aligned to MCUNET_ALIGNMENT */
    const mcunet_view *inputs; /* input_count of them; every pixel that the region reads is present */
    const mcunet_view *output; /* every pixel of the region is present */
    mcunet_region region;      /* of the output; of the input for an ACCUMULATE operator: the pixels to add */
    void *scratch;             /* scratch_bytes, aligned to MCUNET_ALIGNMENT; keeps its content between patches only
                                  for ACCUMULATE operators (int32_t[output channels]) */
    uint32_t patch;            /* MCUNET_PATCH_* */
} mcunet_kernel_call;

typedef void (*mcunet_kernel_function)(const mcunet_kernel_call *call);

/* What a kernel is asked to do, for sizing its scratch: shapes of first input and output, and the largest region. */
typedef struct {
    int32_t input_height, input_width, input_channels;
    int32_t output_height, output_width, output_channels;
    int32_t region_height, region_width;
} mcunet_extent;

/* Bytes that an operator needs, from its record and the shapes it works on; UINT32_MAX when they are more. The same on every machine. */
typedef uint32_t (*mcunet_bytes_function)(const mcunet_operator *op, const mcunet_extent *extent);

#ifdef __cplusplus
}
#endif

#endif
