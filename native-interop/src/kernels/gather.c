/* SPDX-License-Identifier: MIT */
#include "gather.h"

#include <string.h>

static int exceeds(int32_t output, int32_t input, int32_t kernel, int32_t dilation, int32_t stride, int32_t pad)
{
    return pad > 0 || (output - 1) * stride - pad + (kernel - 1) * dilation >= input;
}

MCUNET_ONCE int mcunet_reaches_outside(const mcunet_operator *op, const mcunet_extent *extent)
{
    return exceeds(extent->output_height, extent->input_height, op->kernel_height, op->dilation_height, op->stride_height, op->pad_top)
           || exceeds(extent->output_width, extent->input_width, op->kernel_width, op->dilation_width, op->stride_width, op->pad_left);
}

/* Runs are often a few bytes long: shorter than the way to the library's memcpy and memset. */
static int8_t *copy(int8_t *target, const int8_t *source, int32_t bytes)
{
    for (; bytes >= 4; bytes -= 4, target += 4, source += 4) {
        memmove(target, source, 4);
    }
    if (bytes & 2) {
        memmove(target, source, 2);
        target += 2;
        source += 2;
    }
    if (bytes & 1) {
        *target++ = *source;
    }
    return target;
}

static __attribute__((noinline)) int8_t *fill(int8_t *target, int32_t value, int32_t bytes)
{
    if (bytes > 0) {
        memset(target, value, (size_t)bytes);
    }
    return target + bytes;
}

void mcunet_gather_runs(const int8_t *source, int32_t rows, int32_t row_stride, int32_t run, int8_t *column)
{
    for (; rows > 0; rows--, source += row_stride) {
        column = copy(column, source, run);
    }
}

void mcunet_gather(const mcunet_operator *op, const mcunet_view *input, mcunet_taps rows, mcunet_taps columns, int32_t channel,
                   int32_t channels, int8_t *column)
{
    const int contiguous = channels == input->channels && op->dilation_width == 1;
    if (contiguous && mcunet_is_inside(op, rows, columns)) {
        mcunet_gather_runs(mcunet_pixel(input, rows.first, columns.first), op->kernel_height, op->dilation_height * input->row_stride,
                           op->kernel_width * channels, column);
        return;
    }
    for (int32_t row = 0; row < op->kernel_height; row++) {
        if (row < rows.begin || row >= rows.end || columns.begin == columns.end) {
            column = fill(column, input->zero_point, op->kernel_width * channels);
            continue;
        }
        const int8_t *source =
            mcunet_pixel(input, rows.first + row * op->dilation_height, columns.first + columns.begin * op->dilation_width) + channel;
        column = fill(column, input->zero_point, columns.begin * channels);
        if (contiguous) {
            column = copy(column, source, (columns.end - columns.begin) * channels);
        } else {
            for (int32_t tap = columns.begin; tap < columns.end; tap++, source += op->dilation_width * input->channels) {
                column = copy(column, source, channels);
            }
        }
        column = fill(column, input->zero_point, (op->kernel_width - columns.end) * channels);
    }
}
