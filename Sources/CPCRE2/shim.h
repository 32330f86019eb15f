#ifndef UNDERSTUDY_CPCRE2_SHIM_H
#define UNDERSTUDY_CPCRE2_SHIM_H

// PCRE2 has one set of functions for each width of a code unit; ours is the byte.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#endif
