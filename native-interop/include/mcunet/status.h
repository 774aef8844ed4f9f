/* Status codes of every public function. 0 is success, errors are negative and never change meaning. */
#ifndef MCUNET_STATUS_H
#define MCUNET_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    MCUNET_OK = 0,
    MCUNET_ERROR_ARGUMENT = -1,    /* null pointer, index or range out of bounds */
    MCUNET_ERROR_TRUNCATED = -2,   /* fewer bytes than the package says it has */
    MCUNET_ERROR_MAGIC = -3,       /* not a package */
    MCUNET_ERROR_VERSION = -4,     /* a package of another format version */
    MCUNET_ERROR_CHECKSUM = -5,    /* CRC-32 does not match: damaged in flash or in transfer */
    MCUNET_ERROR_LAYOUT = -6,      /* a section lies outside the package or is misaligned */
    MCUNET_ERROR_TENSOR = -7,      /* a tensor's shape or quantisation is out of range */
    MCUNET_ERROR_OPERATOR = -8,    /* an operator's kind, geometry or constants are inconsistent */
    MCUNET_ERROR_SCHEDULE = -9,    /* a stage's walk does not compute what its consumers read */
    MCUNET_ERROR_BUFFER = -10,     /* a buffer is too small for a region, or lies outside the arena */
    MCUNET_ERROR_SCRATCH = -11,    /* an operator's scratch is smaller than its kernel needs */
    MCUNET_ERROR_ARENA = -12,      /* the arena is smaller than the package needs, or misaligned */
    MCUNET_ERROR_TARGET = -13,     /* constants are laid out for kernels that this build does not have */
    MCUNET_ERROR_STATE = -14,      /* no model of that handle was ever open, or calls out of order */
    MCUNET_ERROR_NOT_FOUND = -15,  /* no model, input, output, head or camera of that name or number */
    MCUNET_ERROR_CAMERA = -16,     /* the camera's driver failed */
    MCUNET_ERROR_CLOSED = -17,     /* the model was closed */
    MCUNET_ERROR_REPLACED = -18,   /* another inference has used the arena since, or another model was opened over it */
    MCUNET_ERROR_FULL = -19,       /* as many models are open as there is room for */
    MCUNET_ERROR_NOT_LINKED = -20, /* the model uses an operator, or a kernel of one, that this program was linked without */
    MCUNET_ERROR_OLDER = -21,      /* a package of an older format than this engine reads: compile the model again */
    MCUNET_ERROR_NEWER = -22       /* a package of a newer format than this engine reads: build the firmware anew */
} mcunet_status;

/* The name of a status ("MCUNET_ERROR_CHECKSUM"); "MCUNET_ERROR_UNKNOWN" for any other value. Never null. */
const char *mcunet_status_name(mcunet_status status);

#ifdef __cplusplus
}
#endif

#endif
