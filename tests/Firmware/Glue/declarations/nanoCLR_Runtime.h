/* SPDX-License-Identifier: MIT */
/* Part of nanoCLR_Interop.h here. */
