/* SPDX-License-Identifier: MIT */
/* What the interop layer remembers between calls. */
#ifndef MCUNET_SRC_INTEROP_STATE_H
#define MCUNET_SRC_INTEROP_STATE_H

#include <stddef.h>
#include <stdint.h>

#include "mcunet/engine.h"
#include "mcunet/image.h"
#include "mcunet/interop.h"

/* A model and the handle that opened it; 0 when the place is free. */
typedef struct {
    mcunet_model model;
    int32_t handle;
    int has_started; /* an inference: its result is or will be in the arena, or was replaced */
} mcunet_open_model;

typedef struct {
    mcunet_open_model models[MCUNET_OPEN_MODELS];
    int32_t last_handle;
    uint8_t *arena;
    uint32_t arena_bytes;
    uint32_t image_bytes;       /* of the converter's state at the arena's end */
    mcunet_open_model *owner;   /* whose inference the arena holds, or null */
    int is_complete;            /* that inference has run its last patch */
    int32_t stage, row, column; /* of the begun patch, which is the owner's */
    int is_begun;
    int32_t next_step;    /* of the begun patch */
    mcunet_region region; /* of the model's input, that the begun patch waits for */
    mcunet_view view;     /* where it lies */
    int32_t next_row;     /* of the region: the first one missing */
    mcunet_image image;   /* the owner's */
    int has_image;
    uint32_t kernel_microseconds, input_microseconds; /* spent so far */
} mcunet_interop_state;

/* A board has one state. On a PC there can be several, of which each thread selects one: ports/host. */
#ifdef MCUNET_STATE_SELECTED
extern _Thread_local mcunet_interop_state *mcunet_selected_state;
static inline mcunet_interop_state *mcunet_state(void)
{
    return mcunet_selected_state;
}
#else
extern mcunet_interop_state mcunet_only_state;
static inline mcunet_interop_state *mcunet_state(void)
{
    return &mcunet_only_state;
}
#endif

/* The model of a handle; MCUNET_ERROR_CLOSED or MCUNET_ERROR_STATE and null when it is not open. */
mcunet_status mcunet_find_model(int32_t handle, mcunet_open_model **model);

/* The model whose completed inference the arena holds; an error and null for any other. */
mcunet_status mcunet_find_result(int32_t handle, mcunet_open_model **model);

/* Starts an inference of a model: the arena is its from now on. */
void mcunet_take_arena(mcunet_open_model *model);

/* Closes every model. */
void mcunet_interop_close_all(void);

/* Rows of the begun patch's region that are still missing. */
static inline int32_t mcunet_missing_rows(const mcunet_interop_state *state)
{
    return state->region.bottom - state->next_row;
}

/* First byte of row `row` of the begun patch's region. */
static inline int8_t *mcunet_region_row(const mcunet_interop_state *state, int32_t row)
{
    const mcunet_view *view = &state->view;
    return view->data + (row - view->top) * view->row_stride + (state->region.left - view->left) * view->channels;
}

static inline int32_t mcunet_float_bits(float value)
{
    int32_t bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Copies text of `bytes` bytes, cut to `length`; the bytes copied. */
int32_t mcunet_copy_text(const char *source, int32_t bytes, uint8_t *text, int32_t length);

#endif
