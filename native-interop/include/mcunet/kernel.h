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

/*
 * A tensor, of which a rectangle is present in memory. Pixel (y, x) of the tensor, if present, starts at
 * data + (y - top) * row_stride + (x - left) * channels.
 */
typedef struct {
    int8_t *data;
    int32_t row_stride; /* bytes */
    int32_t top, left;  /* pixel at data[0] */
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

typedef void (*mcunet_kernel)(const mcunet_kernel_call *call);

/* What a kernel is asked to do, for sizing its scratch: shapes of first input and output, and the largest region. */
typedef struct {
    int32_t input_height, input_width, input_channels;
    int32_t output_height, output_width, output_channels;
    int32_t region_height, region_width;
} mcunet_extent;

/* Bytes of scratch that the kernel of `op` needs for regions up to the extent's size; the same on every machine. 0 if none. */
typedef uint32_t (*mcunet_scratch_bytes)(const mcunet_operator *op, const mcunet_extent *extent);

/* Bytes of constants that the kernel of `op` reads; 0 if none. */
typedef uint32_t (*mcunet_constants_bytes)(const mcunet_operator *op, const mcunet_extent *extent);

#define MCUNET_DECLARE_KERNEL(name)                                                              \
    void mcunet_##name(const mcunet_kernel_call *call);                                          \
    uint32_t mcunet_##name##_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent)

/*
 * Portable kernels, constants in MCUNET_LAYOUT_PORTABLE order: the definition of every operator.
 * ADD, SUB, MUL and LOOKUP may write over an input that has the output's shape. The accumulating kernels need the whole input under
 * one window: kernel = input size, no padding, no dilation, one group, output 1 x 1.
 */
MCUNET_DECLARE_KERNEL(conv_2d);
MCUNET_DECLARE_KERNEL(conv_2d_accumulate);
MCUNET_DECLARE_KERNEL(depthwise_conv_2d);
MCUNET_DECLARE_KERNEL(depthwise_conv_2d_in_place); /* MCUNET_OPERATOR_IN_PLACE */
MCUNET_DECLARE_KERNEL(add); /* ADD and SUB */
MCUNET_DECLARE_KERNEL(mul);
MCUNET_DECLARE_KERNEL(lookup);
MCUNET_DECLARE_KERNEL(max_pool_2d);
MCUNET_DECLARE_KERNEL(average_pool_2d);
MCUNET_DECLARE_KERNEL(average_pool_2d_accumulate);
MCUNET_DECLARE_KERNEL(mean);
MCUNET_DECLARE_KERNEL(mean_accumulate);
MCUNET_DECLARE_KERNEL(pad);
MCUNET_DECLARE_KERNEL(resize_nearest);
MCUNET_DECLARE_KERNEL(concatenation);
MCUNET_DECLARE_KERNEL(reshape);
MCUNET_DECLARE_KERNEL(transpose);
MCUNET_DECLARE_KERNEL(softmax);

/* The entry of the dispatch table for one operator kind, constants layout and accumulate flag. */
typedef struct {
    mcunet_kernel run;
    mcunet_scratch_bytes scratch_bytes;
} mcunet_kernel_entry;

/*
 * The kernel that executes `op` in this build, or null when this build has none for its layout (MCUNET_ERROR_TARGET).
 * The one place where backends are chosen: src/backends/dispatch.c.
 */
const mcunet_kernel_entry *mcunet_find_kernel(const mcunet_operator *op);

/* Scratch of `op` on the backend that reads its constants layout, whether or not this build has that backend's kernels. */
uint32_t mcunet_kernel_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent);

/* Size of the constants of `op` in its layout, from its geometry; 0 for operators without constants. */
uint32_t mcunet_kernel_constants_bytes(const mcunet_operator *op, const mcunet_extent *extent);

/* Multiply-accumulates in a region of `op`'s output, taps on padding included, as the field counts them. */
uint64_t mcunet_kernel_macs(const mcunet_operator *op, const mcunet_extent *extent);

#ifdef __cplusplus
}
#endif

#endif
