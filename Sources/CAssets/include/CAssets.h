#ifndef CASSETS_H
#define CASSETS_H

#include <stddef.h>

/// A file compiled into the program. Names and bytes live as long as the program does.
typedef struct {
    const char *name;
    const unsigned char *bytes;
    size_t count;
    /// Of a scenario: the folder below `scenarios` that it lies in, empty for none. NULL for other files.
    const char *folder;
} CAsset;

/// The model catalogs, named by provider.
size_t cassets_catalog_count(void);
CAsset cassets_catalog(size_t index);

/// The shipped scenarios, named as in their files.
size_t cassets_scenario_count(void);
CAsset cassets_scenario(size_t index);

/// The OpenAPI documents, named by provider; that of the control API is `control`.
size_t cassets_openapi_count(void);
CAsset cassets_openapi(size_t index);

#endif
