/* SPDX-License-Identifier: MIT */
/* The fixed-point exponential and sigmoid of the heads, against libm; suppression of boxes; the best of several classes. */
#include <math.h>
#include <stdio.h>

#include "../src/head/boxes.h"
#include "../src/head/fixed_exp.h"
#include "../src/head/scores.h"

static int check_exp(void)
{
    for (int32_t x = -20 * 65536; x <= 20 * 65536; x += 977) {
        const double exact = exp(x / 65536.0);
        const double got = (double)mcunet_fixed_exp(x) / 1073741824.0;
        if (fabs(got - exact) > exact * 1e-7 + 1e-9) {
            printf("exp(%f) = %.12f, not %.12f\n", x / 65536.0, got, exact);
            return 1;
        }
        const double sigmoid = mcunet_fixed_sigmoid(x) / 65536.0;
        if (fabs(sigmoid - 1.0 / (1.0 + exp(-x / 65536.0))) > 1e-5) {
            printf("sigmoid(%f) = %f\n", x / 65536.0, sigmoid);
            return 1;
        }
    }
    return mcunet_fixed_exp(INT32_MIN) != 0 || mcunet_fixed_exp(INT32_MAX) != INT64_C(1) << 62;
}

/* Shares are rounded to the nearest, up from a half. */
static int check_shares(void)
{
    for (int64_t whole = 1; whole < INT64_C(1) << 45; whole = whole * 3 + 1) {
        for (int64_t part = 0; part <= whole; part += whole / 7 + 1) {
            if (mcunet_share(part, whole) != (int32_t)((part * 65536 + whole / 2) / whole)) {
                printf("share of %lld in %lld\n", (long long)part, (long long)whole);
                return 1;
            }
        }
        if (mcunet_share(whole, whole) != 65536) {
            return 1;
        }
    }
    return 0;
}

/* Overlap of a class counts, and only more of it than is allowed; boxes without area overlap nothing. Found boxes have a point each. */
static int check_overlap(void)
{
    static int32_t words[] = {0, 9, 0, 0, 10, 10, /* its point: */ 7, 7, 7, 1, 8, 100, 100, 110, 110, /* its point: */ 105, 105, 8};
    static const mcunet_found found = {words, MCUNET_BOX_WORDS(1), 2}, none = {words, MCUNET_BOX_WORDS(1), 0};
    static const mcunet_box half = {0, 7, 0, 0, 10, 20}, second = {1, 7, 100, 100, 110, 110}, other_class = {1, 7, 0, 0, 10, 10},
                            empty = {0, 7, 5, 5, 5, 5};
    return !mcunet_box_is_taken(&found, &half, 32767) || mcunet_box_is_taken(&found, &half, 32768)
           || !mcunet_box_is_taken(&found, &second, 65535) || mcunet_box_is_taken(&found, &other_class, 0)
           || mcunet_box_is_taken(&found, &empty, 0) || mcunet_box_is_taken(&none, &half, 0);
}

/* The first of the greatest, the class of the background aside, however far the values lie apart. */
static int check_best_class(void)
{
    static const int8_t data[] = {100, 1, 7, 2, 9, 3, 9, 4, -128, 5};
    static const mcunet_values values = {data, 2, 0, 0.0078125f};
    static const mcunet_scores scores = {4, MCUNET_ACTIVATION_NONE, 1}, alone = {1, MCUNET_ACTIVATION_NONE, 0};
    int32_t probability = 0, of_one = 0;
    const int32_t best = mcunet_best_class(&values, &scores, &probability);
    return best != 1 || probability != 9 * 512 || mcunet_best_class(&values, &alone, &of_one) != 0 || of_one != 100 * 512;
}

int main(void)
{
    return check_exp() || check_shares() || check_overlap() || check_best_class();
}
