/* SPDX-License-Identifier: MIT */
/* The calls of QEMU's TCG plugin interface that the profiler makes; Debian's packages have no header for it. Stable from its version 1 on. */
#ifndef MCUNET_PORTS_QEMU_PLUGIN_H
#define MCUNET_PORTS_QEMU_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#define QEMU_EXPORT __attribute__((visibility("default")))

struct qemu_plugin_tb;   /* a translated block: instructions that are executed one after the other */
struct qemu_plugin_insn; /* one of them */

enum { QEMU_NO_REGISTERS = 0 }; /* a callback that looks at none */

/* Looked for by QEMU: the version of the interface that the plugin was written for, and its start. Returns 0 when it can work. */
extern QEMU_EXPORT int qemu_plugin_version;
QEMU_EXPORT int qemu_plugin_install(uint64_t id, const void *target, int argc, char **argv);

void qemu_plugin_register_vcpu_tb_trans_cb(uint64_t id, void (*translated)(uint64_t id, struct qemu_plugin_tb *block));
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *block, void (*executed)(unsigned processor, void *data), int registers,
                                          void *data);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t index);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *block);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *instruction);
void *qemu_plugin_insn_haddr(const struct qemu_plugin_insn *instruction); /* its bytes, in QEMU's own memory */

/* Absent before version 2. */
void *qemu_plugin_scoreboard_new(size_t bytes) __attribute__((weak));

#endif
