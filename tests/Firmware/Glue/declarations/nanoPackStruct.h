/* SPDX-License-Identifier: MIT */
/* Nothing is packed here. */
