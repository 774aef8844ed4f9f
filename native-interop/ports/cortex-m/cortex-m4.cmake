# SPDX-License-Identifier: MIT
# Cortex-M4F: QEMU's mps2-an386.
set(MCUNET_CPU cortex-m4)
set(MCUNET_FPU fpv4-sp-d16)
set(MCUNET_MACHINE mps2-an386)
set(MCUNET_PACKAGE_ADDRESS 0x21000000)
include(${CMAKE_CURRENT_LIST_DIR}/mps2.cmake)
