/* SPDX-License-Identifier: MIT */
/*
 * Status codes of every public function. 0 is success, errors are negative and never change meaning. Each comment begins with the few words
 * that people are told, up to the colon: tools/MCUNetV2.FormatGenerator makes C# of them.
 */
#ifndef MCUNET_STATUS_H
#define MCUNET_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    MCUNET_OK = 0,
    MCUNET_ERROR_ARGUMENT = -1,   /* argument out of range: a null pointer, an index or range out of bounds */
    MCUNET_ERROR_TRUNCATED = -2,  /* package truncated: fewer bytes than it says it has */
    MCUNET_ERROR_MAGIC = -3,      /* not a package: erased flash, or something else */
    MCUNET_ERROR_VERSION = -4,    /* package of another version: its header is not of the size that its format says */
    MCUNET_ERROR_CHECKSUM = -5,   /* package checksum does not match: damaged in flash or in transfer */
    MCUNET_ERROR_LAYOUT = -6,     /* package section out of place: outside the package, or misaligned */
    MCUNET_ERROR_TENSOR = -7,     /* package tensor out of range: its shape or quantisation */
    MCUNET_ERROR_OPERATOR = -8,   /* package operator inconsistent: its kind, geometry or constants */
    MCUNET_ERROR_SCHEDULE = -9,   /* package schedule inconsistent: a stage's walk does not compute what its consumers read */
    MCUNET_ERROR_BUFFER = -10,    /* buffer too small: for a region, or it lies outside the arena */
    MCUNET_ERROR_SCRATCH = -11,   /* package scratch too small: an operator's is smaller than its kernel needs */
    MCUNET_ERROR_ARENA = -12,     /* arena too small: for the package; or it is misaligned */
    MCUNET_ERROR_TARGET = -13,    /* package is for other kernels: constants are laid out for kernels that this build does not have */
    MCUNET_ERROR_STATE = -14,     /* no model open, or calls out of order: no model of that handle was ever open */
    MCUNET_ERROR_NOT_FOUND = -15, /* not found: no model, input, output, head or camera of that name or number */
    MCUNET_ERROR_CAMERA = -16,    /* camera driver failed */
    MCUNET_ERROR_CLOSED = -17,    /* closed: the model was */
    MCUNET_ERROR_REPLACED = -18,  /* another inference has run since: of this model or another one; or another model was opened over it */
    MCUNET_ERROR_FULL = -19,      /* too many models open: as many as there is room for */
    MCUNET_ERROR_NOT_LINKED =
        -20, /* this firmware was linked without what this needs: an operator or its kernel, a head, a pixel format or a way to resize */
    MCUNET_ERROR_OLDER = -21, /* package of an older format: compile the model again */
    MCUNET_ERROR_NEWER = -22  /* package of a newer format: build the firmware anew */
} mcunet_status;

/* The name of a status ("MCUNET_ERROR_CHECKSUM"); "MCUNET_ERROR_UNKNOWN" for any other value. Never null. */
const char *mcunet_status_name(mcunet_status status);

#ifdef __cplusplus
}
#endif

#endif
