/* What the interop layer remembers between calls. */
#ifndef MCUNET_SRC_INTEROP_STATE_H
#define MCUNET_SRC_INTEROP_STATE_H

#include <stddef.h>
#include <stdint.h>

#include "mcunet/engine.h"
#include "mcunet/image.h"
#include "mcunet/interop.h"

/* On a PC each thread has its own engine; a board has one. */
#ifdef MCUNET_STATE_PER_THREAD
#define MCUNET_STATE_STORAGE _Thread_local
#else
#define MCUNET_STATE_STORAGE
#endif

typedef struct {
    mcunet_model model;
    int is_open;
    uint8_t *arena;
    uint32_t arena_bytes;
    uint32_t image_bytes;      /* of the converter's state at the arena's end */
    int32_t stage, row, column; /* of the begun patch */
    int is_begun;
    int32_t next_step;         /* of the begun patch */
    mcunet_region region;      /* of the model's input, that the begun patch waits for */
    mcunet_view view;          /* where it lies */
    int32_t next_row;          /* of the region: the first one missing */
    mcunet_image image;
    int has_image;
} mcunet_interop_state;

extern MCUNET_STATE_STORAGE mcunet_interop_state mcunet_interop;

/* Opens a package over the port's arena: what all ways to open a model share. */
int32_t mcunet_interop_open_package(const uint8_t *package, uint32_t bytes);

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
