/* SPDX-License-Identifier: MIT */
/*
 * The flat interface between C# and C: one function for each extern of MCUNetV2.Interop, called by the nanoFramework glue on a board,
 * by P/Invoke on a PC and by the remote runner. It owns the open models, which share one arena, and the converter of camera rows; the
 * arena comes from the port. Arguments are ints and arrays with their lengths, and every one is checked. Results are not negative;
 * errors are the negative values of mcunet_status.
 *
 * Open returns a handle, which is positive and never given twice; every other function of a model takes it first. A handle that was
 * closed is answered by MCUNET_ERROR_CLOSED, one that never was by MCUNET_ERROR_STATE.
 *
 * Order of calls for each inference: stage by stage, row by row and column by column: begin the patch, fill its input region when it has
 * one, run it (or run its steps); after the last patch read the outputs. Begin and run may be one call where no input is due. A call
 * out of order returns MCUNET_ERROR_STATE. The first patch of the first stage (or mcunet_interop_image_begin before it) starts an
 * inference and makes the arena the model's; from then on whatever another model left there is answered by MCUNET_ERROR_REPLACED.
 *
 * One thread at a time: who has several holds a lock from the first patch to the last output, as the C# patch scheduler does.
 */
#ifndef MCUNET_INTEROP_H
#define MCUNET_INTEROP_H

#include <stdint.h>

#include "mcunet/status.h"

#define MCUNET_OPEN_MODELS 4 /* most models that are open at the same time */

#ifdef __cplusplus
extern "C" {
#endif

/* Fields of mcunet_interop_model_info. */
enum {
    MCUNET_MODEL_STAGES = 0,       /* stages of the schedule */
    MCUNET_MODEL_OPERATORS,        /* operators in all stages */
    MCUNET_MODEL_OUTPUTS,          /* output tensors */
    MCUNET_MODEL_PACKAGE_BYTES,    /* bytes of the package */
    MCUNET_MODEL_ARENA_BYTES,      /* bytes of the arena that the schedule uses */
    MCUNET_MODEL_INPUT_HEIGHT,     /* rows of the input, pixels */
    MCUNET_MODEL_INPUT_WIDTH,      /* columns of the input, pixels */
    MCUNET_MODEL_INPUT_CHANNELS,   /* channels of the input, 1 or 3 for pictures */
    MCUNET_MODEL_INPUT_ZERO_POINT, /* zero point of the input */
    MCUNET_MODEL_INPUT_SCALE,      /* scale of the input, bits of a float */
    MCUNET_MODEL_HEAD,             /* what the outputs mean, see mcunet_head_kind; 0 for nothing */
    MCUNET_MODEL_HEAD_COUNT,       /* labels, anchors or points, see mcunet_head */
    MCUNET_MODEL_LAYOUT,           /* layout of the weights that the package was compiled for, a mcunet_layout */
    MCUNET_MODEL_BEST_LAYOUT,      /* layout that the fastest kernels of the firmware read */
    MCUNET_MODEL_THRESHOLD,        /* probability from which a class counts as present, 1/65536; 0 when none is calibrated */
    MCUNET_MODEL_LABELS,           /* labels of classes, see mcunet_interop_label */
    MCUNET_MODEL_FIELDS
};

/* Fields of mcunet_interop_stage_info. */
enum {
    MCUNET_STAGE_ROWS = 0,       /* rows of patches */
    MCUNET_STAGE_COLUMNS,        /* columns of patches */
    MCUNET_STAGE_OPERATORS,      /* operators of the stage */
    MCUNET_STAGE_FIRST_OPERATOR, /* number of the first of them in the model */
    MCUNET_STAGE_NEEDS_INPUT,    /* 1 when its patches have an input region to fill */
    MCUNET_STAGE_FIELDS
};

/* Fields of mcunet_interop_operator_info. */
enum {
    MCUNET_OPERATOR_KIND = 0, /* kind of the operator, see models/FORMAT.md */
    MCUNET_OPERATOR_HEIGHT,   /* rows of its output */
    MCUNET_OPERATOR_WIDTH,    /* columns of its output */
    MCUNET_OPERATOR_CHANNELS, /* channels of its output */
    MCUNET_OPERATOR_FIELDS
};

/* Fields of the region of mcunet_interop_patch_begin, in pixels of the model's input. */
enum {
    MCUNET_REGION_TOP = 0, /* first row */
    MCUNET_REGION_BOTTOM,  /* one past the last row */
    MCUNET_REGION_LEFT,    /* first column */
    MCUNET_REGION_RIGHT,   /* one past the last column */
    MCUNET_REGION_FIELDS
};

/* Fields of the settings of mcunet_interop_image_begin; as in mcunet_image_settings, the output being the model's input. */
enum {
    MCUNET_IMAGE_FORMAT = 0,  /* a mcunet_pixel_format */
    MCUNET_IMAGE_WIDTH,       /* columns of the frame */
    MCUNET_IMAGE_HEIGHT,      /* rows of the frame */
    MCUNET_IMAGE_CROP_LEFT,   /* first column of the part that becomes the model's input */
    MCUNET_IMAGE_CROP_TOP,    /* first row of that part */
    MCUNET_IMAGE_CROP_WIDTH,  /* columns of that part */
    MCUNET_IMAGE_CROP_HEIGHT, /* rows of that part */
    MCUNET_IMAGE_RESIZE,      /* a mcunet_resizer_kind */
    MCUNET_IMAGE_FIELDS
};

/* Fields of the progress of mcunet_interop_image_write. */
enum {
    MCUNET_PROGRESS_CONSUMED = 0, /* camera rows taken */
    MCUNET_PROGRESS_MISSING,      /* model rows that the begun patch still waits for */
    MCUNET_PROGRESS_FIELDS
};

/* Fields of mcunet_interop_output_info. */
enum {
    MCUNET_OUTPUT_HEIGHT = 0, /* rows */
    MCUNET_OUTPUT_WIDTH,      /* columns */
    MCUNET_OUTPUT_CHANNELS,   /* channels */
    MCUNET_OUTPUT_ZERO_POINT, /* zero point */
    MCUNET_OUTPUT_SCALE,      /* scale, bits of a float */
    MCUNET_OUTPUT_FIELDS
};

/* Fields of each box of mcunet_interop_detect; as in mcunet_box. */
enum {
    MCUNET_BOX_CLASS = 0,   /* number of the class */
    MCUNET_BOX_PROBABILITY, /* probability in 1/65536 */
    MCUNET_BOX_LEFT,        /* left edge in 1/16 pixel of the model's input */
    MCUNET_BOX_TOP,         /* top edge */
    MCUNET_BOX_RIGHT,       /* right edge */
    MCUNET_BOX_BOTTOM,      /* bottom edge */
    MCUNET_BOX_FIELDS
};

/* Fields of each point that follows a box of mcunet_interop_detect; as in mcunet_point. */
enum {
    MCUNET_POINT_X = 0,       /* 1/16 pixel of the model's input */
    MCUNET_POINT_Y,           /* 1/16 pixel of the model's input */
    MCUNET_POINT_PROBABILITY, /* probability in 1/65536 */
    MCUNET_POINT_FIELDS
};

/* Fields of mcunet_interop_counters; free-running, they wrap. */
enum {
    MCUNET_COUNTER_MICROSECONDS = 0,    /* microseconds since some moment */
    MCUNET_COUNTER_CYCLES,              /* cycles since some moment; 0 always where there is no counter */
    MCUNET_COUNTER_KERNEL_MICROSECONDS, /* microseconds spent in patches: kernels and the engine around them */
    MCUNET_COUNTER_INPUT_MICROSECONDS,  /* microseconds spent in writing input: conversion of camera rows, copying of tensors */
    MCUNET_COUNTER_FIELDS
};

/* Fields of mcunet_interop_arena_info, in bytes. */
enum {
    MCUNET_ARENA_SIZE = 0,   /* the whole arena */
    MCUNET_ARENA_MODEL,      /* what the open model's schedule uses */
    MCUNET_ARENA_IMAGE,      /* state of the camera row converter, at the arena's end */
    MCUNET_ARENA_HIGH_WATER, /* up to the last byte changed since the model was opened, below the converter's state */
    MCUNET_ARENA_FIELDS
};

/* Fields of the settings of mcunet_interop_camera_open; pins are numbers of the chip's, -1 for none. */
enum {
    MCUNET_CAMERA_POWER_DOWN = 0,                         /* power-down pin */
    MCUNET_CAMERA_RESET,                                  /* reset pin */
    MCUNET_CAMERA_CLOCK,                                  /* pin of the clock to the camera */
    MCUNET_CAMERA_SCCB_DATA,                              /* I2C data pin */
    MCUNET_CAMERA_SCCB_CLOCK,                             /* I2C clock pin */
    MCUNET_CAMERA_DATA,                                   /* first of eight data pins, D7 */
    MCUNET_CAMERA_VERTICAL_SYNC = MCUNET_CAMERA_DATA + 8, /* frame synchronisation pin */
    MCUNET_CAMERA_ROW_REFERENCE,                          /* row synchronisation pin */
    MCUNET_CAMERA_PIXEL_CLOCK,                            /* pixel clock pin */
    MCUNET_CAMERA_WIDTH,                                  /* pixels of a row */
    MCUNET_CAMERA_HEIGHT,                                 /* rows */
    MCUNET_CAMERA_FORMAT,                                 /* a mcunet_pixel_format */
    MCUNET_CAMERA_CLOCK_HZ,                               /* Hz of the clock to the camera */
    MCUNET_CAMERA_BUFFERS,                                /* frame buffers */
    MCUNET_CAMERA_FIELDS
};

/*
 * Opens the linked model of that name, or the first one when `name` is null or empty; returns its handle. MCUNET_ERROR_NOT_FOUND when there
 * is none, MCUNET_ERROR_FULL when MCUNET_OPEN_MODELS are open. Opening verifies the package in the arena: results there are lost.
 */
int32_t mcunet_interop_open(const char *name);

/* Likewise the package at a flash address; MCUNET_ERROR_NOT_FOUND where the board has no readable flash there. */
int32_t mcunet_interop_open_flash(int32_t address, int32_t bytes);

/* Closes a model. */
int32_t mcunet_interop_close(int32_t model);

/* Each fills its fields; MCUNET_ERROR_BUFFER when `length` is too small. */
int32_t mcunet_interop_model_info(int32_t model, int32_t *fields, int32_t length);
int32_t mcunet_interop_stage_info(int32_t model, int32_t stage, int32_t *fields, int32_t length);
int32_t mcunet_interop_operator_info(int32_t model, int32_t index, int32_t *fields, int32_t length);
int32_t mcunet_interop_output_info(int32_t model, int32_t output, int32_t *fields, int32_t length);
int32_t mcunet_interop_arena_info(int32_t model, int32_t *fields, int32_t length);

/* Each writes UTF-8 text without a terminator, cut to `length`, and returns its bytes. */
int32_t mcunet_interop_model_id(int32_t model, uint8_t *text, int32_t length);
int32_t mcunet_interop_label(int32_t model, int32_t label, uint8_t *text, int32_t length);
int32_t mcunet_interop_backend(int32_t model, uint8_t *text, int32_t length); /* of this build, whichever the model */

/* Begins a patch; fills `region` with the input it wants and returns that region's number of rows, 0 when it wants none. */
int32_t mcunet_interop_patch_begin(int32_t model, int32_t stage, int32_t row, int32_t column, int32_t *region, int32_t length);

/* Runs a patch, beginning it first unless it is begun. MCUNET_ERROR_STATE while rows of its input region are missing. */
int32_t mcunet_interop_patch_run(int32_t model, int32_t stage, int32_t row, int32_t column);

/* Runs step `step` of the begun patch; steps go in order. */
int32_t mcunet_interop_patch_step(int32_t model, int32_t step);

/*
 * Writes the next `rows` rows of the begun patch's region from pixels[offset ...]: int8 in the model's input quantisation, each row
 * (right - left) * channels bytes. Returns how many rows of the region are still missing.
 */
int32_t mcunet_interop_input_write(int32_t model, const uint8_t *pixels, int32_t length, int32_t offset, int32_t rows);

/* Starts a camera frame. MCUNET_ERROR_ARENA when the arena has no room for the converter's state beside the model. */
int32_t mcunet_interop_image_begin(int32_t model, const int32_t *settings, int32_t length);

/* Sets one channel's normalisation, see mcunet_image_normalize; after image_begin, before the first row. */
int32_t mcunet_interop_image_normalize(int32_t model, int32_t channel, float mean, float deviation);

/*
 * Converts up to `rows` camera rows from bytes[offset ...] into the begun patch's region, stopping when the region is full. Rows that
 * the region does not need are passed over; a row that it needs and that has passed is MCUNET_ERROR_STATE: start the frame again.
 */
int32_t mcunet_interop_image_write(int32_t model, const uint8_t *bytes, int32_t length, int32_t offset, int32_t rows, int32_t *progress,
                                   int32_t progress_length);

/*
 * Copies bytes [offset, offset + count) of an output, as int8 NHWC, to the start of `destination`. After the last patch, and until another
 * inference starts: MCUNET_ERROR_STATE before, MCUNET_ERROR_REPLACED afterwards; so it is with score and detect.
 */
int32_t mcunet_interop_output_read(int32_t model, int32_t output, uint8_t *destination, int32_t length, int32_t offset, int32_t count);

/* Probability of a class, 0 .. 65536; see mcunet_class_probability. */
int32_t mcunet_interop_score(int32_t model, int32_t label);

/*
 * Detected boxes, each followed by its points: as many as `length` fields have room for; thresholds in 1/65536; see mcunet_detect. Returns
 * their number. From MCUNET_HEAD_CANDIDATES on, MCUNET_MODEL_HEAD_COUNT is the number of points of each; before, there are none.
 */
int32_t mcunet_interop_detect(int32_t model, int32_t *boxes, int32_t length, int32_t threshold, int32_t overlap);

/* Counters of the machine and of the work done for models since it started. */
int32_t mcunet_interop_counters(int32_t model, int32_t *fields, int32_t length);

/* Counters of the machine, see mcunet/port.h. */
int32_t mcunet_interop_microseconds(void);
int32_t mcunet_interop_cycles(void);
int32_t mcunet_interop_stack_bytes(void);

/*
 * A camera on the chip's parallel port, where the port has a driver for one; MCUNET_ERROR_NOT_FOUND where it has none,
 * MCUNET_ERROR_STATE when there is no picture or no camera open, MCUNET_ERROR_CAMERA when the driver failed.
 */
int32_t mcunet_interop_camera_open(const int32_t *settings, int32_t length);
int32_t mcunet_interop_camera_capture(void);

/* Copies rows [first, first + rows) of the captured picture to the start of `destination`; returns `rows`. */
int32_t mcunet_interop_camera_read(uint8_t *destination, int32_t length, int32_t first, int32_t rows);
int32_t mcunet_interop_camera_release(void);
int32_t mcunet_interop_camera_close(void);

/*
 * Multiply-accumulates executed for a model since it was opened: words[0] the lower, words[1] the upper 32 bits. For tests and benchmarks,
 * which hold the planner's prediction against it. MCUNET_ERROR_BUFFER when `length` is below 2.
 */
int32_t mcunet_interop_macs(int32_t model, int32_t *words, int32_t length);

#ifdef __cplusplus
}
#endif

#endif
