/* SPDX-License-Identifier: MIT */
/*
 * The ESP32-S3's vector operations (PIE, "EE.*"), one instruction each on the S3 and an exact model elsewhere: the same kernels run, and
 * are tested, on any machine. Register numbers and immediate steps must be constants.
 *
 * There are eight registers q0 to q7 of 16 bytes; ACCX, one accumulator of 40 bits; QACC, 16 accumulators ("lanes") of 20 bits, or 8 of 40
 * bits ("wide lanes") in the same place: a kernel that changes from one to the other clears QACC between. All accumulators saturate.
 * Vector loads and stores clear the lowest four bits of their address. Where a step is passed, the operation returns its address moved by it.
 * Source of the behaviour: ESP32-S3 Technical Reference Manual, Processor Instruction Extensions.
 *
 * An ESP32-P4 has the same operations under the names esp.*, on RISC-V. What differs there: lanes of QACC are twice as wide, so that its
 * image in memory (PIE_QACC_BYTES, the four loads and stores, where depthwise_loops.h finds a lane) and PIE_LANE_LIMIT are others, and
 * the scalar instructions between the vector ones in the loops are RISC-V's. Until then a P4 takes the kernels of two pixels a word.
 */
#ifndef MCUNET_ESP32S3_PIE_H
#define MCUNET_ESP32S3_PIE_H

#include <stdint.h>
#include <string.h>

#include "kernels/xtensa.h"

#define MCUNET_INLINE static inline __attribute__((always_inline))

#define PIE_VECTOR 16            /* bytes of a register */
#define PIE_QACC_BYTES 64        /* of memory that QACC is stored in, see pie_store_qacc */
#define PIE_LANE_LIMIT (1 << 19) /* a lane holds -PIE_LANE_LIMIT to PIE_LANE_LIMIT - 1 */

#if MCUNET_PIE

/* The registers are the processor's. */
typedef struct {
    uint8_t nothing;
} pie;

#define PIE_CLEAR(p) ((void)(p))
#define PIE_OP(text, ...) __asm__ volatile(text __VA_ARGS__)

/* q = 16 bytes */
MCUNET_INLINE const int8_t *pie_load(pie *p, int q, const int8_t *from, int step)
{
    (void)p;
    PIE_OP("ee.vld.128.ip q%1, %0, %2", : "+r"(from) : "i"(q), "i"(step) : "memory");
    return from;
}

/* The same, by a step that is no constant. */
MCUNET_INLINE const int8_t *pie_load_by(pie *p, int q, const int8_t *from, int32_t step)
{
    (void)p;
    PIE_OP("ee.vld.128.xp q%1, %0, %2", : "+r"(from) : "i"(q), "r"(step) : "memory");
    return from;
}

MCUNET_INLINE int8_t *pie_store(pie *p, int q, int8_t *to, int step)
{
    (void)p;
    PIE_OP("ee.vst.128.ip q%1, %0, %2", : "+r"(to) : "i"(q), "i"(step) : "memory");
    return to;
}

/* Loads the aligned bytes around `from`, and notes how far into them it lies: for pie_align. */
MCUNET_INLINE const int8_t *pie_load_around(pie *p, int q, const int8_t *from, int step)
{
    (void)p;
    PIE_OP("ee.ld.128.usar.ip q%1, %0, %2", : "+r"(from) : "i"(q), "i"(step) : "memory");
    return from;
}

/* Notes a distance of 0 to 15 bytes for pie_align. */
MCUNET_INLINE void pie_set_distance(pie *p, int32_t bytes)
{
    (void)p;
    PIE_OP("wur.sar_byte %0", ::"r"(bytes));
}

/* q = the 16 bytes that begin the noted distance into those of qx and qy behind them */
MCUNET_INLINE void pie_align(pie *p, int q, int qx, int qy)
{
    (void)p;
    PIE_OP("ee.src.q q%0, q%1, q%2", ::"i"(q), "i"(qx), "i"(qy));
}

/* The same, and qx = qy: the next vector is aligned with what will be loaded to qy. */
MCUNET_INLINE void pie_align_on(pie *p, int q, int qx, int qy)
{
    (void)p;
    PIE_OP("ee.src.q.qup q%0, q%1, q%2", ::"i"(q), "i"(qx), "i"(qy));
}

/* q = 16 times the byte */
MCUNET_INLINE void pie_repeat(pie *p, int q, const int8_t *byte)
{
    (void)p;
    PIE_OP("ee.vldbc.8 q%1, %0", ::"r"(byte), "i"(q) : "memory");
}

MCUNET_INLINE void pie_zero(pie *p, int q)
{
    (void)p;
    PIE_OP("ee.zero.q q%0", ::"i"(q));
}

MCUNET_INLINE void pie_zero_accx(pie *p)
{
    (void)p;
    PIE_OP("ee.zero.accx", ::);
}

/* ACCX += the sum of qx[i] * qy[i] */
MCUNET_INLINE void pie_dot(pie *p, int qx, int qy)
{
    (void)p;
    PIE_OP("ee.vmulas.s8.accx q%0, q%1", ::"i"(qx), "i"(qy));
}

/* The lowest 32 bits of ACCX. */
MCUNET_INLINE int32_t pie_accx(pie *p)
{
    int32_t value;
    (void)p;
    PIE_OP("nop\n\tnop\n\trur.accx_0 %0", : "=r"(value));
    return value;
}

/* ACCX in 8 bytes, aligned to 8. */
MCUNET_INLINE int8_t *pie_store_accx(pie *p, int8_t *to)
{
    (void)p;
    PIE_OP("ee.st.accx.ip %0, 8", : "+r"(to)::"memory");
    return to;
}

MCUNET_INLINE const int8_t *pie_load_accx(pie *p, const int8_t *from)
{
    (void)p;
    PIE_OP("ee.ld.accx.ip %0, 8", : "+r"(from)::"memory");
    return from;
}

/* lane i += qx[i] * qy[i] */
MCUNET_INLINE void pie_lanes(pie *p, int qx, int qy)
{
    (void)p;
    PIE_OP("ee.vmulas.s8.qacc q%0, q%1", ::"i"(qx), "i"(qy));
}

MCUNET_INLINE void pie_zero_qacc(pie *p)
{
    (void)p;
    PIE_OP("ee.zero.qacc", ::);
}

/* QACC in PIE_QACC_BYTES, aligned to 16: lane i of 20 bits begins at bit 20 * (i % 8) of byte 32 * (i / 8); 24 bytes are unused. */
MCUNET_INLINE const int8_t *pie_load_qacc(pie *p, const int8_t *from)
{
    (void)p;
    PIE_OP("ee.ld.qacc_l.l.128.ip %0, 16\n\tee.ld.qacc_l.h.32.ip %0, 16\n\t"
           "ee.ld.qacc_h.l.128.ip %0, 16\n\tee.ld.qacc_h.h.32.ip %0, 16",
           : "+r"(from)::"memory");
    return from;
}

MCUNET_INLINE int8_t *pie_store_qacc(pie *p, int8_t *to)
{
    (void)p;
    PIE_OP("ee.st.qacc_l.l.128.ip %0, 16\n\tee.st.qacc_l.h.32.ip %0, 16\n\t"
           "ee.st.qacc_h.l.128.ip %0, 16\n\tee.st.qacc_h.h.32.ip %0, 16",
           : "+r"(to)::"memory");
    return to;
}

/* wide lane i += qx[i] * qy[i], eight numbers of 16 bits each; then qu, which may be one of the two, = 16 bytes */
MCUNET_INLINE void pie_wide(pie *p, int qx, int qy)
{
    (void)p;
    PIE_OP("ee.vmulas.s16.qacc q%0, q%1", ::"i"(qx), "i"(qy));
}

MCUNET_INLINE const int8_t *pie_wide_load(pie *p, int qx, int qy, int qu, const int8_t *from, int step)
{
    (void)p;
    PIE_OP("ee.vmulas.s16.qacc.ld.ip q%1, %0, %2, q%3, q%4", : "+r"(from) : "i"(qu), "i"(step), "i"(qx), "i"(qy) : "memory");
    return from;
}

/* Every wide lane moves `bits`, 0 to 39, to the right, and stays so; q = what that gives, saturated to 16 bits each. */
MCUNET_INLINE void pie_wide_shift(pie *p, int q, int32_t bits)
{
    (void)p;
    PIE_OP("ee.srcmb.s16.qacc q%0, %1, 0", ::"i"(q), "r"(bits));
}

/* The bytes of qx and qy in turn: those of their first halves to qx, of their second to qy. */
MCUNET_INLINE void pie_zip(pie *p, int qx, int qy)
{
    (void)p;
    PIE_OP("ee.vzip.8 q%0, q%1", ::"i"(qx), "i"(qy));
}

/* Undoes pie_zip: the first of every two bytes to qx, the second to qy. */
MCUNET_INLINE void pie_unzip(pie *p, int qx, int qy)
{
    (void)p;
    PIE_OP("ee.vunzip.8 q%0, q%1", ::"i"(qx), "i"(qy));
}

/* q[i] = the higher, or lower, of qx[i] and qy[i], bytes */
MCUNET_INLINE void pie_max(pie *p, int q, int qx, int qy)
{
    (void)p;
    PIE_OP("ee.vmax.s8 q%0, q%1, q%2", ::"i"(q), "i"(qx), "i"(qy));
}

MCUNET_INLINE void pie_min(pie *p, int q, int qx, int qy)
{
    (void)p;
    PIE_OP("ee.vmin.s8 q%0, q%1, q%2", ::"i"(q), "i"(qx), "i"(qy));
}

/* The word at any address, or a multiple of four bytes behind it. */
MCUNET_INLINE int32_t pie_word_at(const int8_t *from, int offset)
{
    int32_t value;
    __asm__("l32i %0, %1, %2" : "=r"(value) : "r"(from), "i"(offset), "m"(*(const int8_t(*)[4])(from + offset)));
    return value;
}

MCUNET_INLINE void pie_put_word_at(int8_t *to, int offset, int32_t value)
{
    __asm__("s32i %1, %2, %3" : "=m"(*(int8_t(*)[4])(to + offset)) : "r"(value), "r"(to), "i"(offset));
}

/* floor(a * b / 2^32) */
MCUNET_INLINE int32_t pie_high_product(int32_t a, int32_t b)
{
    int32_t high;
    __asm__("mulsh %0, %1, %2" : "=r"(high) : "r"(a), "r"(b));
    return high;
}

#else

typedef struct {
    int8_t q[8][PIE_VECTOR];
    int64_t accx;
    int32_t lane[16];
    int64_t wide[8];
    int32_t distance; /* SAR_BYTE */
} pie;

#define PIE_CLEAR(p) memset((p), 0, sizeof *(p))

MCUNET_INLINE const int8_t *pie_aligned(const int8_t *address)
{
    return (const int8_t *)((uintptr_t)address & ~(uintptr_t)(PIE_VECTOR - 1));
}

MCUNET_INLINE const int8_t *pie_load(pie *p, int q, const int8_t *from, int step)
{
    memcpy(p->q[q], pie_aligned(from), PIE_VECTOR);
    return from + step;
}

MCUNET_INLINE const int8_t *pie_load_by(pie *p, int q, const int8_t *from, int32_t step)
{
    return pie_load(p, q, from, step);
}

MCUNET_INLINE int8_t *pie_store(pie *p, int q, int8_t *to, int step)
{
    memcpy((int8_t *)((uintptr_t)to & ~(uintptr_t)(PIE_VECTOR - 1)), p->q[q], PIE_VECTOR);
    return to + step;
}

MCUNET_INLINE const int8_t *pie_load_around(pie *p, int q, const int8_t *from, int step)
{
    p->distance = (int32_t)((uintptr_t)from & (PIE_VECTOR - 1));
    return pie_load(p, q, from, step);
}

MCUNET_INLINE void pie_set_distance(pie *p, int32_t bytes)
{
    p->distance = bytes & (PIE_VECTOR - 1);
}

MCUNET_INLINE void pie_align(pie *p, int q, int qx, int qy)
{
    int8_t both[2 * PIE_VECTOR];
    memcpy(both, p->q[qx], PIE_VECTOR);
    memcpy(both + PIE_VECTOR, p->q[qy], PIE_VECTOR);
    memcpy(p->q[q], both + p->distance, PIE_VECTOR);
}

MCUNET_INLINE void pie_align_on(pie *p, int q, int qx, int qy)
{
    pie_align(p, q, qx, qy);
    memcpy(p->q[qx], p->q[qy], PIE_VECTOR);
}

MCUNET_INLINE void pie_repeat(pie *p, int q, const int8_t *byte)
{
    memset(p->q[q], *byte, PIE_VECTOR);
}

MCUNET_INLINE void pie_zero(pie *p, int q)
{
    memset(p->q[q], 0, PIE_VECTOR);
}

MCUNET_INLINE void pie_zero_accx(pie *p)
{
    p->accx = 0;
}

MCUNET_INLINE void pie_dot(pie *p, int qx, int qy)
{
    const int64_t top = ((int64_t)1 << 39) - 1;
    for (int i = 0; i < PIE_VECTOR; i++) {
        p->accx += p->q[qx][i] * p->q[qy][i];
    }
    p->accx = p->accx > top ? top : p->accx < -top - 1 ? -top - 1 : p->accx;
}

MCUNET_INLINE int32_t pie_accx(pie *p)
{
    return (int32_t)(uint32_t)(uint64_t)p->accx;
}

MCUNET_INLINE int8_t *pie_store_accx(pie *p, int8_t *to)
{
    const uint64_t bits = (uint64_t)p->accx & (((uint64_t)1 << 40) - 1);
    memcpy((int8_t *)((uintptr_t)to & ~(uintptr_t)7), &bits, sizeof bits);
    return to + 8;
}

MCUNET_INLINE const int8_t *pie_load_accx(pie *p, const int8_t *from)
{
    uint64_t bits;
    memcpy(&bits, (const int8_t *)((uintptr_t)from & ~(uintptr_t)7), sizeof bits);
    p->accx = (int64_t)(bits << 24) >> 24;
    return from + 8;
}

MCUNET_INLINE void pie_lanes(pie *p, int qx, int qy)
{
    for (int i = 0; i < PIE_VECTOR; i++) {
        const int32_t sum = p->lane[i] + p->q[qx][i] * p->q[qy][i];
        p->lane[i] = sum >= PIE_LANE_LIMIT ? PIE_LANE_LIMIT - 1 : sum < -PIE_LANE_LIMIT ? -PIE_LANE_LIMIT : sum;
    }
}

MCUNET_INLINE void pie_zero_qacc(pie *p)
{
    memset(p->lane, 0, sizeof p->lane);
    memset(p->wide, 0, sizeof p->wide);
}

MCUNET_INLINE const int8_t *pie_load_qacc(pie *p, const int8_t *from)
{
    for (int i = 0; i < 16; i++) {
        const int bit = (i & 7) * 20;
        uint32_t bits = 0;
        memcpy(&bits, from + (i >> 3) * 32 + bit / 8, 3); /* little-endian */
        p->lane[i] = (int32_t)(bits >> (bit & 7) << 12) >> 12;
    }
    return from + PIE_QACC_BYTES;
}

MCUNET_INLINE int8_t *pie_store_qacc(pie *p, int8_t *to)
{
    for (int half = 0; half < 2; half++) {
        for (int i = 0; i < 8; i += 2) {
            const uint32_t low = (uint32_t)p->lane[half * 8 + i] & 0xfffffu, high = (uint32_t)p->lane[half * 8 + i + 1] & 0xfffffu;
            const uint64_t pair = low | (uint64_t)high << 20;
            memcpy(to + half * 32 + i / 2 * 5, &pair, 5);
        }
    }
    return to + PIE_QACC_BYTES;
}

MCUNET_INLINE void pie_wide(pie *p, int qx, int qy)
{
    const int64_t top = ((int64_t)1 << 39) - 1;
    for (int i = 0; i < PIE_VECTOR / 2; i++) {
        int16_t x, y;
        memcpy(&x, p->q[qx] + 2 * i, sizeof x);
        memcpy(&y, p->q[qy] + 2 * i, sizeof y);
        const int64_t sum = p->wide[i] + (int64_t)x * y;
        p->wide[i] = sum > top ? top : sum < -top - 1 ? -top - 1 : sum;
    }
}

MCUNET_INLINE const int8_t *pie_wide_load(pie *p, int qx, int qy, int qu, const int8_t *from, int step)
{
    pie_wide(p, qx, qy);
    return pie_load(p, qu, from, step);
}

MCUNET_INLINE void pie_wide_shift(pie *p, int q, int32_t bits)
{
    for (int i = 0; i < PIE_VECTOR / 2; i++) {
        const int64_t sum = p->wide[i] >>= bits;
        const int16_t value = (int16_t)(sum > INT16_MAX ? INT16_MAX : sum < INT16_MIN ? INT16_MIN : sum);
        memcpy(p->q[q] + 2 * i, &value, sizeof value);
    }
}

MCUNET_INLINE void pie_zip(pie *p, int qx, int qy)
{
    int8_t both[2 * PIE_VECTOR];
    for (int i = 0; i < PIE_VECTOR; i++) {
        both[2 * i] = p->q[qx][i];
        both[2 * i + 1] = p->q[qy][i];
    }
    memcpy(p->q[qx], both, PIE_VECTOR);
    memcpy(p->q[qy], both + PIE_VECTOR, PIE_VECTOR);
}

MCUNET_INLINE void pie_unzip(pie *p, int qx, int qy)
{
    int8_t both[2 * PIE_VECTOR];
    memcpy(both, p->q[qx], PIE_VECTOR);
    memcpy(both + PIE_VECTOR, p->q[qy], PIE_VECTOR);
    for (int i = 0; i < PIE_VECTOR; i++) {
        p->q[qx][i] = both[2 * i];
        p->q[qy][i] = both[2 * i + 1];
    }
}

MCUNET_INLINE void pie_max(pie *p, int q, int qx, int qy)
{
    for (int i = 0; i < PIE_VECTOR; i++) {
        p->q[q][i] = p->q[qx][i] > p->q[qy][i] ? p->q[qx][i] : p->q[qy][i];
    }
}

MCUNET_INLINE void pie_min(pie *p, int q, int qx, int qy)
{
    for (int i = 0; i < PIE_VECTOR; i++) {
        p->q[q][i] = p->q[qx][i] < p->q[qy][i] ? p->q[qx][i] : p->q[qy][i];
    }
}

MCUNET_INLINE int32_t pie_word_at(const int8_t *from, int offset)
{
    int32_t value;
    memcpy(&value, from + offset, sizeof value);
    return value;
}

MCUNET_INLINE void pie_put_word_at(int8_t *to, int offset, int32_t value)
{
    memcpy(to + offset, &value, sizeof value);
}

MCUNET_INLINE int32_t pie_high_product(int32_t a, int32_t b)
{
    return (int32_t)(((int64_t)a * b) >> 32);
}

#endif

MCUNET_INLINE int32_t pie_word(const int8_t *from)
{
    return pie_word_at(from, 0);
}

MCUNET_INLINE void pie_put_word(int8_t *to, int32_t value)
{
    pie_put_word_at(to, 0, value);
}

#endif
