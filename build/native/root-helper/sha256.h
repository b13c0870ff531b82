#ifndef QUIESCE_SHA256_H
#define QUIESCE_SHA256_H

#include <stddef.h>

/* Hexadecimal digits of a digest, and a NUL. */
#define SHA256_HEX_SIZE 65

/* SHA-256 (FIPS 180-4) of the bytes, in lower-case hexadecimal. */
void sha256_hex(const void *bytes, size_t length, char hex[SHA256_HEX_SIZE]);

#endif
