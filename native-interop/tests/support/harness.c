/* SPDX-License-Identifier: MIT */
#include "harness.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "esp32s3_layout.h"
#include "rv32_layout.h"

#define REGIONS 6 /* random regions tried per case */

extern const mcunet_kernel mcunet_rv32_conv_2d_mac16;

static int checks, failures;

void expect(int condition, const char *format, ...)
{
    checks++;
    if (!condition) {
        va_list arguments;
        va_start(arguments, format);
        vprintf(format, arguments);
        va_end(arguments);
        putchar('\n');
        failures++;
    }
}

int finish(void)
{
    printf("%d checks, %d failures\n", checks, failures);
    return failures == 0 && checks > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

uint32_t random_bits(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

int32_t random_between(uint32_t *seed, int32_t low, int32_t high)
{
    return low + (int32_t)(random_bits(seed) % (uint32_t)(high - low + 1));
}

static void *allocate(size_t bytes)
{
    void *memory = malloc(bytes); /* malloc aligns to at least MCUNET_ALIGNMENT; 0 bytes may be null */
    if (memory == NULL && bytes > 0) {
        abort();
    }
    return memory;
}

static size_t tensor_bytes(const tensor *t)
{
    return (size_t)t->height * (size_t)t->width * (size_t)t->channels;
}

tensor empty_tensor(int32_t height, int32_t width, int32_t channels, int32_t zero_point)
{
    tensor t = {height, width, channels, zero_point, NULL};
    t.data = allocate(tensor_bytes(&t));
    return t;
}

tensor random_tensor(uint32_t *seed, int32_t height, int32_t width, int32_t channels)
{
    tensor t = empty_tensor(height, width, channels, random_between(seed, -128, 127));
    for (size_t i = 0; i < tensor_bytes(&t); i++) {
        t.data[i] = (int8_t)(random_bits(seed) >> 24);
    }
    return t;
}

void *random_convolution_constants(uint32_t *seed, int32_t channels, int64_t weights, int odd)
{
    const size_t table = (size_t)channels * 8 + (((size_t)channels + 7) & ~(size_t)7);
    uint8_t *constants = allocate(table + (size_t)weights);
    int32_t *bias = (int32_t *)(void *)constants, *multiplier = bias + channels;
    int8_t *shift = (int8_t *)(multiplier + channels), *weight = (int8_t *)constants + table;
    memset(constants, 0, table);
    for (int32_t i = 0; i < channels; i++) {
        const int zero = odd && random_bits(seed) % 16 == 0, left = odd && random_bits(seed) % 16 == 0;
        bias[i] = random_between(seed, -20000, 20000);
        multiplier[i] = zero ? 0 : (int32_t)(0x40000000u | (random_bits(seed) & 0x3FFFFFFFu));
        shift[i] = (int8_t)(left ? random_between(seed, 0, 3) : random_between(seed, -11, -5));
    }
    for (int64_t i = 0; i < weights; i++) {
        weight[i] = (int8_t)random_between(seed, odd ? -128 : -127, 127);
    }
    return constants;
}

/* The portable constants of a convolution. */
typedef struct {
    const int32_t *bias, *multiplier;
    const int8_t *shift, *weights;
} portable_constants;

static uint8_t *put_word(uint8_t *next, int32_t word)
{
    memcpy(next, &word, sizeof word);
    return next + sizeof word;
}

/* What the Armv7E-M kernel of CONV_2D asks of constants; FORMAT.md. */
static int has_pairs(portable_constants from, int32_t channels, int32_t window)
{
    for (int32_t c = 0; c < channels; c++) {
        int64_t spread = 0;
        for (int32_t i = 0; i < window; i++) {
            const int32_t weight = from.weights[c * window + i];
            spread += 128 * (weight < 0 ? -weight : weight);
            if (weight == -128) {
                return 0;
            }
        }
        if (from.multiplier[c] < 1 << 30 || from.shift[c] > -1 || from.shift[c] < -22 || spread >= 1 << 23) {
            return 0;
        }
    }
    return 1;
}

/* Two weights in a half-word: a + 256 b. */
static uint8_t *put_weights(uint8_t *next, int32_t a, int32_t b)
{
    const uint32_t both = (uint32_t)a + 256u * (uint32_t)b;
    *next++ = (uint8_t)both;
    *next++ = (uint8_t)(both >> 8);
    return next;
}

static void pack_pairs(portable_constants from, int32_t channels, int32_t window, uint8_t *next)
{
    static const int order[4] = {0, 2, 1, 3};
    for (int32_t a = 0; a < channels; a += 2) {
        const int32_t b = a + 1;
        next = put_word(next, from.bias[a]);
        for (int32_t group = 0; group < window; group += 4) {
            for (int i = 0; i < 4; i++) {
                const int32_t at = group + order[i];
                next = put_weights(next, at < window ? from.weights[a * window + at] : 0,
                                   at < window && b < channels ? from.weights[b * window + at] : 0);
            }
        }
        next = put_word(next, b < channels ? from.bias[b] : 0);
        next = put_word(next, (int32_t)(2 * (uint32_t)from.multiplier[a]));
        next = put_word(next, b < channels ? (int32_t)(2 * (uint32_t)from.multiplier[b]) : INT32_MIN);
        *next++ = (uint8_t)-from.shift[a];
        *next++ = (uint8_t)(b < channels ? -from.shift[b] : 1);
        *next++ = 0;
        *next++ = 0;
    }
}

static void pack_quads(portable_constants from, int32_t channels, int32_t window, uint8_t *next)
{
    for (int32_t first = 0; first < channels; first += 4) {
        for (int32_t c = first; c < first + 4; c++) {
            next = put_word(next, c < channels ? from.bias[c] : 0);
        }
        for (int32_t c = first; c < first + 4; c++) {
            next = put_word(next, c < channels ? from.multiplier[c] : 0);
        }
        for (int32_t c = first; c < first + 4; c++) {
            *next++ = (uint8_t)(c < channels ? from.shift[c] : 0);
        }
        for (int32_t tap = 0; tap < window; tap++) {
            for (int32_t c = first; c < first + 4; c++) {
                *next++ = (uint8_t)(c < channels ? from.weights[tap * channels + c] : 0);
            }
        }
    }
}

/* What the Armv7E-M kernels of the elementwise operators ask of constants; FORMAT.md. */
static int has_converter_shifts(mcunet_operator_kind kind, const int32_t *k)
{
    if (kind == MCUNET_MUL) {
        return k[1] <= -1 && k[1] >= -20;
    }
    return k[0] == 20 && k[2] <= 0 && k[2] >= -20 && k[4] <= 0 && k[4] >= -20 && k[6] <= -1 && k[6] >= -20;
}

int use_armv7em(kernel_case *test)
{
    mcunet_operator op = test->op;
    op.layout = MCUNET_LAYOUT_ARMV7EM;
    if (mcunet_find_kernel(&op) == NULL) {
        return 0;
    }
    if (op.kind == MCUNET_CONV_2D || op.kind == MCUNET_DEPTHWISE_CONV_2D) {
        const int32_t channels = test->expected.channels, taps = op.kernel_height * op.kernel_width;
        const int32_t window = op.kind == MCUNET_CONV_2D ? taps * test->inputs[0].channels : taps;
        const mcunet_extent extent = {test->inputs[0].height,
                                      test->inputs[0].width,
                                      test->inputs[0].channels,
                                      test->expected.height,
                                      test->expected.width,
                                      channels,
                                      1,
                                      1};
        portable_constants from;
        from.bias = test->constants;
        from.multiplier = from.bias + channels;
        from.shift = (const int8_t *)(from.multiplier + channels);
        from.weights = from.shift + ((channels + 7) & ~7);
        if (op.kind == MCUNET_CONV_2D && !has_pairs(from, channels, window)) {
            return 0;
        }
        uint8_t *packed = allocate(mcunet_kernel_constants_bytes(&op, &extent));
        if (op.kind == MCUNET_CONV_2D) {
            pack_pairs(from, channels, window, packed);
        } else {
            pack_quads(from, channels, window, packed);
        }
        free(test->constants);
        test->constants = packed;
    } else if (!has_converter_shifts((mcunet_operator_kind)op.kind, test->constants)) {
        return 0;
    }
    test->op = op;
    return 1;
}

mcunet_operator plain_operator(mcunet_operator_kind kind)
{
    mcunet_operator op;
    memset(&op, 0, sizeof op);
    op.kind = (uint8_t)kind;
    op.input_count = 1;
    op.kernel_height = op.kernel_width = 1;
    op.stride_height = op.stride_width = op.dilation_height = op.dilation_width = 1;
    op.activation_min = INT8_MIN;
    op.activation_max = INT8_MAX;
    return op;
}

static mcunet_region whole(const tensor *t)
{
    const mcunet_region region = {0, t->height, 0, t->width};
    return region;
}

/* Bytes of a buffer, and those behind it that the operator's backend may read. */
static size_t with_readable(const mcunet_operator *op, size_t bytes)
{
    const mcunet_backend *backend = mcunet_linked_backends[op->layout];
    const size_t alignment = backend->alignment == 0 ? 1 : backend->alignment;
    return (bytes + alignment - 1) / alignment * alignment + backend->readable_bytes;
}

/* A view of exactly `region` of the tensor in memory of its own. */
static mcunet_view copy_of(const mcunet_operator *op, const tensor *t, mcunet_region region)
{
    mcunet_view view = {NULL,         (region.right - region.left) * t->channels, region.top, region.left, t->height, t->width, t->channels,
                        t->zero_point};
    view.data = allocate(with_readable(op, (size_t)(region.bottom - region.top) * (size_t)view.row_stride));
    for (int32_t y = region.top; y < region.bottom; y++) {
        memcpy(view.data + (y - region.top) * view.row_stride, t->data + (y * t->width + region.left) * t->channels,
               (size_t)view.row_stride);
    }
    return view;
}

static int32_t clip(int32_t x, int32_t size)
{
    return x < 0 ? 0 : (x > size ? size : x);
}

/* What a region reads of an input along one axis, from the definition of the operator. */
static void read_span(int32_t first, int32_t last, int32_t stride, int32_t pad, int32_t extent, int32_t size, int32_t *begin, int32_t *end)
{
    *begin = clip(first * stride - pad, size);
    *end = clip((last - 1) * stride - pad + extent, size);
    *end = *end < *begin ? *begin : *end;
}

/* The same where input pixels spread: pixel i reaches from i * stride - pad over `extent` output pixels. */
static void spread_span(int32_t first, int32_t last, int32_t stride, int32_t pad, int32_t extent, int32_t size, int32_t *begin,
                        int32_t *end)
{
    for (*begin = 0; *begin < size && *begin * stride - pad + extent <= first;) {
        ++*begin;
    }
    for (*end = *begin; *end < size && *end * stride - pad < last;) {
        ++*end;
    }
}

static mcunet_region region_read(const mcunet_operator *op, const tensor *input, const tensor *output, mcunet_region region)
{
    mcunet_region read = whole(input);
    switch (op->kind) {
    case MCUNET_CONV_2D:
    case MCUNET_DEPTHWISE_CONV_2D:
    case MCUNET_MAX_POOL_2D:
    case MCUNET_AVERAGE_POOL_2D:
    case MCUNET_MEAN:
        read_span(region.top, region.bottom, op->stride_height, op->pad_top, (op->kernel_height - 1) * op->dilation_height + 1,
                  input->height, &read.top, &read.bottom);
        read_span(region.left, region.right, op->stride_width, op->pad_left, (op->kernel_width - 1) * op->dilation_width + 1, input->width,
                  &read.left, &read.right);
        return read;
    case MCUNET_TRANSPOSE_CONV:
        spread_span(region.top, region.bottom, op->stride_height, op->pad_top, op->kernel_height, input->height, &read.top, &read.bottom);
        spread_span(region.left, region.right, op->stride_width, op->pad_left, op->kernel_width, input->width, &read.left, &read.right);
        return read;
    case MCUNET_ADD:
    case MCUNET_SUB:
    case MCUNET_MUL:
    case MCUNET_LOOKUP:
    case MCUNET_SOFTMAX:
    case MCUNET_MAXIMUM:
    case MCUNET_MINIMUM:
    case MCUNET_PRELU:
    case MCUNET_DIV:
    case MCUNET_SQUARED_DIFFERENCE:
    case MCUNET_ARG_MAX:
        if (input->height == output->height) {
            read.top = region.top;
            read.bottom = region.bottom;
        }
        if (input->width == output->width) {
            read.left = region.left;
            read.right = region.right;
        }
        return read;
    default: return read;
    }
}

static mcunet_extent extent_of(const kernel_case *test, mcunet_region region)
{
    const tensor *input = &test->inputs[0], *output = &test->expected;
    const mcunet_extent extent = {input->height,
                                  input->width,
                                  input->channels,
                                  output->height,
                                  output->width,
                                  output->channels,
                                  region.bottom - region.top,
                                  region.right - region.left};
    return extent;
}

static void compare(const kernel_case *test, const mcunet_view *output, mcunet_region region, const char *name, const char *what)
{
    const tensor *expected = &test->expected;
    for (int32_t y = region.top; y < region.bottom; y++) {
        for (int32_t x = region.left; x < region.right; x++) {
            const int8_t *actual = output->data + (y - output->top) * output->row_stride + (x - output->left) * output->channels;
            const int8_t *wanted = expected->data + (y * expected->width + x) * expected->channels;
            for (int32_t c = 0; c < expected->channels; c++) {
                if (actual[c] != wanted[c]) {
                    expect(0, "%s, layout %d, %s region [%d, %d) x [%d, %d): (%d, %d, %d) is %d, not %d", name, test->op.layout, what,
                           (int)region.top, (int)region.bottom, (int)region.left, (int)region.right, (int)y, (int)x, (int)c, actual[c],
                           wanted[c]);
                    return;
                }
            }
        }
    }
    expect(1, "");
}

/* A kernel that is linked only where its instructions are, instead of the one that dispatch finds; or NULL. */
static const mcunet_kernel *unlinked;

static void check_region(const kernel_case *test, mcunet_region region, const char *name, const char *what)
{
    const mcunet_kernel *kernel = unlinked != NULL ? unlinked : mcunet_find_kernel(&test->op);
    const mcunet_extent extent = extent_of(test, region);
    mcunet_view inputs[MCUNET_MAX_INPUTS], output = copy_of(&test->op, &test->expected, region);
    mcunet_kernel_call call = {&test->op, test->constants, inputs, &output, region, NULL, 0};
    expect(kernel != NULL, "%s has no kernel", name);
    if (kernel == NULL) {
        return;
    }
    memset(output.data, 0x55, (size_t)(region.bottom - region.top) * (size_t)output.row_stride);
    for (int i = 0; i < test->op.input_count; i++) {
        inputs[i] = copy_of(&test->op, &test->inputs[i], region_read(&test->op, &test->inputs[i], &test->expected, region));
    }
    call.scratch = allocate(mcunet_kernel_scratch_bytes(&test->op, &extent));
    kernel->run(&call);
    compare(test, &output, region, name, what);
    for (int i = 0; i < test->op.input_count; i++) {
        free(inputs[i].data);
    }
    free(output.data);
    free(call.scratch);
}

void free_case(kernel_case *test)
{
    for (int i = 0; i < test->op.input_count; i++) {
        free(test->inputs[i].data);
    }
    free(test->expected.data);
    free(test->constants);
}

static void check_regions(const kernel_case *test, uint32_t *seed, const char *name)
{
    const tensor *output = &test->expected;
    check_region(test, whole(output), name, "whole");
    for (int i = 0; i < REGIONS; i++) {
        mcunet_region region;
        region.top = random_between(seed, 0, output->height - 1);
        region.bottom = random_between(seed, region.top + 1, output->height);
        region.left = random_between(seed, 0, output->width - 1);
        region.right = random_between(seed, region.left + 1, output->width);
        check_region(test, region, name, "part");
    }
}

void check_case(kernel_case *test, uint32_t *seed, const char *name)
{
    kernel_case other;
    check_regions(test, seed, name);
    if (make_rv32_case(test, &other)) {
        check_regions(&other, seed, name);
        if (test->op.kind == MCUNET_CONV_2D) {
            unlinked = &mcunet_rv32_conv_2d_mac16;
            check_regions(&other, seed, name);
            unlinked = NULL;
        }
        free(other.constants);
    }
    if (make_esp32s3_case(test, &other)) {
        check_regions(&other, seed, name);
        free(other.constants);
    }
    if (use_armv7em(test)) {
        check_regions(test, seed, name);
    }
    free_case(test);
}

static void check_over_input(const kernel_case *test, int which, const char *name)
{
    const mcunet_kernel *kernel = mcunet_find_kernel(&test->op);
    const mcunet_region region = whole(&test->expected);
    const mcunet_extent extent = extent_of(test, region);
    mcunet_view inputs[MCUNET_MAX_INPUTS];
    for (int i = 0; i < test->op.input_count; i++) {
        inputs[i] = copy_of(&test->op, &test->inputs[i], whole(&test->inputs[i]));
    }
    mcunet_view output = {inputs[which].data,
                          test->expected.width * test->expected.channels,
                          0,
                          0,
                          test->expected.height,
                          test->expected.width,
                          test->expected.channels,
                          test->expected.zero_point};
    mcunet_kernel_call call = {&test->op, test->constants, inputs, &output, region, NULL, 0};
    call.scratch = allocate(mcunet_kernel_scratch_bytes(&test->op, &extent));
    kernel->run(&call);
    compare(test, &output, region, name, "in-place");
    for (int i = 0; i < test->op.input_count; i++) {
        free(inputs[i].data);
    }
    free(call.scratch);
}

void check_in_place(const kernel_case *test, int which, const char *name)
{
    kernel_case other;
    check_over_input(test, which, name);
    if (make_esp32s3_case(test, &other)) {
        check_over_input(&other, which, name);
        free(other.constants);
    }
}

/* Adds the columns [left, right) of rows [top, bottom) of the input. */
static void add_strip(const kernel_case *test, const mcunet_view *output, void *sums, mcunet_region region, uint32_t patch)
{
    mcunet_view input = copy_of(&test->op, &test->inputs[0], region);
    const mcunet_kernel_call call = {&test->op, test->constants, &input, output, region, sums, patch};
    mcunet_find_kernel(&test->op)->run(&call);
    free(input.data);
}

void check_accumulation(kernel_case *test, uint32_t *seed, const char *name)
{
    const tensor *input = &test->inputs[0];
    const mcunet_region all = whole(input);
    const mcunet_extent extent = extent_of(test, all);
    test->op.flags |= MCUNET_OPERATOR_ACCUMULATE;
    const mcunet_kernel *kernel = mcunet_find_kernel(&test->op);
    expect(kernel != NULL, "%s has no accumulating kernel", name);
    if (kernel != NULL) {
        mcunet_view output = copy_of(&test->op, &test->expected, whole(&test->expected));
        void *sums = allocate(mcunet_kernel_scratch_bytes(&test->op, &extent));
        memset(output.data, 0x55, (size_t)output.channels);
        for (int32_t top = 0; top < input->height;) {
            const int32_t bottom = random_between(seed, top + 1, input->height);
            const int32_t middle = random_between(seed, 0, input->width); /* either part may be empty */
            const mcunet_region left = {top, bottom, 0, middle}, right = {top, bottom, middle, input->width};
            add_strip(test, &output, sums, left, top == 0 ? MCUNET_PATCH_FIRST : 0);
            add_strip(test, &output, sums, right, bottom == input->height ? MCUNET_PATCH_LAST : 0);
            top = bottom;
        }
        compare(test, &output, whole(&test->expected), name, "accumulated");
        free(sums);
        free(output.data);
    }
    free_case(test);
}
