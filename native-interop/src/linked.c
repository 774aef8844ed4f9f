/* SPDX-License-Identifier: MIT */
/* Everything there is: what a program links unless the C source of its model names what that model uses. */
#include "image/resizer.h"
#include "kernels/xtensa.h"
#include "mcunet/head.h"
#include "operators/operators.h"

const mcunet_operator_class *const mcunet_linked_operators[MCUNET_OPERATOR_KINDS] = {
#define MCUNET_OPERATOR(KIND, name) [MCUNET_##KIND] = &mcunet_##name##_class,
#include "operators/operators.def"
};

#define MCUNET_BACKEND(LAYOUT, name) extern const mcunet_backend mcunet_##name##_backend;
#include "backends/backends.def"

const mcunet_backend *const mcunet_linked_backends[MCUNET_LAYOUTS] = {
#define MCUNET_BACKEND(LAYOUT, name) [MCUNET_LAYOUT_##LAYOUT] = &mcunet_##name##_backend,
#include "backends/backends.def"
};

#define MCUNET_HEAD(name) extern const mcunet_head_class mcunet_##name##_head;
#include "head/heads.def"

const mcunet_head_class *const mcunet_linked_heads[] = {
#define MCUNET_HEAD(name) &mcunet_##name##_head,
#include "head/heads.def"
    NULL,
};

static const mcunet_image_class rgb = {
    {
#define MCUNET_PIXEL(FORMAT, name) [MCUNET_PIXEL_##FORMAT] = mcunet_read_##name##_rgb,
#include "image/pixels.def"
    },
    {
#define MCUNET_RESIZER(METHOD, name) [MCUNET_RESIZER_##METHOD] = &mcunet_resize_##name##_rgb,
#include "image/resizers.def"
    },
};

static const mcunet_image_class luma = {
    {
#define MCUNET_PIXEL(FORMAT, name) [MCUNET_PIXEL_##FORMAT] = mcunet_read_##name##_luma,
#include "image/pixels.def"
    },
    {
#define MCUNET_RESIZER(METHOD, name) [MCUNET_RESIZER_##METHOD] = &mcunet_resize_##name##_luma,
#include "image/resizers.def"
    },
};

const mcunet_image_class *const mcunet_linked_images[MCUNET_IMAGE_MAX_CHANNELS + 1] = {[1] = &luma, [3] = &rgb};
