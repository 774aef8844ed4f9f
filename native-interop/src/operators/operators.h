/* SPDX-License-Identifier: MIT */
/* The operators by name, and what their files share. */
#ifndef MCUNET_OPERATORS_H
#define MCUNET_OPERATORS_H

#include "mcunet/operator.h"

#define MCUNET_OPERATOR(KIND, name)                           \
    extern const mcunet_operator_class mcunet_##name##_class; \
    extern const mcunet_kernel mcunet_portable_##name;
#include "operators/operators.def"

/* Over the whole input, which arrives patch by patch; over the input's own memory. */
extern const mcunet_kernel mcunet_portable_conv_2d_accumulate;
extern const mcunet_kernel mcunet_portable_average_pool_2d_accumulate;
extern const mcunet_kernel mcunet_portable_mean_accumulate;
extern const mcunet_kernel mcunet_portable_depthwise_conv_2d_in_place;

/* Axis maps: the record's window; pixel for pixel, as large an input as the output; the same, or one row (column) for all. */
void mcunet_map_window(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction,
                       mcunet_axis_map *map);
void mcunet_map_pixel(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction,
                      mcunet_axis_map *map);
void mcunet_map_broadcast(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction,
                          mcunet_axis_map *map);

/* Checks of shapes: one in and out; operands of the output's shape or of one pixel with its channels; a pool's window. */
int mcunet_has_one_shape(const mcunet_model *model, const mcunet_operator *op);
int mcunet_has_broadcast_shapes(const mcunet_model *model, const mcunet_operator *op);
int mcunet_is_pool_sane(const mcunet_model *model, const mcunet_operator *op);

/* Checks of constants: a convolution's in layout 0; ADD's, and of what works on a common scale as ADD does. */
int mcunet_are_channels_sane(const mcunet_model *model, const mcunet_operator *op);
int mcunet_are_sum_constants_sane(const mcunet_model *model, const mcunet_operator *op);

/* What mcunet_multiply_by_quantized_multiplier asks for. */
static inline int mcunet_is_multiplier_sane(int32_t multiplier, int32_t shift)
{
    return multiplier >= 0 && shift >= -31 && shift <= 30;
}

#endif
