// glibc's own part of malloc, which Swift's module Glibc leaves out.
#pragma once
#if __has_include(<malloc.h>)
#include <malloc.h>
#endif
