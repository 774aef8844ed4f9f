/* SPDX-License-Identifier: MIT */
/* Layout 2 of the convolutions' constants. */
#ifndef MCUNET_TESTS_RV32_LAYOUT_H
#define MCUNET_TESTS_RV32_LAYOUT_H

#include "harness.h"

/*
 * The same case for the RV32 kernels, with constants of its own for the caller to free; everything else is shared. Returns 0 when these
 * kernels or their layout do not cover the operator.
 */
int make_rv32_case(const kernel_case *test, kernel_case *rv32);

#endif
