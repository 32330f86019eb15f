#ifndef UNDERSTUDY_CNETTLE_SHIM_H
#define UNDERSTUDY_CNETTLE_SHIM_H

#include <nettle/eddsa.h>
#include <nettle/hmac.h>
#include <nettle/memops.h>
#include <nettle/sha2.h>
#include <nettle/version.h>

// Nettle 4 took the length parameter away from the digest calls; Swift cannot see which of the two it was given.

static inline void understudy_sha256_digest(struct sha256_ctx *context, uint8_t *digest) {
#if NETTLE_VERSION_MAJOR >= 4
    nettle_sha256_digest(context, digest);
#else
    nettle_sha256_digest(context, SHA256_DIGEST_SIZE, digest);
#endif
}

static inline void understudy_hmac_sha256_digest(struct hmac_sha256_ctx *context, uint8_t *digest) {
#if NETTLE_VERSION_MAJOR >= 4
    nettle_hmac_sha256_digest(context, digest);
#else
    nettle_hmac_sha256_digest(context, SHA256_DIGEST_SIZE, digest);
#endif
}

#endif
