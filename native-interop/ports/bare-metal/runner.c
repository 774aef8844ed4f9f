/* SPDX-License-Identifier: MIT */
/*
 * The remote target: serves the functions of mcunet/interop.h, one a frame, to the patch scheduler at the other end of the link.
 * docs/LINK.md lists the commands with their arguments.
 */
#include <string.h>

#include "link.h"
#include "mcunet/format.h"
#include "mcunet/interop.h"
#include "mcunet/port.h"
#include "package.h"

#define MAX_ARGUMENTS 4
#define ARGUMENT_BYTES (MAX_ARGUMENTS * sizeof(int32_t))
#define ANSWER_BYTES 8 /* the result and the instructions that precede an answer's data */

/* A request: up to four numbers, then `bytes` of data; and where the answer's data go. */
typedef struct {
    int32_t argument[MAX_ARGUMENTS];
    uint8_t *data; /* of the request, aligned to 4 */
    int32_t bytes;
    int32_t *fields; /* of the answer: may be the same memory, written after the data are read */
    int32_t field_bytes;
    uint32_t answer_bytes;
} request;

typedef int32_t (*command)(request *r);

static int32_t fields_length(const request *r, int32_t wanted)
{
    const int32_t room = r->field_bytes / (int32_t)sizeof(int32_t);
    return wanted < room ? wanted : room;
}

/* Notes that `length` fields are the answer's data. */
static int32_t answer_fields(request *r, int32_t result, int32_t length)
{
    r->answer_bytes = result < 0 || length < 0 ? 0 : (uint32_t)length * (uint32_t)sizeof(int32_t);
    return result;
}

static int32_t answer_text(request *r, int32_t result)
{
    r->answer_bytes = result < 0 ? 0 : (uint32_t)result;
    return result;
}

static int32_t hello(request *r)
{
    size_t package_bytes, arena_bytes;
    port_package_memory(&package_bytes);
    mcunet_port_arena(&arena_bytes);
    r->fields[0] = LINK_MAX_PAYLOAD;
    r->fields[1] = (int32_t)package_bytes;
    r->fields[2] = (int32_t)arena_bytes;
    return answer_fields(r, LINK_VERSION, 3);
}

static int32_t model; /* the open one's handle */

/* An open model is used where it lies: it is closed before a byte of it changes. */
static int32_t load(request *r)
{
    size_t capacity;
    mcunet_interop_close(model);
    uint8_t *memory = port_package_memory(&capacity);
    const uint32_t offset = (uint32_t)r->argument[0];
    if (offset > capacity || (uint32_t)r->bytes > capacity - offset) {
        return LINK_ERROR_RANGE;
    }
    memcpy(memory + offset, r->data, (size_t)r->bytes);
    return r->bytes;
}

static int32_t open_package(request *r)
{
    size_t capacity;
    port_package_memory(&capacity);
    mcunet_interop_close(model);
    if ((uint32_t)r->argument[0] > capacity) {
        return LINK_ERROR_RANGE;
    }
    port_link_package((uint32_t)r->argument[0]);
    model = mcunet_interop_open(NULL);
    return model < 0 ? model : MCUNET_OK;
}

static int32_t model_info(request *r)
{
    const int32_t length = fields_length(r, r->argument[0]);
    return answer_fields(r, mcunet_interop_model_info(model, r->fields, length), length);
}

static int32_t stage_info(request *r)
{
    const int32_t length = fields_length(r, r->argument[1]);
    return answer_fields(r, mcunet_interop_stage_info(model, r->argument[0], r->fields, length), length);
}

static int32_t operator_info(request *r)
{
    const int32_t length = fields_length(r, r->argument[1]);
    return answer_fields(r, mcunet_interop_operator_info(model, r->argument[0], r->fields, length), length);
}

static int32_t output_info(request *r)
{
    const int32_t length = fields_length(r, r->argument[1]);
    return answer_fields(r, mcunet_interop_output_info(model, r->argument[0], r->fields, length), length);
}

static int32_t arena_info(request *r)
{
    const int32_t length = fields_length(r, r->argument[0]);
    return answer_fields(r, mcunet_interop_arena_info(model, r->fields, length), length);
}

static int32_t model_id(request *r)
{
    return answer_text(r, mcunet_interop_model_id(model, (uint8_t *)r->fields, r->field_bytes));
}

static int32_t label(request *r)
{
    return answer_text(r, mcunet_interop_label(model, r->argument[0], (uint8_t *)r->fields, r->field_bytes));
}

static int32_t backend(request *r)
{
    return answer_text(r, mcunet_interop_backend(model, (uint8_t *)r->fields, r->field_bytes));
}

static int32_t patch_begin(request *r)
{
    const int32_t result =
        mcunet_interop_patch_begin(model, r->argument[0], r->argument[1], r->argument[2], r->fields, MCUNET_REGION_FIELDS);
    return answer_fields(r, result, MCUNET_REGION_FIELDS);
}

static int32_t patch_run(request *r)
{
    return mcunet_interop_patch_run(model, r->argument[0], r->argument[1], r->argument[2]);
}

static int32_t patch_step(request *r)
{
    return mcunet_interop_patch_step(model, r->argument[0]);
}

static int32_t input_write(request *r)
{
    return mcunet_interop_input_write(model, r->data, r->bytes, 0, r->argument[0]);
}

static int32_t image_begin(request *r)
{
    return mcunet_interop_image_begin(model, (const int32_t *)(const void *)r->data, r->bytes / (int32_t)sizeof(int32_t));
}

static int32_t image_normalize(request *r)
{
    float mean, deviation; /* their bits are the arguments */
    memcpy(&mean, &r->argument[1], sizeof mean);
    memcpy(&deviation, &r->argument[2], sizeof deviation);
    return mcunet_interop_image_normalize(model, r->argument[0], mean, deviation);
}

static int32_t image_write(request *r)
{
    int32_t progress[MCUNET_PROGRESS_FIELDS];
    const int32_t result = mcunet_interop_image_write(model, r->data, r->bytes, 0, r->argument[0], progress, MCUNET_PROGRESS_FIELDS);
    memcpy(r->fields, progress, sizeof progress);
    return answer_fields(r, result, MCUNET_PROGRESS_FIELDS);
}

static int32_t output_read(request *r)
{
    return answer_text(
        r, mcunet_interop_output_read(model, r->argument[0], (uint8_t *)r->fields, r->field_bytes, r->argument[1], r->argument[2]));
}

static int32_t score(request *r)
{
    return mcunet_interop_score(model, r->argument[0]);
}

static int32_t detect(request *r)
{
    const int32_t length = fields_length(r, r->argument[0]);
    const int32_t boxes = mcunet_interop_detect(model, r->fields, length, r->argument[1], r->argument[2]);
    int32_t about[MCUNET_MODEL_FIELDS] = {0};
    (void)mcunet_interop_model_info(model, about, MCUNET_MODEL_FIELDS);
    const int32_t points = about[MCUNET_MODEL_HEAD] < MCUNET_HEAD_CANDIDATES ? 0 : about[MCUNET_MODEL_HEAD_COUNT];
    return answer_fields(r, boxes, boxes * (MCUNET_BOX_FIELDS + points * MCUNET_POINT_FIELDS));
}

static int32_t stack_bytes(request *r)
{
    (void)r;
    return mcunet_interop_stack_bytes();
}

/* In the order of docs/LINK.md. */
static const command commands[] = {hello,       load,       open_package, model_info,  stage_info,      operator_info,
                                   output_info, arena_info, model_id,     label,       backend,         patch_begin,
                                   patch_run,   patch_step, input_write,  image_begin, image_normalize, image_write,
                                   output_read, score,      detect,       stack_bytes};

static int32_t serve(link_frame *frame, uint32_t *instructions, uint32_t *answer_bytes)
{
    request r;
    if (frame->command >= sizeof commands / sizeof *commands) {
        return LINK_ERROR_COMMAND;
    }
    if (frame->length < ARGUMENT_BYTES) {
        return LINK_ERROR_LENGTH;
    }
    memcpy(r.argument, frame->payload, ARGUMENT_BYTES);
    r.data = frame->payload + ARGUMENT_BYTES;
    r.bytes = (int32_t)(frame->length - ARGUMENT_BYTES);
    r.fields = (int32_t *)(void *)(frame->payload + ANSWER_BYTES);
    r.field_bytes = LINK_MAX_PAYLOAD - ANSWER_BYTES;
    r.answer_bytes = 0;
    const uint32_t begin = mcunet_port_cycles(); /* these two calls also mark the work for ports/qemu/profiler.c */
    const int32_t result = commands[frame->command](&r);
    *instructions = mcunet_port_cycles() - begin;
    *answer_bytes = r.answer_bytes;
    return result;
}

int main(void)
{
    static link_frame frame __attribute__((aligned(8)));
    for (;;) {
        uint32_t instructions = 0, answer_bytes = 0;
        int32_t result = link_receive(&frame);
        if (result == LINK_CLOSED) {
            return 0;
        }
        if (result == LINK_OK) {
            result = serve(&frame, &instructions, &answer_bytes);
        }
        link_send(&frame, result, instructions, answer_bytes);
    }
}
