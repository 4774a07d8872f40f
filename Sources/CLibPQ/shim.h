#include <libpq-fe.h>

// Swift's Glibc module leaves eventfd out; the connection's bell is one.
#include <sys/eventfd.h>
