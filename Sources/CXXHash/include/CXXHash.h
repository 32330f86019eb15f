#ifndef CXXHASH_H
#define CXXHASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t high, low;
} CXXHash128;

// The library's header is compiled into the program, so nothing of it is looked for at run time.

/// XXH3 of 128 bits. The bytes may be NULL where there are none.
CXXHash128 cxxhash_128(const void *bytes, size_t count, uint64_t seed);

/// XXH3 of 64 bits. The bytes may be NULL where there are none.
uint64_t cxxhash_64(const void *bytes, size_t count, uint64_t seed);

#endif
