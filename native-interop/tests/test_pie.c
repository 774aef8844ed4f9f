/* SPDX-License-Identifier: MIT */
/*
 * pie.h against what the ESP32-S3's reference says of each instruction: the model here, the processor (or its emulator) there. Expected values
 * are made bit by bit from the reference's definitions, with nothing of pie.h's.
 */
#include <stdlib.h>
#include <string.h>

#include "backends/esp32s3/pie.h"
#include "support/harness.h"

#define ROUNDS 200

typedef struct {
    int8_t byte[4 * PIE_VECTOR];
} block __attribute__((aligned(PIE_VECTOR)));

static block random_block(uint32_t *seed)
{
    static const int8_t extremes[] = {-128, 127, 0, 1, -1};
    block b;
    for (unsigned i = 0; i < sizeof b.byte; i++) {
        b.byte[i] = random_bits(seed) % 3 == 0 ? extremes[random_bits(seed) % 5] : (int8_t)random_bits(seed);
    }
    return b;
}

static void check_bytes(const int8_t *actual, const int8_t *wanted, int32_t count, const char *what)
{
    expect(memcmp(actual, wanted, (size_t)count) == 0, "%s", what);
}

/* Bits [first, first + count) of memory, the lowest of a byte first, as a signed number. */
static int64_t bits_at(const int8_t *memory, int first, int count)
{
    int64_t value = 0;
    for (int i = 0; i < count; i++) {
        const int set = (uint8_t)memory[(first + i) / 8] >> (first + i) % 8 & 1;
        value += i == count - 1 ? -((int64_t)set << i) : (int64_t)set << i;
    }
    return value;
}

static void put_bits(int8_t *memory, int first, int count, int64_t value)
{
    for (int i = 0; i < count; i++) {
        const uint8_t mask = (uint8_t)(1u << (first + i) % 8);
        int8_t *const byte = &memory[(first + i) / 8];
        *byte = (int8_t)((uint64_t)value >> i & 1 ? (uint8_t)*byte | mask : (uint8_t)*byte & (uint8_t)~mask);
    }
}

/* Where QACC's lane of 20 bits lies in memory: those of QACC_L at byte 0, of QACC_H at byte 32. */
static int lane_bit(int lane)
{
    return lane / 8 * 256 + lane % 8 * 20;
}

static int64_t saturate(int64_t value, int bits)
{
    const int64_t top = ((int64_t)1 << (bits - 1)) - 1;
    return value > top ? top : value < -top - 1 ? -top - 1 : value;
}

static int16_t half_at(const int8_t *from, int i)
{
    return (int16_t)bits_at(from, 16 * i, 16);
}

/* Loads and stores force 16-byte alignment, and step from the address they were given. */
static void check_memory(uint32_t *seed)
{
    const block from = random_block(seed);
    block to = random_block(seed);
    const int32_t shift = random_between(seed, 0, 15);
    pie p;
    PIE_CLEAR(&p);
    const int8_t *next = pie_load(&p, 0, from.byte + shift, PIE_VECTOR);
    expect(next == from.byte + shift + PIE_VECTOR, "the step of a load");
    expect(pie_store(&p, 0, to.byte + 2 * PIE_VECTOR + shift, -PIE_VECTOR) == to.byte + PIE_VECTOR + shift, "the step of a store");
    check_bytes(to.byte + 2 * PIE_VECTOR, from.byte, PIE_VECTOR, "an address is forced to a vector");
    next = pie_load_around(&p, 1, from.byte + shift, PIE_VECTOR);
    pie_load_by(&p, 2, next, 3);
    pie_align(&p, 3, 1, 2);
    pie_store(&p, 3, to.byte, 0);
    check_bytes(to.byte, from.byte + shift, PIE_VECTOR, "two vectors are aligned");
    pie_set_distance(&p, shift);
    pie_align_on(&p, 3, 1, 2);
    pie_store(&p, 1, to.byte, 0);
    check_bytes(to.byte, from.byte + PIE_VECTOR, PIE_VECTOR, "the first operand becomes the second");
}

static void check_bytewise(uint32_t *seed)
{
    const block from = random_block(seed);
    block to = from, wanted;
    pie p;
    PIE_CLEAR(&p);
    for (int i = 0; i < PIE_VECTOR; i++) {
        const int8_t x = from.byte[i], y = from.byte[PIE_VECTOR + i];
        wanted.byte[i] = x > y ? x : y;
        wanted.byte[PIE_VECTOR + i] = x < y ? x : y;
        wanted.byte[2 * PIE_VECTOR + 2 * i] = x;
        wanted.byte[2 * PIE_VECTOR + 2 * i + 1] = y;
    }
    pie_load(&p, 4, from.byte, 0);
    pie_load(&p, 5, from.byte + PIE_VECTOR, 0);
    pie_max(&p, 6, 4, 5);
    pie_min(&p, 7, 4, 5);
    pie_zip(&p, 4, 5);
    pie_store(&p, 6, to.byte, 0);
    pie_store(&p, 7, to.byte + PIE_VECTOR, 0);
    pie_store(&p, 4, to.byte + 2 * PIE_VECTOR, 0);
    pie_store(&p, 5, to.byte + 3 * PIE_VECTOR, 0);
    check_bytes(to.byte, wanted.byte, sizeof to.byte, "higher, lower and zipped bytes");
    pie_unzip(&p, 4, 5);
    pie_zero(&p, 6);
    pie_store(&p, 4, to.byte, 0);
    pie_store(&p, 5, to.byte + PIE_VECTOR, 0);
    pie_store(&p, 6, to.byte + 2 * PIE_VECTOR, 0);
    memset(wanted.byte, 0, sizeof wanted.byte);
    check_bytes(to.byte, from.byte, 2 * PIE_VECTOR, "unzipped bytes");
    check_bytes(to.byte + 2 * PIE_VECTOR, wanted.byte, PIE_VECTOR, "zero");
    memset(wanted.byte, from.byte[3], PIE_VECTOR);
    pie_repeat(&p, 6, &from.byte[3]);
    pie_store(&p, 6, to.byte, 0);
    check_bytes(to.byte, wanted.byte, PIE_VECTOR, "a repeated byte");
}

/* ACCX: 40 bits that saturate, eight bytes in memory. */
static void check_accx(uint32_t *seed)
{
    const block from = random_block(seed);
    block memory = {{0}};
    int64_t sum = (int64_t)((uint64_t)random_bits(seed) << 8 | random_bits(seed) % 256) - ((int64_t)1 << 39);
    if (random_bits(seed) % 2 != 0) {
        sum = random_bits(seed) % 2 != 0 ? ((int64_t)1 << 39) - 1000 : 1000 - ((int64_t)1 << 39);
    }
    pie p;
    PIE_CLEAR(&p);
    put_bits(memory.byte, 0, 40, sum);
    pie_load(&p, 0, from.byte, 0);
    pie_load(&p, 1, from.byte + PIE_VECTOR, 0);
    expect(pie_load_accx(&p, memory.byte) == memory.byte + 8, "the step of ACCX's load");
    pie_dot(&p, 0, 1);
    for (int i = 0; i < PIE_VECTOR; i++) {
        sum += from.byte[i] * from.byte[PIE_VECTOR + i];
    }
    sum = saturate(sum, 40);
    expect(pie_accx(&p) == (int32_t)(uint32_t)(uint64_t)sum, "the lowest bits of ACCX");
    pie_store_accx(&p, memory.byte + PIE_VECTOR);
    expect(bits_at(memory.byte + PIE_VECTOR, 0, 40) == sum, "a sum in ACCX");
    pie_zero_accx(&p);
    expect(pie_accx(&p) == 0, "ACCX is zero");
}

static void check_lanes(uint32_t *seed)
{
    const block from = random_block(seed);
    block image = {{0}};
    int64_t sums[16];
    const int32_t times = random_between(seed, 1, 60);
    pie p;
    PIE_CLEAR(&p);
    for (int lane = 0; lane < 16; lane++) {
        sums[lane] = random_between(seed, -PIE_LANE_LIMIT, PIE_LANE_LIMIT - 1);
        put_bits(image.byte, lane_bit(lane), 20, sums[lane]);
    }
    pie_load(&p, 0, from.byte, 0);
    pie_load(&p, 1, from.byte + PIE_VECTOR, 0);
    expect(pie_load_qacc(&p, image.byte) == image.byte + PIE_QACC_BYTES, "the step of QACC's load");
    for (int32_t i = 0; i < times; i++) {
        pie_lanes(&p, 0, 1);
        for (int lane = 0; lane < 16; lane++) {
            sums[lane] = saturate(sums[lane] + from.byte[lane] * from.byte[PIE_VECTOR + lane], 20);
        }
    }
    memset(image.byte, 0, sizeof image.byte);
    pie_store_qacc(&p, image.byte);
    for (int lane = 0; lane < 16; lane++) {
        expect(bits_at(image.byte, lane_bit(lane), 20) == sums[lane], "lane %d", lane);
    }
    pie_zero_qacc(&p);
    pie_store_qacc(&p, image.byte);
    for (int lane = 0; lane < 16; lane++) {
        expect(bits_at(image.byte, lane_bit(lane), 20) == 0, "lane %d is zero", lane);
    }
}

/* Wide lanes saturate at 40 bits; shifting leaves the shifted sums in them and saturates what it gives to 16 bits. */
static void check_wide(uint32_t *seed)
{
    const block from = random_block(seed);
    block to;
    int64_t sums[8] = {0};
    const int32_t times = random_between(seed, 1, 700);
    const int32_t bits[2] = {random_between(seed, 0, 39), random_between(seed, 0, 20)};
    pie p;
    PIE_CLEAR(&p);
    pie_load(&p, 0, from.byte, 0);
    pie_load(&p, 1, from.byte + PIE_VECTOR, 0);
    pie_zero_qacc(&p);
    for (int32_t i = 0; i < times; i++) {
        pie_wide(&p, 0, 1);
        for (int lane = 0; lane < 8; lane++) {
            sums[lane] = saturate(sums[lane] + (int64_t)half_at(from.byte, lane) * half_at(from.byte, 8 + lane), 40);
        }
    }
    expect(pie_wide_load(&p, 0, 1, 1, from.byte + 2 * PIE_VECTOR, PIE_VECTOR) == from.byte + 3 * PIE_VECTOR,
           "the step of a load beside products");
    pie_store(&p, 1, to.byte, 0);
    check_bytes(to.byte, from.byte + 2 * PIE_VECTOR, PIE_VECTOR, "a load over an operand");
    for (int lane = 0; lane < 8; lane++) {
        sums[lane] = saturate(sums[lane] + (int64_t)half_at(from.byte, lane) * half_at(from.byte, 8 + lane), 40);
    }
    for (int i = 0; i < 2; i++) {
        pie_wide_shift(&p, 2, bits[i]);
        pie_store(&p, 2, to.byte, 0);
        for (int lane = 0; lane < 8; lane++) {
            sums[lane] >>= bits[i];
            expect(half_at(to.byte, lane) == saturate(sums[lane], 16), "wide lane %d moved by %d bits", lane, (int)bits[i]);
        }
    }
}

static void check_words(uint32_t *seed)
{
    const block from = random_block(seed);
    block to = from;
    const int32_t at = random_between(seed, 0, 15);
    const int32_t a = (int32_t)random_bits(seed), b = (int32_t)random_bits(seed);
    expect(pie_word(from.byte + at) == (int32_t)bits_at(from.byte + at, 0, 32), "a word anywhere");
    expect(pie_word_at(from.byte + at, 8) == (int32_t)bits_at(from.byte + at + 8, 0, 32), "a word behind it");
    pie_put_word(to.byte + at, a);
    pie_put_word_at(to.byte + at, 4, b);
    expect(bits_at(to.byte + at, 0, 32) == a && bits_at(to.byte + at + 4, 0, 32) == b, "words that are put anywhere");
    expect(pie_high_product(a, b) == (int32_t)((uint64_t)((int64_t)a * b) >> 32), "the upper half of a product");
}

int main(void)
{
    uint32_t seed = 1;
    for (int i = 0; i < ROUNDS; i++) {
        check_memory(&seed);
        check_bytewise(&seed);
        check_accx(&seed);
        check_lanes(&seed);
        check_wide(&seed);
        check_words(&seed);
    }
    return finish();
}
