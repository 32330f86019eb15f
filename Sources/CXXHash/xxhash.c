#include "CXXHash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

// What XXH3 gives was settled with this version.
#if XXH_VERSION_NUMBER < 800
#error "xxhash.h is older than 0.8.0"
#endif

CXXHash128 cxxhash_128(const void *bytes, size_t count, uint64_t seed) {
    XXH128_hash_t hash = XXH3_128bits_withSeed(bytes, count, seed);
    return (CXXHash128){hash.high64, hash.low64};
}

uint64_t cxxhash_64(const void *bytes, size_t count, uint64_t seed) {
    return XXH3_64bits_withSeed(bytes, count, seed);
}
