/* SPDX-License-Identifier: MIT */
/*
 * A QEMU plugin that counts how often each block of Thumb instructions is executed between two passes of a mark, an instruction's address.
 * Arguments: out=FILE, mark=ADDRESS (hexadecimal). At every second pass it appends to FILE: the number of blocks as uint32, then for each
 * its first address, the address after its last instruction, how often it was executed, and how often what followed it was elsewhere
 * than behind it (a branch taken), as uint32 each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin.h"

typedef struct block {
    uint32_t begin, end, executed, left;
    struct block *next; /* counted in the same region */
} block;

int qemu_plugin_version = 1;

static FILE *output;
static uint64_t mark;
static int counting;
static uint32_t counted;       /* blocks */
static block *blocks, *latest; /* the counted ones; the last one executed */

/* QEMU 9 and later take no plugin of the first version, of which it has kept everything that is used here. */
static void __attribute__((constructor)) choose_version(void)
{
    if (qemu_plugin_scoreboard_new != NULL) {
        qemu_plugin_version = 2;
    }
}

static void write_region(void)
{
    fwrite(&counted, sizeof counted, 1, output);
    for (block *b = blocks; b != NULL; b = b->next) {
        fwrite(b, sizeof(uint32_t), 4, output);
        b->executed = b->left = 0;
    }
    fflush(output);
    blocks = latest = NULL;
    counted = 0;
}

static void pass_mark(unsigned processor, void *data)
{
    (void)processor, (void)data;
    if (counting) {
        write_region();
    }
    counting = !counting;
}

static void execute(unsigned processor, void *data)
{
    block *const b = data;
    (void)processor;
    if (!counting) {
        return;
    }
    if (b->executed++ == 0) {
        b->next = blocks;
        blocks = b;
        counted++;
    }
    if (latest != NULL && latest->end != b->begin) {
        latest->left++;
    }
    latest = b;
}

/* Length of a Thumb instruction. QEMU's own answer is wrong before the end of a page, where it looks one instruction further. */
static uint32_t thumb_bytes(const void *instruction)
{
    uint16_t first;
    memcpy(&first, instruction, sizeof first);
    return first >> 11 >= 0x1D ? 4 : 2;
}

static void translate(uint64_t id, struct qemu_plugin_tb *translated)
{
    (void)id;
    const struct qemu_plugin_insn *const last = qemu_plugin_tb_get_insn(translated, qemu_plugin_tb_n_insns(translated) - 1);
    block *const b = calloc(1, sizeof *b); /* QEMU translates little code, and seldom again */
    b->begin = (uint32_t)qemu_plugin_tb_vaddr(translated);
    b->end = (uint32_t)qemu_plugin_insn_vaddr(last) + thumb_bytes(qemu_plugin_insn_haddr(last));
    if (b->begin == mark) {
        qemu_plugin_register_vcpu_tb_exec_cb(translated, pass_mark, QEMU_NO_REGISTERS, NULL);
    }
    qemu_plugin_register_vcpu_tb_exec_cb(translated, execute, QEMU_NO_REGISTERS, b);
}

int qemu_plugin_install(uint64_t id, const void *target, int argc, char **argv)
{
    (void)target;
    for (int i = 0; i < argc; i++) {
        if (strncmp(argv[i], "out=", 4) == 0) {
            output = fopen(argv[i] + 4, "wb");
        } else if (strncmp(argv[i], "mark=", 5) == 0) {
            mark = strtoull(argv[i] + 5, NULL, 16);
        }
    }
    if (output == NULL || mark == 0) {
        return 1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, translate);
    return 0;
}
