#include "cre2.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <string>

struct cre2_pattern {
  explicit cre2_pattern(const re2::StringPiece &text, const RE2::Options &options) : re(text, options) {}
  RE2 re;
};

namespace {

// The automaton of one pattern may grow to this, as far as the texts it meets make it; beyond it RE2
// starts over, or matches without one. With 4 MB `a{1,1000}b` takes 915 ms on 32 KB, with 8 MB 46.
constexpr int64_t kMaxMemory = 8 << 20;

void say(const std::string &message, char *error, size_t capacity) {
  if (capacity == 0) return;
  size_t length = std::min(message.size(), capacity - 1);
  std::memcpy(error, message.data(), length);
  error[length] = '\0';
}

}  // namespace

cre2_pattern *cre2_compile(
    const char *pattern, size_t length, int max_instructions, char *error, size_t error_capacity) {
  try {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(kMaxMemory);
    auto compiled = std::make_unique<cre2_pattern>(re2::StringPiece(pattern, length), options);
    if (!compiled->re.ok()) {
      say(compiled->re.error(), error, error_capacity);
      return nullptr;
    }
    if (compiled->re.ProgramSize() > max_instructions) {
      say("it unfolds to " + std::to_string(compiled->re.ProgramSize()) + " instructions; at most " +
              std::to_string(max_instructions) + " are allowed",
          error, error_capacity);
      return nullptr;
    }
    return compiled.release();
  } catch (...) {
    say("it needs too much memory", error, error_capacity);
    return nullptr;
  }
}

void cre2_free(cre2_pattern *pattern) { delete pattern; }

bool cre2_matches(const cre2_pattern *pattern, const char *text, size_t length) {
  try {
    return RE2::PartialMatch(re2::StringPiece(text, length), pattern->re);
  } catch (...) {
    return false;
  }
}

bool cre2_contains(const char *text, size_t length, const char *part, size_t part_length) {
  if (part_length == 0) return true;
  if (length < part_length) return false;
  return memmem(text, length, part, part_length) != nullptr;
}
