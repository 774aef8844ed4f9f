# SPDX-License-Identifier: MIT
# Cortex-M7: QEMU's mps2-an500.
set(MCUNET_CPU cortex-m7)
set(MCUNET_FPU fpv5-sp-d16)
set(MCUNET_MACHINE mps2-an500)
set(MCUNET_PACKAGE_ADDRESS 0x60000000)
include(${CMAKE_CURRENT_LIST_DIR}/mps2.cmake)
