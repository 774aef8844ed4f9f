/* The fixed-point exponential and sigmoid of the heads, against libm. */
#include <math.h>
#include <stdio.h>

#include "../src/head/boxes.h"
#include "../src/head/fixed_exp.h"

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

/* The most probable stay, in order; equal ones in the order of arrival. */
static int check_insertion(void)
{
    static const int32_t probabilities[] = {5, 9, 1, 9, 7, 3, 9};
    mcunet_box boxes[4];
    int32_t count = 0;
    for (int32_t i = 0; i < 7; i++) {
        const mcunet_box box = {i, probabilities[i], 0, 0, 1, 1};
        count = mcunet_insert_box(boxes, count, 4, &box);
    }
    return count != 4 || boxes[0].class_index != 1 || boxes[1].class_index != 3 || boxes[2].class_index != 6 || boxes[3].class_index != 4;
}

int main(void)
{
    return check_exp() || check_insertion();
}
