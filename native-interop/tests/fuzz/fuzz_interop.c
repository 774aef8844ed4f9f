/* SPDX-License-Identifier: MIT */
/*
 * Sequences of calls of the flat interface, as C# or a link makes them: in order and out of order, with handles, indices, lengths and buffers
 * that are right or wrong. The input is a package and, behind it, the calls. Buffers are exactly as long as they are said to be.
 */
#include <stdlib.h>
#include <string.h>

#include "mcunet/interop.h"
#include "mcunet/port.h"
#include "mcunet_host.h"
#include "package_mutator.h"

#define MAX_ARENA_BYTES (1u << 19)
#define IMAGE_BYTES 8192 /* of the arena, for the converter of camera rows */
#define HANDLES 4
#define MOST_CALLS 120
#define MOST_PATCHES 256
#define MOST_BYTES 4096
#define MOST_COST 300000u

#define DRAWN_BYTES 256 /* of calls, where the input has none */

typedef struct {
    const uint8_t *at, *end;
    int32_t handles[HANDLES];
    uint32_t cost;
} script;

/* A camera that does what the script says; the library finds it here in place of the port's. */
static struct {
    int32_t status;
    uint32_t bytes;
    uint8_t *picture;
} fake_camera;

static mcunet_status open_camera(const int32_t *settings)
{
    (void)settings;
    return fake_camera.status;
}

static mcunet_status capture(const uint8_t **pixels, uint32_t *bytes)
{
    *pixels = fake_camera.picture;
    *bytes = fake_camera.bytes;
    return fake_camera.picture == NULL ? MCUNET_ERROR_CAMERA : MCUNET_OK;
}

static void release(void)
{
}

const mcunet_camera_driver *mcunet_port_camera(void)
{
    static const mcunet_camera_driver driver = {open_camera, capture, release, release};
    return &driver;
}

static uint8_t next(script *s)
{
    return s->at < s->end ? *s->at++ : 0;
}

/* A small number, as a rule. */
static int32_t next_number(script *s)
{
    const uint8_t low = next(s);
    if (low < 224) {
        return low % 8 - (low >= 216);
    }
    return (int32_t)((uint32_t)next(s) << 24 | (uint32_t)next(s) << 16 | (uint32_t)next(s) << 8 | next(s));
}

static int32_t next_handle(script *s)
{
    const uint8_t choice = next(s);
    return choice < 240 ? s->handles[choice % HANDLES] : (int8_t)next(s);
}

/* A length of at most `most`, which is right as a rule. */
static int32_t next_length(script *s, int32_t most)
{
    const uint8_t choice = next(s);
    return choice < 200 ? most : choice < 240 ? next(s) % (most + 1) : -1;
}

typedef int32_t (*describe)(int32_t model, int32_t *fields, int32_t length);
typedef int32_t (*describe_one)(int32_t model, int32_t index, int32_t *fields, int32_t length);

static void free_after(void *memory, int32_t status)
{
    free(memory);
    if (status < -128 || status > (1 << 28)) {
        abort(); /* no status, nor a count of anything */
    }
}

static int32_t *fields_of(int32_t length)
{
    return malloc(length > 0 ? (size_t)length * sizeof(int32_t) : 1u);
}

static void ask(script *s, describe call, int32_t most)
{
    const int32_t length = next_length(s, most);
    int32_t *fields = fields_of(length);
    if (fields != NULL) {
        free_after(fields, call(next_handle(s), next(s) % 16 == 0 ? NULL : fields, length));
    }
}

static void ask_one(script *s, describe_one call, int32_t most)
{
    const int32_t length = next_length(s, most);
    int32_t *fields = fields_of(length);
    const int32_t index = next_number(s);
    if (fields != NULL) {
        free_after(fields, call(next_handle(s), index, next(s) % 16 == 0 ? NULL : fields, length));
    }
}

static void ask_text(script *s)
{
    const int32_t length = next_length(s, 24);
    uint8_t *text = malloc(length > 0 ? (size_t)length : 1u);
    const int32_t handle = next_handle(s);
    if (text == NULL) {
        return;
    }
    switch (next(s) % 3) {
    case 0: free_after(text, mcunet_interop_model_id(handle, text, length)); break;
    case 1: free_after(text, mcunet_interop_label(handle, next_number(s), text, length)); break;
    default: free_after(text, mcunet_interop_backend(handle, text, length)); break;
    }
}

static int is_affordable(script *s, int32_t handle, int32_t stage)
{
    int32_t fields[MCUNET_STAGE_FIELDS];
    if (mcunet_interop_stage_info(handle, stage, fields, MCUNET_STAGE_FIELDS) != MCUNET_OK) {
        return 1;
    }
    s->cost += (uint32_t)fields[MCUNET_STAGE_OPERATORS];
    return s->cost < MOST_COST;
}

static void begin_patch(script *s)
{
    const int32_t handle = next_handle(s), stage = next_number(s), row = next_number(s), column = next_number(s);
    const int32_t length = next_length(s, MCUNET_REGION_FIELDS);
    int32_t *region = fields_of(length);
    if (region != NULL) {
        free_after(region, mcunet_interop_patch_begin(handle, stage, row, column, region, length));
    }
}

static void run_patch(script *s)
{
    const int32_t handle = next_handle(s), stage = next_number(s), row = next_number(s), column = next_number(s);
    if (is_affordable(s, handle, stage)) {
        (void)mcunet_interop_patch_run(handle, stage, row, column);
    }
}

static void write_input(script *s)
{
    const int32_t length = next_length(s, (next(s) + 1) * 8 % MOST_BYTES);
    uint8_t *pixels = malloc(length > 0 ? (size_t)length : 1u);
    if (pixels != NULL) {
        memset(pixels, next(s), length > 0 ? (size_t)length : 0u);
        const int32_t handle = next_handle(s), offset = next_number(s);
        free_after(pixels, mcunet_interop_input_write(handle, pixels, length, offset, next_number(s)));
    }
}

static void begin_image(script *s)
{
    int32_t settings[MCUNET_IMAGE_FIELDS];
    for (int i = 0; i < MCUNET_IMAGE_FIELDS; i++) {
        settings[i] = next(s) % 64;
    }
    settings[MCUNET_IMAGE_FORMAT] %= 6;
    settings[MCUNET_IMAGE_RESIZE] %= 4;
    const int32_t length = next_length(s, MCUNET_IMAGE_FIELDS);
    (void)mcunet_interop_image_begin(next_handle(s), settings, length);
}

static void write_image(script *s)
{
    const int32_t length = next_length(s, (next(s) + 1) * 16 % MOST_BYTES), progress_length = next_length(s, MCUNET_PROGRESS_FIELDS);
    uint8_t *bytes = malloc(length > 0 ? (size_t)length : 1u);
    int32_t *progress = fields_of(progress_length);
    if (bytes != NULL && progress != NULL) {
        memset(bytes, next(s), length > 0 ? (size_t)length : 0u);
        const int32_t handle = next_handle(s), offset = next_number(s), rows = next_number(s);
        (void)mcunet_interop_image_write(handle, bytes, length, offset, rows, progress, progress_length);
    }
    free(bytes);
    free(progress);
}

static void read_output(script *s)
{
    const int32_t length = next_length(s, next(s));
    uint8_t *bytes = malloc(length > 0 ? (size_t)length : 1u);
    if (bytes != NULL) {
        const int32_t handle = next_handle(s), output = next_number(s), offset = next_number(s);
        const int32_t count = next(s) % 4 == 0 ? next_number(s) : length;
        free_after(bytes, mcunet_interop_output_read(handle, output, bytes, length, offset, count));
    }
}

static void detect(script *s)
{
    const int32_t length = next_length(s, 4 * MCUNET_BOX_FIELDS);
    int32_t *boxes = fields_of(length);
    if (boxes != NULL) {
        const int32_t handle = next_handle(s), threshold = next(s) * 260;
        free_after(boxes, mcunet_interop_detect(handle, boxes, length, threshold, next(s) * 260));
    }
}

static void use_camera(script *s)
{
    int32_t settings[MCUNET_CAMERA_FIELDS] = {0};
    settings[MCUNET_CAMERA_WIDTH] = next(s) < 240 ? 2 * (next(s) % 8) : next_number(s);
    settings[MCUNET_CAMERA_HEIGHT] = next_number(s);
    settings[MCUNET_CAMERA_FORMAT] = next(s) % 6;
    fake_camera.status = next(s) % 8 == 0 ? MCUNET_ERROR_CAMERA : MCUNET_OK;
    fake_camera.bytes = next(s);
    fake_camera.picture = next(s) % 8 == 0 ? NULL : calloc(1, fake_camera.bytes + 1u);
    (void)mcunet_interop_camera_open(settings, next_length(s, MCUNET_CAMERA_FIELDS));
    (void)mcunet_interop_camera_capture();
    const int32_t length = next_length(s, next(s));
    uint8_t *rows = malloc(length > 0 ? (size_t)length : 1u);
    if (rows != NULL) {
        const int32_t first = next_number(s);
        free_after(rows, mcunet_interop_camera_read(rows, length, first, next_number(s)));
    }
    (void)mcunet_interop_camera_release();
    (void)mcunet_interop_camera_close();
    free(fake_camera.picture);
    fake_camera.picture = NULL;
    (void)mcunet_interop_microseconds();
    (void)mcunet_interop_cycles();
    (void)mcunet_interop_stack_bytes();
}

/* The rows that a begun patch waits for: as the model's values, or from a camera of its input's size. */
static void fill(script *s, int32_t handle, const int32_t *region, int32_t rows, int from_camera)
{
    int32_t info[MCUNET_MODEL_FIELDS];
    (void)mcunet_interop_model_info(handle, info, MCUNET_MODEL_FIELDS);
    const int32_t width = from_camera ? info[MCUNET_MODEL_INPUT_WIDTH] : region[MCUNET_REGION_RIGHT] - region[MCUNET_REGION_LEFT];
    const int32_t length = width * (from_camera ? 1 : info[MCUNET_MODEL_INPUT_CHANNELS]);
    uint8_t *bytes = malloc((size_t)length + 1u);
    int32_t missing = rows, progress[MCUNET_PROGRESS_FIELDS];
    for (int32_t row = 0; bytes != NULL && missing > 0 && row < info[MCUNET_MODEL_INPUT_HEIGHT]; row++) {
        memset(bytes, next(s), (size_t)length);
        if (from_camera) {
            if (mcunet_interop_image_write(handle, bytes, length, 0, 1, progress, MCUNET_PROGRESS_FIELDS) < 0) {
                break;
            }
            missing = progress[MCUNET_PROGRESS_MISSING];
        } else {
            missing = mcunet_interop_input_write(handle, bytes, length, 0, 1);
        }
    }
    free(bytes);
}

/* A whole inference, in order, by patches or by steps. */
static void infer(script *s)
{
    const int32_t handle = next_handle(s), choice = next(s);
    int32_t info[MCUNET_MODEL_FIELDS], stage_info[MCUNET_STAGE_FIELDS], region[MCUNET_REGION_FIELDS];
    if (mcunet_interop_model_info(handle, info, MCUNET_MODEL_FIELDS) != MCUNET_OK) {
        return;
    }
    const int32_t height = info[MCUNET_MODEL_INPUT_HEIGHT], width = info[MCUNET_MODEL_INPUT_WIDTH];
    const int32_t settings[MCUNET_IMAGE_FIELDS] = {3 /* gray */, width, height, 0, 0, width, height, choice % 3};
    const int from_camera = choice % 4 == 0 && mcunet_interop_image_begin(handle, settings, MCUNET_IMAGE_FIELDS) == MCUNET_OK;
    int32_t patches = 0;
    for (int32_t stage = 0; mcunet_interop_stage_info(handle, stage, stage_info, MCUNET_STAGE_FIELDS) == MCUNET_OK; stage++) {
        for (int32_t row = 0; row < stage_info[MCUNET_STAGE_ROWS]; row++) {
            for (int32_t column = 0; column < stage_info[MCUNET_STAGE_COLUMNS]; column++) {
                if (++patches > MOST_PATCHES || !is_affordable(s, handle, stage)) {
                    return;
                }
                const int32_t rows = mcunet_interop_patch_begin(handle, stage, row, column, region, MCUNET_REGION_FIELDS);
                if (rows < 0) {
                    return;
                }
                fill(s, handle, region, rows, from_camera);
                int32_t status = choice & 16 ? MCUNET_OK : mcunet_interop_patch_run(handle, stage, row, column);
                for (int32_t step = 0; (choice & 16) && step < stage_info[MCUNET_STAGE_OPERATORS]; step++) {
                    status = mcunet_interop_patch_step(handle, step);
                }
                if (status < 0) {
                    return;
                }
            }
        }
    }
}

static void open_one(script *s)
{
    static const char *const names[] = {NULL, "", "a", "b", "c"};
    const uint8_t choice = next(s);
    const int32_t handle = choice < 200
                               ? mcunet_interop_open(names[choice % 5])
                               : mcunet_interop_open_flash((int32_t)(MCUNET_HOST_FLASH + (uint32_t)next_number(s) * 8u), next_number(s));
    if (handle > 0) {
        s->handles[next(s) % HANDLES] = handle;
    }
}

static void call(script *s)
{
    switch (next(s) % 22) {
    case 0: open_one(s); break;
    case 1: (void)mcunet_interop_close(next_handle(s)); break;
    case 2: ask(s, mcunet_interop_model_info, MCUNET_MODEL_FIELDS); break;
    case 3: ask_one(s, mcunet_interop_stage_info, MCUNET_STAGE_FIELDS); break;
    case 4: ask_one(s, mcunet_interop_operator_info, MCUNET_OPERATOR_FIELDS); break;
    case 5: ask_one(s, mcunet_interop_output_info, MCUNET_OUTPUT_FIELDS); break;
    case 6: ask(s, mcunet_interop_arena_info, MCUNET_ARENA_FIELDS); break;
    case 7: ask(s, mcunet_interop_counters, MCUNET_COUNTER_FIELDS); break;
    case 8: ask(s, mcunet_interop_macs, 2); break;
    case 9: ask_text(s); break;
    case 10: begin_patch(s); break;
    case 11: run_patch(s); break;
    case 12: (void)mcunet_interop_patch_step(next_handle(s), next_number(s)); break;
    case 13: write_input(s); break;
    case 14: begin_image(s); break;
    case 15: (void)mcunet_interop_image_normalize(next_handle(s), next_number(s), 0.5f, (float)(next(s) - 4) / 64.0f); break;
    case 16: write_image(s); break;
    case 17: read_output(s); break;
    case 18: (void)mcunet_interop_score(next_handle(s), next_number(s)); break;
    case 19: detect(s); break;
    case 20: use_camera(s); break;
    default: infer(s); break;
    }
}

/* Whether no patch of the package takes long. */
static int is_cheap(const uint8_t *package, size_t bytes, uint32_t arena_bytes)
{
    uint8_t *arena = malloc(arena_bytes + 1u);
    mcunet_model model;
    int cheap = 1;
    if (arena != NULL && mcunet_model_verify(&model, package, bytes, arena, arena_bytes) == MCUNET_OK) {
        const mcunet_stage *stage;
        for (int32_t index = 0; (stage = mcunet_model_stage(&model, index)) != NULL; index++) {
            cheap &= fuzz_patch_cost(&model, stage) < 100000u;
        }
    }
    free(arena);
    return cheap;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    mcunet_header header;
    if (size < sizeof header) {
        return 0;
    }
    memcpy(&header, data, sizeof header);
    const size_t bytes = fuzz_package_bytes(data, size);
    uint8_t *package = malloc(bytes);
    if (package == NULL || header.arena_bytes > MAX_ARENA_BYTES) {
        free(package);
        return 0;
    }
    memcpy(package, data, bytes);
    mcunet_host_board *board = mcunet_host_create();
    if (board != NULL && is_cheap(package, bytes, header.arena_bytes)) {
        uint8_t drawn[DRAWN_BYTES];
        uint32_t state = header.crc32 | 1u;
        for (size_t i = 0; i < sizeof drawn; i++) {
            drawn[i] = (uint8_t)fuzz_random(&state);
        }
        script s = {data + bytes, data + size, {0}, 0};
        if (s.at == s.end) {
            s.at = drawn;
            s.end = drawn + sizeof drawn;
        }
        mcunet_host_select(board);
        (void)mcunet_host_set_arena((int32_t)((header.arena_bytes + 63u) / 64u * 64u) + (next(&s) % 4 == 0 ? 0 : IMAGE_BYTES));
        (void)mcunet_host_link("a", package, (int32_t)bytes);
        (void)mcunet_host_link("b", package, (int32_t)bytes);
        (void)mcunet_host_write_flash(package, (int32_t)bytes);
        s.handles[0] = mcunet_interop_open(NULL);
        infer(&s);
        for (int32_t count = 0; count < MOST_CALLS && s.at < s.end; count++) {
            call(&s);
        }
        mcunet_host_select(NULL);
    }
    mcunet_host_destroy(board);
    free(package);
    return 0;
}
