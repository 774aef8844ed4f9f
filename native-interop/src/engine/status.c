/* SPDX-License-Identifier: MIT */
#include "mcunet/status.h"

const char *mcunet_status_name(mcunet_status status)
{
    static const char *const names[] = {
        "MCUNET_OK",
        "MCUNET_ERROR_ARGUMENT",
        "MCUNET_ERROR_TRUNCATED",
        "MCUNET_ERROR_MAGIC",
        "MCUNET_ERROR_VERSION",
        "MCUNET_ERROR_CHECKSUM",
        "MCUNET_ERROR_LAYOUT",
        "MCUNET_ERROR_TENSOR",
        "MCUNET_ERROR_OPERATOR",
        "MCUNET_ERROR_SCHEDULE",
        "MCUNET_ERROR_BUFFER",
        "MCUNET_ERROR_SCRATCH",
        "MCUNET_ERROR_ARENA",
        "MCUNET_ERROR_TARGET",
        "MCUNET_ERROR_STATE",
        "MCUNET_ERROR_NOT_FOUND",
        "MCUNET_ERROR_CAMERA",
        "MCUNET_ERROR_CLOSED",
        "MCUNET_ERROR_REPLACED",
        "MCUNET_ERROR_FULL",
        "MCUNET_ERROR_NOT_LINKED",
        "MCUNET_ERROR_OLDER",
        "MCUNET_ERROR_NEWER",
    };
    const int index = -(int)status;
    const int count = (int)(sizeof names / sizeof names[0]);
    return index >= 0 && index < count ? names[index] : "MCUNET_ERROR_UNKNOWN";
}
