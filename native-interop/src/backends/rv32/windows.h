/* SPDX-License-Identifier: MIT */
/* The windows of CONV_2D's output pixels, one after the other, as the kernels of this layout put them in lanes. */
#ifndef MCUNET_RV32_WINDOWS_H
#define MCUNET_RV32_WINDOWS_H

#include "conv_2d_block.h"
#include "kernels/gather.h"
#include "kernels/view.h"
#include "mcunet/operator.h"

#define GROUP MCUNET_RV32_GROUP
#define MAX_PIXELS (2 * MCUNET_RV32_MAX_PAIRS) /* of a block */

/* What the windows of a call have in common, and the next output pixel. */
typedef struct {
    const mcunet_kernel_call *call;
    uint32_t *lanes;
    int8_t *gathered;
    int32_t groups;     /* of a window */
    int32_t row_bytes;  /* of one row of a window */
    int32_t row_stride; /* bytes between the rows of a window inside the input */
    int32_t step;       /* bytes between the windows of neighbouring pixels */
    int32_t begin, end; /* columns of the output whose windows can be read where they lie, if their rows can */
    int32_t y, x;
    mcunet_taps rows;
    int rows_inside;
    const int8_t *source; /* the window of column 0 in this row, which need not be inside the input */
} walk;

static inline void begin_row(walk *w, int32_t y)
{
    const mcunet_operator *op = w->call->operator_;
    const mcunet_view *input = w->call->inputs;
    w->y = y;
    w->x = w->call->region.left;
    w->rows = mcunet_row_taps(op, input, y);
    w->rows_inside = w->rows.end - w->rows.begin == op->kernel_height;
    w->source = input->data + (w->rows.first - input->top) * input->row_stride - (op->pad_left + input->left) * input->channels;
}

static inline walk begin_walk(const mcunet_kernel_call *call)
{
    const mcunet_operator *op = call->operator_;
    const mcunet_view *input = call->inputs;
    const int32_t pixels = (call->region.bottom - call->region.top) * (call->region.right - call->region.left);
    const int32_t room = input->width - 1 - (op->kernel_width - 1) * op->dilation_width + op->pad_left;
    const int contiguous = op->kernel_width == 1 || op->dilation_width == 1;
    walk w;
    w.call = call;
    w.row_bytes = op->kernel_width * input->channels;
    w.groups = (op->kernel_height * w.row_bytes + GROUP - 1) / GROUP;
    w.lanes = call->scratch;
    w.gathered = (int8_t *)(w.lanes + (mcunet_min(pixels, MAX_PIXELS) + 1) / 2 * GROUP * w.groups);
    w.row_stride = op->dilation_height * input->row_stride;
    w.step = op->stride_width * input->channels;
    w.begin = mcunet_max(0, op->pad_left + op->stride_width - 1) / op->stride_width;
    w.end = room < 0 || !contiguous ? 0 : room / op->stride_width + 1;
    begin_row(&w, call->region.top);
    return w;
}

static inline void step_pixel(walk *w)
{
    if (++w->x == w->call->region.right && w->y + 1 < w->call->region.bottom) {
        begin_row(w, w->y + 1);
    }
}

/* The window of the next pixel: where it lies, or gathered at `target`; and the bytes between its rows. */
static inline const int8_t *find_window(const walk *w, int8_t *target, int32_t *row_stride)
{
    const mcunet_operator *op = w->call->operator_;
    const mcunet_view *input = w->call->inputs;
    if (w->rows_inside && w->x >= w->begin && w->x < w->end) {
        *row_stride = w->row_stride;
        return w->source + w->x * w->step;
    }
    mcunet_gather(op, input, w->rows, mcunet_column_taps(op, input, w->x), 0, input->channels, target);
    *row_stride = w->row_bytes;
    return target;
}

#endif
