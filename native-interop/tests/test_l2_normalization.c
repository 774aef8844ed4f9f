/* SPDX-License-Identifier: MIT */
/* L2_NORMALIZATION against floating point: within one step of the true value, from one channel to as many as there may be. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support/harness.h"

static void check(int32_t channels, int32_t zero_point, int32_t low, int32_t high, uint32_t seed)
{
    enum { HEIGHT = 2, WIDTH = 3 };
    const mcunet_region region = {0, HEIGHT, 0, WIDTH};
    const mcunet_operator op = plain_operator(MCUNET_L2_NORMALIZATION);
    tensor input = random_tensor(&seed, HEIGHT, WIDTH, channels);
    const tensor output = empty_tensor(HEIGHT, WIDTH, channels, 0);
    input.zero_point = zero_point;
    for (int32_t i = 0; i < HEIGHT * WIDTH * channels; i++) {
        input.data[i] = (int8_t)random_between(&seed, low, high);
    }
    const mcunet_view source = {input.data, WIDTH * channels, 0, 0, HEIGHT, WIDTH, channels, zero_point};
    const mcunet_view target = {output.data, WIDTH * channels, 0, 0, HEIGHT, WIDTH, channels, 0};
    const mcunet_kernel_call call = {&op, NULL, &source, &target, region, NULL, 0};
    mcunet_find_kernel(&op)->run(&call);
    for (int32_t pixel = 0; pixel < HEIGHT * WIDTH; pixel++) {
        const int8_t *x = input.data + pixel * channels, *y = output.data + pixel * channels;
        double sum = 0;
        for (int32_t i = 0; i < channels; i++) {
            sum += (double)(x[i] - zero_point) * (x[i] - zero_point);
        }
        for (int32_t i = 0; i < channels; i++) {
            const double wanted = sum == 0 ? 0 : fmin(127, (x[i] - zero_point) / sqrt(sum) * 128);
            expect(fabs(y[i] - wanted) <= 1, "of %d channels, zero point %d: %d is %d, not %f", (int)channels, (int)zero_point, x[i], y[i],
                   wanted);
        }
    }
    free(input.data);
    free(output.data);
}

int main(void)
{
    static const int32_t channels[] = {1, 2, 3, 7, 64, 128, 1000, 32767};
    for (size_t i = 0; i < sizeof channels / sizeof *channels; i++) {
        const uint32_t seed = 77u + (uint32_t)i;
        check(channels[i], 0, -128, 127, seed);
        check(channels[i], -128, -128, 127, seed);
        check(channels[i], 127, -128, -100, seed); /* the largest sums */
        check(channels[i], 5, 4, 6, seed);         /* the smallest */
        check(channels[i], 5, 5, 5, seed);         /* nothing to normalise */
    }
    return finish();
}
