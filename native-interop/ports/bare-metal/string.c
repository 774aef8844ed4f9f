/* SPDX-License-Identifier: MIT */
/*
 * memcpy, memmove and memset a word at a time. The compilers' small C libraries copy byte by byte, and the engine moves whole rows of
 * feature maps.
 */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint32_t __attribute__((may_alias)) word;

/* Whether words may be read and written at both addresses; Cortex-M reads and writes unaligned ones in hardware. */
static int takes_words(const void *a, const void *b)
{
#if defined(__ARM_FEATURE_UNALIGNED)
    (void)a;
    (void)b;
    return 1;
#else
    return (((uintptr_t)a | (uintptr_t)b) & 3u) == 0;
#endif
}

void *memcpy(void *restrict target, const void *restrict source, size_t bytes)
{
    uint8_t *to = target;
    const uint8_t *from = source;
#if !defined(__ARM_FEATURE_UNALIGNED)
    if ((((uintptr_t)to ^ (uintptr_t)from) & 3u) == 0) {
        for (; bytes > 0 && ((uintptr_t)to & 3u) != 0; bytes--) {
            *to++ = *from++;
        }
    }
#endif
    if (takes_words(to, from)) {
        for (; bytes >= 16; bytes -= 16, to += 16, from += 16) {
            const word a = ((const word *)(const void *)from)[0], b = ((const word *)(const void *)from)[1];
            const word c = ((const word *)(const void *)from)[2], d = ((const word *)(const void *)from)[3];
            ((word *)(void *)to)[0] = a;
            ((word *)(void *)to)[1] = b;
            ((word *)(void *)to)[2] = c;
            ((word *)(void *)to)[3] = d;
        }
        for (; bytes >= 4; bytes -= 4, to += 4, from += 4) {
            *(word *)(void *)to = *(const word *)(const void *)from;
        }
    }
    for (; bytes > 0; bytes--) {
        *to++ = *from++;
    }
    return target;
}

void *memmove(void *target, const void *source, size_t bytes)
{
    uint8_t *to = target;
    const uint8_t *from = source;
    if (to <= from || to >= from + bytes) {
        return memcpy(target, source, bytes); /* which goes forward */
    }
    to += bytes;
    from += bytes;
    if (takes_words(to, from)) {
        for (; bytes >= 4; bytes -= 4) {
            to -= 4;
            from -= 4;
            *(word *)(void *)to = *(const word *)(const void *)from;
        }
    }
    for (; bytes > 0; bytes--) {
        *--to = *--from;
    }
    return target;
}

void *memset(void *target, int value, size_t bytes)
{
    uint8_t *to = target;
    const word pattern = (uint8_t)value * 0x01010101u;
    for (; bytes > 0 && ((uintptr_t)to & 3u) != 0; bytes--) {
        *to++ = (uint8_t)value;
    }
    for (; bytes >= 4; bytes -= 4, to += 4) {
        *(word *)(void *)to = pattern;
    }
    for (; bytes > 0; bytes--) {
        *to++ = (uint8_t)value;
    }
    return target;
}
