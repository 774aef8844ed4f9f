/* SPDX-License-Identifier: MIT */
/*
 * What the engine knows of operators and of the backends that execute them.
 *
 * An operator is one file, src/operators/<name>.c, which ends in its mcunet_operator_class (what it means) and its portable mcunet_kernel (what
 * computes it), and one row of src/operators/operators.def. A backend is one folder, src/backends/<name>/, whose backend.c ends in its
 * mcunet_backend, and one row of src/backends/backends.def. What a program links is what the two tables at the end of this file name.
 */
#ifndef MCUNET_OPERATOR_H
#define MCUNET_OPERATOR_H

#include "mcunet/engine.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { MCUNET_ROWS = 0, MCUNET_COLUMNS = 1 } mcunet_direction;

typedef enum {
    MCUNET_MAP_GLOBAL,    /* every output row reads all of the input */
    MCUNET_MAP_WINDOW,    /* output y reads the input rows i with i * divisor in y * stride - pad + [0, extent) */
    MCUNET_MAP_TABLE,     /* output y reads input table[y] + [0, extent), as far as there is; the table does not decrease */
    MCUNET_MAP_ACCUMULATE /* the one output reads all of the input, as it arrives */
} mcunet_map_kind;

/*
 * How an operator's output depends on one of its inputs along one axis. Rows and columns are independent of each other for every
 * operator, which is what makes a patch's regions products of a row interval and a column interval.
 */
typedef struct {
    mcunet_map_kind kind;
    int32_t extent, stride, pad; /* MCUNET_MAP_WINDOW: pixels, of the input spread `divisor` times */
    int32_t divisor;             /* MCUNET_MAP_WINDOW: output pixels an input pixel, where there are more of those; 1 elsewhere */
    const uint16_t *table;       /* MCUNET_MAP_TABLE: one entry an output row */
    int32_t input_size, output_size;
} mcunet_axis_map;

/*
 * Says how the operator's output depends on input `index` along an axis: changes *map, whose sizes are set and which is
 * MCUNET_MAP_GLOBAL with stride, extent and divisor 1 and no padding.
 */
typedef void (*mcunet_axis_map_function)(const mcunet_model *model, const mcunet_operator *op, int32_t index, mcunet_direction direction,
                                         mcunet_axis_map *map);

/* Whether something about an operator is as it must be. */
typedef int (*mcunet_check_function)(const mcunet_model *model, const mcunet_operator *op);

/* What an operator means, whoever computes it. What a class does not say is taken the safe way. */
typedef struct {
    uint8_t min_inputs, max_inputs; /* 1 to MCUNET_MAX_INPUTS */
    uint8_t is_elementwise;         /* each output byte depends on the bytes at its own place only: it may lie over an input of its shape */

    /*
     * Whether the shapes of inputs and output, and the record's geometry, go together. Window, strides, dilations and paddings are in range
     * already; the constants must not be read yet. Null: no package may use the operator.
     */
    mcunet_check_function are_shapes_sane;

    /* Null: all of the output depends on all of each input. */
    mcunet_axis_map_function axis_map;

    /* Size of the constants in layout 0, FORMAT.md's table: always the same, or what the function says of the shapes. Neither: none. */
    uint16_t fixed_constants_bytes;
    mcunet_bytes_function constants_bytes;

    /* Whether no content of the constants can make a kernel misbehave; they lie in the package. Null: none can. */
    mcunet_check_function are_constants_sane;

    /* Multiply-accumulates in a region of the output (of the input, when it accumulates), taps on padding included. Null: 0. */
    uint64_t (*macs)(const mcunet_operator *op, const mcunet_extent *extent);
} mcunet_operator_class;

/* One kernel: computes the operators of one kind with certain flags whose constants lie in its backend's layout. */
typedef struct {
    uint8_t kind;  /* mcunet_operator_kind */
    uint8_t flags; /* mcunet_operator.flags */
    mcunet_kernel_function run;

    /* Whether it covers the operator's geometry. Null: it covers every one. */
    int (*covers)(const mcunet_operator *op);

    /* Scratch for regions up to the extent's size. Null: none. */
    mcunet_bytes_function scratch_bytes;

    /*
     * Size and check of its constants, where they differ from the class's. Without a size they lie as in layout 0, and the class's check
     * stands where there is none of its own; with a size and without a check, no content can make it misbehave.
     */
    mcunet_bytes_function constants_bytes;
    mcunet_check_function are_constants_sane;
} mcunet_kernel;

/* Kernels for one kind of processor, which read constants in one layout. */
typedef struct {
    const char *name;
    uint8_t layout;                      /* mcunet_layout, whose number of its own is in mcunet/format.h */
    const mcunet_kernel *const *kernels; /* ended by null; of several that cover an operator, the first is taken */

    /*
     * What its kernels ask of the memory they work in. Alignment, a power of two: of the package and the arena, and of their constants,
     * scratch and buffers in them; 0: MCUNET_ALIGNMENT. Readable bytes: behind each input, counted from the next aligned address.
     */
    uint8_t alignment, readable_bytes;
} mcunet_backend;

/*
 * What this program links, by operator kind and by layout; null for what it does not. src/linked.c names everything there is; the
 * C source of a model, which "mcunet compile --c-source" writes, names what that model uses, and replaces it.
 */
extern const mcunet_operator_class *const mcunet_linked_operators[MCUNET_OPERATOR_KINDS];
extern const mcunet_backend *const mcunet_linked_backends[MCUNET_LAYOUTS];

/* The class of an operator; null for MCUNET_INPUT, an unknown kind, and one that is not linked. */
const mcunet_operator_class *mcunet_find_class(const mcunet_operator *op);

/* The kernel that executes `op` in this program; null when it links none for its layout, flags and geometry. */
const mcunet_kernel *mcunet_find_kernel(const mcunet_operator *op);

/* Scratch of `op` for regions up to the extent's size; 0 without a kernel. */
uint32_t mcunet_kernel_scratch_bytes(const mcunet_operator *op, const mcunet_extent *extent);

/* Size of the constants of `op` in its layout; 0 without a kernel. */
uint32_t mcunet_kernel_constants_bytes(const mcunet_operator *op, const mcunet_extent *extent);

/* Multiply-accumulates in a region of `op`'s output, taps on padding included, as the field counts them. */
uint64_t mcunet_kernel_macs(const mcunet_operator *op, const mcunet_extent *extent);

#ifdef __cplusplus
}
#endif

#endif
