#pragma once
#include <zlib.h>

// A macro in zlib.h, which Swift does not see.
static inline int headway_inflate_init_gzip(z_stream *stream) {
  return inflateInit2(stream, 15 + 32);
}
