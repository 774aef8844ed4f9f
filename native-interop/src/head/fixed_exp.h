/* SPDX-License-Identifier: MIT */
/* Exponentials of dequantised int8 values in fixed point. */
#ifndef MCUNET_SRC_HEAD_FIXED_EXP_H
#define MCUNET_SRC_HEAD_FIXED_EXP_H

#include <stdint.h>

/* (q - zero_point) * scale in 1/65536; a scale above 64 is taken as 64, one that is not positive as 0. */
int32_t mcunet_dequantize_fixed(int32_t q, int32_t zero_point, float scale);

/* exp(x) for x in 1/65536; the result in 2^-30, saturated at 2^32 (e^22). Relative error below 2^-26. */
int64_t mcunet_fixed_exp(int32_t x);

/* part / whole in 1/65536, rounded; 0 <= part <= whole < 2^46. */
int32_t mcunet_share(int64_t part, int64_t whole);

/* A share, in 1/65536, of a length; cut towards 0. */
int64_t mcunet_part(int32_t share, int64_t length);

/* 1 / (1 + exp(-x)) for x in 1/65536; the result in 1/65536. */
int32_t mcunet_fixed_sigmoid(int32_t x);

#endif
