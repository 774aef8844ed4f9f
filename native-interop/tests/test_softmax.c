/* SPDX-License-Identifier: MIT */
/*
 * SOFTMAX against floating point: fixed-point exponentials and one Newton reciprocal stay within one output step of the true value, and
 * outputs rise with inputs.
 */
#include <math.h>
#include <stdlib.h>

#include "support/harness.h"

static void check_softmax(int32_t channels, double step, uint32_t seed)
{
    const mcunet_region region = {0, 2, 0, 3};
    const mcunet_operator op = plain_operator(MCUNET_SOFTMAX);
    const tensor input = random_tensor(&seed, 2, 3, channels), output = empty_tensor(2, 3, channels, -128);
    int32_t exponential[256];
    for (int d = 0; d < 256; d++) {
        exponential[d] = (int32_t)fmin(2147483647.0, exp(-d * step) * 2147483648.0);
    }
    const mcunet_view source = {input.data, 3 * channels, 0, 0, 2, 3, channels, input.zero_point};
    const mcunet_view target = {output.data, 3 * channels, 0, 0, 2, 3, channels, -128};
    const mcunet_kernel_call call = {&op, (const uint8_t *)exponential, &source, &target, region, NULL, 0};
    mcunet_find_kernel(&op)->run(&call);

    for (int32_t pixel = 0; pixel < 6; pixel++) {
        const int8_t *x = input.data + pixel * channels, *y = output.data + pixel * channels;
        double sum = 0;
        for (int32_t i = 0; i < channels; i++) {
            sum += exp(x[i] * step);
        }
        for (int32_t i = 0; i < channels; i++) {
            const double wanted = fmin(127, exp(x[i] * step) / sum * 256 - 128);
            expect(fabs(y[i] - wanted) <= 1, "softmax of %d channels: %d, not %f", (int)channels, y[i], wanted);
            expect(i == 0 || (x[i] >= x[i - 1]) == (y[i] >= y[i - 1]) || y[i] == y[i - 1], "softmax is not monotonic");
        }
    }
    free(input.data);
    free(output.data);
}

int main(void)
{
    static const int32_t channels[] = {1, 2, 3, 10, 1000, 4000};
    static const double steps[] = {0.001, 0.02, 0.1, 1.0};
    for (size_t i = 0; i < sizeof channels / sizeof *channels; i++) {
        for (size_t j = 0; j < sizeof steps / sizeof *steps; j++) {
            check_softmax(channels[i], steps[j], 12345u + (uint32_t)i);
        }
    }
    return finish();
}
