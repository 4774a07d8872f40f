#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// RE2 behind C functions, so that Swift needs no C++ interoperability.
// No function throws; all bytes are UTF-8 with their length, none needs a terminating NUL.

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern. Matching never changes it visibly: any number of threads may share one.
typedef struct cre2_pattern cre2_pattern;

/// Compiles a pattern, or returns NULL and writes a sentence of at most error_capacity bytes,
/// NUL included, into error.
///
/// A pattern whose program exceeds max_instructions is refused: the worst case of a match is
/// instructions times bytes of the text.
cre2_pattern *_Nullable cre2_compile(
    const char *_Nullable pattern, size_t length, int max_instructions, char *_Nonnull error, size_t error_capacity);

void cre2_free(cre2_pattern *_Nullable pattern);

/// Whether the pattern matches anywhere in the text; false when RE2 runs out of memory.
bool cre2_matches(const cre2_pattern *_Nonnull pattern, const char *_Nullable text, size_t length);

/// Whether the part occurs in the text, in time linear in both (glibc's two-way memmem).
bool cre2_contains(
    const char *_Nullable text, size_t length, const char *_Nullable part, size_t part_length);

#ifdef __cplusplus
}
#endif
