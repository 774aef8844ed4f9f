/* SPDX-License-Identifier: MIT */
/*
 * Instructions per multiply-accumulate (per element, for ADD) of each kernel on the machine this runs on, for a whole layer at once and
 * row by row, as streaming schedules call it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "mcunet/port.h"
#include "support/rv32_layout.h"

typedef struct {
    const char *name;
    uint8_t kind;
    int32_t size, inputs, outputs, output_size;
    uint16_t kernel;
    uint8_t stride;
    int16_t pad;
} shape;

static const shape shapes[] = {
    {"conv 3x3 s2 96x96x3->8", MCUNET_CONV_2D, 96, 3, 8, 48, 3, 2, 0},
    {"conv 3x3 s2 80x80x3->16", MCUNET_CONV_2D, 80, 3, 16, 40, 3, 2, 0},
    {"conv 1x1 48x48x8->16", MCUNET_CONV_2D, 48, 8, 16, 48, 1, 1, 0},
    {"conv 1x1 48x48x16->48", MCUNET_CONV_2D, 48, 16, 48, 48, 1, 1, 0},
    {"conv 1x1 24x24x32->32", MCUNET_CONV_2D, 24, 32, 32, 24, 1, 1, 0},
    {"conv 1x1 24x24x48->24", MCUNET_CONV_2D, 24, 48, 24, 24, 1, 1, 0},
    {"conv 1x1 12x12x96->96", MCUNET_CONV_2D, 12, 96, 96, 12, 1, 1, 0},
    {"conv 1x1 6x6x128->128", MCUNET_CONV_2D, 6, 128, 128, 6, 1, 1, 0},
    {"conv 1x1 3x3x256->256", MCUNET_CONV_2D, 3, 256, 256, 3, 1, 1, 0},
    {"conv 1x1 10x10x96->32", MCUNET_CONV_2D, 10, 96, 32, 10, 1, 1, 0},
    {"conv 1x1 1x1x384->1000", MCUNET_CONV_2D, 1, 384, 1000, 1, 1, 1, 0},
    {"conv 3x3 s1 12x12x32->32", MCUNET_CONV_2D, 12, 32, 32, 12, 3, 1, 1},
    {"dw 3x3 48x48x8", MCUNET_DEPTHWISE_CONV_2D, 48, 8, 8, 48, 3, 1, 1},
    {"dw 3x3 48x48x48", MCUNET_DEPTHWISE_CONV_2D, 48, 48, 48, 48, 3, 1, 1},
    {"dw 3x3 s2 48x48x48", MCUNET_DEPTHWISE_CONV_2D, 48, 48, 48, 24, 3, 2, 0},
    {"dw 3x3 6x6x128", MCUNET_DEPTHWISE_CONV_2D, 6, 128, 128, 6, 3, 1, 1},
    {"dw 5x5 24x24x48", MCUNET_DEPTHWISE_CONV_2D, 24, 48, 48, 24, 5, 1, 2},
    {"dw 5x5 s2 20x20x48", MCUNET_DEPTHWISE_CONV_2D, 20, 48, 48, 10, 5, 2, 1},
    {"dw 7x7 12x12x96", MCUNET_DEPTHWISE_CONV_2D, 12, 96, 96, 12, 7, 1, 3},
    {"dw 7x7 s2 20x20x48", MCUNET_DEPTHWISE_CONV_2D, 20, 48, 48, 10, 7, 2, 2},
    {"add 24x24x24", MCUNET_ADD, 24, 24, 24, 24, 1, 1, 0},
    {"average pool 3x3x256", MCUNET_AVERAGE_POOL_2D, 3, 256, 256, 1, 3, 1, 0},
};

static void *make_constants(const shape *s, uint32_t *seed)
{
    if (s->kind == MCUNET_ADD) {
        int32_t *k = calloc(8, sizeof *k);
        k[0] = 20;
        k[1] = 1 << 30; /* the operand with the larger scale */
        k[3] = k[5] = 0x50000000;
        k[4] = -1;
        k[6] = -18;
        return k;
    }
    const int64_t weights = (int64_t)s->kernel * s->kernel * s->outputs * (s->kind == MCUNET_CONV_2D ? s->inputs : 1);
    int8_t *constants = random_convolution_constants(seed, s->outputs, weights, 0);
    for (int32_t i = 0; i < s->outputs; i++) {
        constants[8 * s->outputs + i] = -8; /* shifts as real layers have */
    }
    return constants;
}

static kernel_case make_case(const shape *s)
{
    uint32_t seed = 1;
    kernel_case test;
    test.op = plain_operator((mcunet_operator_kind)s->kind);
    test.op.kernel_height = test.op.kernel_width = s->kernel;
    test.op.stride_height = test.op.stride_width = s->stride;
    test.op.pad_top = test.op.pad_left = s->pad;
    test.op.parameter = 1;
    test.inputs[0] = random_tensor(&seed, s->size, s->size, s->inputs);
    test.inputs[1] = random_tensor(&seed, s->size, s->size, s->inputs);
    test.expected = empty_tensor(s->output_size, s->output_size, s->outputs, -3);
    test.constants = make_constants(s, &seed);
    test.op.input_count = s->kind == MCUNET_ADD ? 2 : 1;
    return test;
}

static mcunet_view view_of(const tensor *t)
{
    const mcunet_view view = {t->data, t->width * t->channels, 0, 0, t->height, t->width, t->channels, t->zero_point};
    return view;
}

/* Instructions for the whole output, `rows` of it a call. */
static uint32_t measure(const kernel_case *test, int32_t rows)
{
    const tensor *output = &test->expected;
    const mcunet_kernel *kernel = mcunet_find_kernel(&test->op);
    const mcunet_view inputs[2] = {view_of(&test->inputs[0]), view_of(&test->inputs[1])};
    const mcunet_view target = view_of(output);
    const mcunet_extent extent = {inputs[0].height, inputs[0].width, inputs[0].channels, target.height, target.width, target.channels, rows,
                                  target.width};
    void *scratch = malloc(mcunet_kernel_scratch_bytes(&test->op, &extent) + 1);
    const uint32_t begin = mcunet_port_cycles();
    for (int32_t y = 0; y < output->height; y += rows) {
        const mcunet_region region = {y, y + rows, 0, output->width};
        const mcunet_kernel_call call = {&test->op, test->constants, inputs, &target, region, scratch, 0};
        kernel->run(&call);
    }
    const uint32_t end = mcunet_port_cycles();
    free(scratch);
    return end - begin;
}

static void report(const shape *s, const char *layout, const kernel_case *test)
{
    const mcunet_extent extent = {s->size, s->size, s->inputs, s->output_size, s->output_size, s->outputs, s->output_size, s->output_size};
    const uint64_t macs = mcunet_kernel_macs(&test->op, &extent);
    const uint32_t work = (uint32_t)(macs != 0 ? macs : (uint64_t)(s->output_size * s->output_size * s->outputs));
    const uint32_t whole = measure(test, s->output_size), rows = measure(test, 1);
    const uint32_t a = (uint32_t)((uint64_t)whole * 1000 / work), b = (uint32_t)((uint64_t)rows * 1000 / work);
    printf("%-26s %-9s %9lu %6lu.%03lu %6lu.%03lu\n", s->name, layout, (unsigned long)work, (unsigned long)(a / 1000),
           (unsigned long)(a % 1000), (unsigned long)(b / 1000), (unsigned long)(b % 1000));
}

int main(void)
{
    printf("%-26s %-9s %9s %10s %10s\n", "operator", "kernels", "MACs", "whole", "by rows");
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        kernel_case test = make_case(&shapes[i]);
        report(&shapes[i], "portable", &test);
        kernel_case rv32;
        if (make_rv32_case(&test, &rv32)) {
            report(&shapes[i], "rv32", &rv32);
            free(rv32.constants);
        }
        if (use_armv7em(&test)) {
            report(&shapes[i], "armv7em", &test);
        }
        free(test.inputs[1].data);
        test.op.input_count = 1;
        free_case(&test);
    }
    return 0;
}
