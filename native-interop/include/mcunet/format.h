/* SPDX-License-Identifier: MIT */
/*
 * The package: everything the device needs to run one model under one schedule. models/FORMAT.md is the authority;
 * these records lie in the file byte for byte as declared here (little-endian, natural alignment, no padding).
 */
#ifndef MCUNET_FORMAT_H
#define MCUNET_FORMAT_H

#include <stdint.h>

#define MCUNET_MAGIC 0x3255434Du /* "MCU2" */
#define MCUNET_FORMAT_MAJOR 2    /* another one when a record, a number or what they mean changes: older packages are not read */
#define MCUNET_FORMAT_MINOR 5    /* one more when something is added that an older engine does not know; older packages are still read */
#define MCUNET_NONE 0xFFFFFFFFu  /* an absent optional buffer */

/* Limits that keep every index computation inside 32 bits. */
#define MCUNET_MAX_DIMENSION 8192         /* rows, columns of a tensor, of a kernel, and from a dilated kernel's first tap to its last */
#define MCUNET_MAX_CHANNELS 32767         /* channels of a tensor */
#define MCUNET_MAX_TENSOR_BYTES 0x4000000 /* bytes of a tensor: 64 MiB */
#define MCUNET_MAX_ARENA_BYTES 0x40000000 /* bytes of an arena: 1 GiB */
#define MCUNET_MAX_STEPS 16384            /* steps of a walk along one axis */
#define MCUNET_MAX_WALK 262144 /* steps along both axes x (operators, inputs and slots) of all stages: keeps verification short */
#define MCUNET_MAX_INPUTS 16   /* inputs of one operator (CONCATENATION) */
#define MCUNET_MAX_LOOPS 8     /* loops of a STRIDED_COPY */
#define MCUNET_MAX_LAYOUTS 8   /* weight layouts that a header has room for */
#define MCUNET_ALIGNMENT 8u    /* of the package, the arena, and every offset of constants or scratch in them */

typedef enum {
    MCUNET_INPUT = 0,   /* the model's input: written by the caller, see mcunet_input_region */
    MCUNET_CONV_2D = 1, /* also FULLY_CONNECTED: a kernel of the input's size */
    MCUNET_DEPTHWISE_CONV_2D = 2,
    MCUNET_ADD = 3,
    MCUNET_SUB = 4,
    MCUNET_MUL = 5,
    MCUNET_LOOKUP = 6, /* any int8 -> int8 function: RELU, RELU6, LOGISTIC, QUANTIZE, arithmetic with a scalar */
    MCUNET_MAX_POOL_2D = 7,
    MCUNET_AVERAGE_POOL_2D = 8,
    MCUNET_MEAN = 9,
    MCUNET_PAD = 10,
    MCUNET_RESIZE_NEAREST = 11,
    MCUNET_CONCATENATION = 12,
    MCUNET_RESHAPE = 13,
    MCUNET_TRANSPOSE = 14,
    MCUNET_SOFTMAX = 15,
    MCUNET_MAXIMUM = 16, /* of two operands, as the bytes they are */
    MCUNET_MINIMUM = 17,
    MCUNET_PRELU = 18,
    MCUNET_DIV = 19,
    MCUNET_SQUARED_DIFFERENCE = 20,
    MCUNET_ARG_MAX = 21,       /* also ARG_MIN: channel numbers, int32 in four channels */
    MCUNET_RESIZE_LINEAR = 22, /* RESIZE_BILINEAR */
    MCUNET_STRIDED_COPY = 23,  /* bytes moved by nested loops: slices, splits, depth to space, tiles, turns of any number of dimensions */
    MCUNET_TRANSPOSE_CONV = 24,
    MCUNET_L2_NORMALIZATION = 25,
    MCUNET_OPERATOR_KINDS = 26
} mcunet_operator_kind;

/* Which kernel's reading order an operator's constants are stored in. */
typedef enum {
    MCUNET_LAYOUT_PORTABLE = 0, /* portable C: host, and any processor without kernels of its own */
    MCUNET_LAYOUT_ARMV7EM = 1,  /* Armv7E-M with the DSP extension: Cortex-M4, M7, M33 */
    MCUNET_LAYOUT_RV32 = 2,     /* RV32IM: ESP32-C3 and its like */
    MCUNET_LAYOUT_ESP32S3 = 3,  /* the vector instructions of the ESP32-S3 */
    MCUNET_LAYOUTS = 4
} mcunet_layout;

/* The number of each layout: one more whenever the bytes of any operator's constants in it change. 1 to 255. */
#define MCUNET_LAYOUT_PORTABLE_VERSION 1
#define MCUNET_LAYOUT_ARMV7EM_VERSION 1
#define MCUNET_LAYOUT_RV32_VERSION 1
#define MCUNET_LAYOUT_ESP32S3_VERSION 2

/* mcunet_operator.flags */
#define MCUNET_OPERATOR_ACCUMULATE 1u /* CONV_2D, MEAN, AVERAGE_POOL_2D over the whole input, summed as patches arrive */
#define MCUNET_OPERATOR_IN_PLACE 2u   /* DEPTHWISE_CONV_2D, channel multiplier 1: the output starts at its input's address */

/* mcunet_operator.parameter of RESIZE_NEAREST */
#define MCUNET_RESIZE_ANY_ROWS 1u    /* its row table may fall: each output row depends on all of the input's */
#define MCUNET_RESIZE_ANY_COLUMNS 2u /* likewise its column table */

/* What a package begins with. */
typedef struct {
    uint32_t magic;        /* MCUNET_MAGIC; this and the next two have their place in every format */
    uint8_t major, minor;  /* MCUNET_FORMAT_MAJOR, MCUNET_FORMAT_MINOR of who wrote it */
    uint16_t header_bytes; /* sizeof(mcunet_header) */
    uint32_t total_bytes;  /* of the package, header included */
    uint32_t crc32;        /* IEEE CRC-32 of bytes [16, total_bytes) */
    uint32_t arena_bytes;  /* SRAM the schedule uses: every buffer, scratch and bookkeeping byte */
    uint16_t tensor_count;
    uint16_t slot_count;
    uint16_t operator_count;
    uint16_t operand_count;
    uint16_t stage_count;
    uint16_t output_count;
    uint32_t tensors_offset;    /* mcunet_tensor[tensor_count] */
    uint32_t slots_offset;      /* mcunet_slot[slot_count] */
    uint32_t operators_offset;  /* mcunet_operator[operator_count] */
    uint32_t operands_offset;   /* uint16_t[operand_count]: slot numbers, see mcunet_operator.first_input */
    uint32_t stages_offset;     /* mcunet_stage[stage_count] */
    uint32_t outputs_offset;    /* uint16_t[output_count]: slot numbers, in the model's output order */
    uint32_t head_offset;       /* mcunet_head, or MCUNET_NONE */
    uint32_t constants_offset;  /* all constants lie in [constants_offset, total_bytes) */
    char model_id[24];          /* UTF-8, zero padded; for telemetry */
    uint8_t layout_versions[8]; /* by mcunet_layout: the numbers of those that it needs and is for; else 0 */
} mcunet_header;

/* A feature map: one int8 image of height x width x channels, NHWC with N = 1. */
typedef struct {
    uint16_t height, width, channels;
    int8_t zero_point;
    uint8_t reserved;
    float scale;
} mcunet_tensor;

typedef enum {
    MCUNET_SLOT_WHOLE = 0,   /* all rows and columns, for the stage's lifetime or longer */
    MCUNET_SLOT_WINDOW = 1,  /* window_height x window_width pixels that slide over the tensor */
    MCUNET_SLOT_BAND = 2,    /* window_height rows of full width that slide down the tensor */
    MCUNET_SLOT_CONSTANT = 3 /* all of it, in the package */
} mcunet_slot_kind;

/* mcunet_slot.flags */
#define MCUNET_SLOT_KEEP_ROWS 1u    /* rows already computed for the patch above are kept, not recomputed */
#define MCUNET_SLOT_KEEP_COLUMNS 2u /* likewise columns of the patch to the left */
#define MCUNET_SLOT_OUTPUT 4u       /* read after the stage: the stage's patches partition it */
#define MCUNET_SLOT_DRIVER 8u       /* its rows and columns arriving pace the stage (MCUNET_PACE_ARRIVAL) */

/*
 * How one stage holds one tensor. The same tensor has a slot in every stage that touches it.
 * Between patches, kept rows wait in `line` (line_rows x width pixels), or, without one, stay in the window, which is then shifted;
 * kept columns wait in `stash` (window_height x stash_columns pixels), or likewise stay in the window.
 */
typedef struct {
    uint16_t tensor;
    uint8_t kind; /* mcunet_slot_kind */
    uint8_t flags;
    uint32_t offset;                      /* of the first pixel: in the arena, or in the package (MCUNET_SLOT_CONSTANT) */
    uint16_t window_height, window_width; /* pixels; the whole tensor's for WHOLE and CONSTANT */
    uint32_t line_offset;                 /* in the arena, or MCUNET_NONE */
    uint32_t stash_offset;                /* in the arena, or MCUNET_NONE */
    uint16_t line_rows, stash_columns;
} mcunet_slot;

/*
 * One operator. Kernel extent along an axis is (kernel - 1) * dilation + 1; output pixel y reads input rows
 * y * stride - pad_top + [0, extent). Rows and columns outside the input read as its zero point.
 * FORMAT.md gives the constants of each kind.
 */
typedef struct {
    uint8_t kind;   /* mcunet_operator_kind */
    uint8_t layout; /* mcunet_layout of the constants */
    uint8_t flags;
    uint8_t input_count;
    uint16_t first_input; /* the inputs are slots operands[first_input .. first_input + input_count) */
    uint16_t output;      /* slot */
    uint16_t kernel_height, kernel_width;
    uint8_t stride_height, stride_width;
    uint8_t dilation_height, dilation_width;
    int16_t pad_top, pad_left;
    int8_t activation_min, activation_max; /* clamp of the quantised output */
    uint16_t parameter; /* CONV_2D: groups; DEPTHWISE: channel multiplier; CONCATENATION: axis 0 rows, 1 columns, 2 channels;
                           PAD: channels before; TRANSPOSE: axis of output rows | columns << 2 | channels << 4;
                           ARG_MAX: 0 greatest, 1 least; RESIZE_NEAREST: MCUNET_RESIZE_ANY_* */
    uint32_t constants_offset, constants_bytes; /* in the package */
    uint32_t scratch_offset, scratch_bytes;     /* in the arena; the accumulators of an ACCUMULATE operator */
} mcunet_operator;

/* How far the tensors of a stage have come at a step along one axis. */
typedef enum {
    MCUNET_PACE_DEMAND = 0, /* step i of n completes size * (i + 1) / n (rounded down) of every stage output; inputs follow backwards */
    MCUNET_PACE_ARRIVAL = 1 /* at step i the driver has first + i * step; everything computable from it is computed */
} mcunet_pace;

typedef struct {
    uint16_t count; /* steps along this axis */
    uint16_t pace;  /* mcunet_pace */
    uint16_t first; /* MCUNET_PACE_ARRIVAL: pixels of the driver at step 0 */
    uint16_t step;  /* MCUNET_PACE_ARRIVAL: pixels more at each further step */
} mcunet_axis;

/* A run of operators executed patch by patch: for each row step, for each column step, each operator in order. */
typedef struct {
    uint16_t first_operator, operator_count;
    uint16_t first_slot, slot_count;
    mcunet_axis rows, columns;
    uint32_t intervals_offset; /* arena: mcunet_interval[2 * slot_count], where the engine notes each patch's regions */
} mcunet_stage;

/* What a slot holds and computes at one step along one axis; see docs/SCHEDULING.md. */
typedef struct {
    uint16_t begin; /* first row (column) present */
    uint16_t from;  /* first one to compute in this step */
    uint16_t end;   /* one past the last to compute */
    uint16_t keep;  /* first one that a later step will read; MCUNET_INTERVAL_ACTIVE when a consumer computes in this step */
} mcunet_interval;

#define MCUNET_INTERVAL_ACTIVE 0x8000u

typedef enum {
    MCUNET_HEAD_CLASSIFIER = 1, /* labels */
    MCUNET_HEAD_YOLO = 2,       /* anchors; one output a scale */
    MCUNET_HEAD_FCOS = 3,       /* distances from a cell's centre; one output a scale */
    MCUNET_HEAD_CANDIDATES = 4, /* rows of scores, box and points, relative to anchors or not */
    MCUNET_HEAD_FOMO = 5,       /* a class for each cell of output 0 */
    MCUNET_HEAD_HEATMAPS = 6,   /* output 0 says of each cell how probably each point of one object is there */
    MCUNET_HEADS = 7
} mcunet_head_kind;

/* mcunet_head.flags */
#define MCUNET_HEAD_NAMED 1u /* labels of its classes follow, at a multiple of MCUNET_ALIGNMENT, as a MCUNET_HEAD_CLASSIFIER */

/* What the outputs mean, for the result classes. Followed by `bytes` of kind-specific data, see FORMAT.md. */
typedef struct {
    uint8_t kind;   /* mcunet_head_kind */
    uint8_t flags;  /* MCUNET_HEAD_* */
    uint16_t count; /* labels; anchors of a YOLO head; classes of an FCOS head; of the others, points of each box */
    uint32_t bytes;
} mcunet_head;

typedef enum {
    MCUNET_ACTIVATION_NONE = 0,    /* values are probabilities */
    MCUNET_ACTIVATION_SIGMOID = 1, /* values are logits of one each */
    MCUNET_ACTIVATION_SOFTMAX = 2, /* values are logits that the softmax makes probabilities of */
    MCUNET_ACTIVATIONS = 3
} mcunet_activation;

/* How values become probabilities of classes. */
typedef struct {
    uint16_t classes;
    uint8_t activation;  /* mcunet_activation */
    uint8_t first_class; /* 1 where a score of the background comes before those of the classes, else 0 */
} mcunet_scores;

/* mcunet_candidates.flags */
#define MCUNET_CANDIDATES_OBJECTNESS 1u    /* a value before the scores, by whose probability theirs are multiplied */
#define MCUNET_CANDIDATES_CORNERS 2u       /* a box is left, top, right, bottom; otherwise its centre and size */
#define MCUNET_CANDIDATES_Y_FIRST 4u       /* y comes before x, height before width */
#define MCUNET_CANDIDATES_EXPONENTIAL 8u   /* sizes are exponents */
#define MCUNET_CANDIDATES_TRANSPOSED 16u   /* outputs have a row a field, not a row a candidate */
#define MCUNET_CANDIDATES_POINT_SCORES 32u /* the third value of a point is its probability */

#define MCUNET_MAX_CANDIDATES 32768 /* of a head */
#define MCUNET_NO_OUTPUT 255        /* of a mcunet_candidate_group that lacks something */

/* Data of a MCUNET_HEAD_CANDIDATES; its groups follow. */
typedef struct {
    mcunet_scores scores;
    uint16_t groups;
    uint8_t flags;        /* MCUNET_CANDIDATES_* */
    uint8_t point_values; /* values of a point: x, y and perhaps one more */
    float score_scale;    /* of the values of scores */
    float center_scale;   /* of the values of centres, corners and points */
    float size_scale;     /* of the values of sizes */
} mcunet_candidates;

/*
 * Candidates `begin` to begin + rows x columns x anchors of outputs that have `total` each. Followed by 4 int16 an anchor, in 1/16 pixel: its
 * centre from the corner of its cell (x, y), its width, its height; nothing follows where the anchors are values of an output.
 */
typedef struct {
    uint16_t begin, total;
    uint8_t score_output, box_output, point_output, anchor_output; /* or MCUNET_NO_OUTPUT */
    uint16_t score_value, box_value, point_value, anchor_value;    /* the first of each among the values of a candidate */
    uint16_t rows, columns, anchors;                               /* candidates come by row, then by column, then by anchor */
    uint16_t reserved;
    uint32_t cell[2]; /* width, height of a cell, 1/65536 pixel */
} mcunet_candidate_group;

#endif
