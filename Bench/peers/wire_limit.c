/* What libpq itself allows: the calls of `headway bench wire`, by hand.
 *
 * Says "ready", then for each line "WHAT COUNT [TENANT]" the seconds that it took. The database is that of libpq's
 * environment variables. Build: cc -O2 -I"$(pg_config --includedir)" wire_limit.c -lpq
 */
#include <arpa/inet.h>
#include <endian.h>
#include <libpq-fe.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static PGconn *connection;

static void fail(const char *what) {
  fprintf(stderr, "%s: %s", what, PQerrorMessage(connection));
  exit(1);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static uint64_t eight(const char *bytes) {
  uint64_t value;
  memcpy(&value, bytes, 8);
  return be64toh(value);
}

static uint32_t four(const char *bytes) {
  uint32_t value;
  memcpy(&value, bytes, 4);
  return ntohl(value);
}

static void prepare(const char *name, const char *text) {
  PGresult *result = PQprepare(connection, name, text, 0, NULL);
  if (PQresultStatus(result) != PGRES_COMMAND_OK) fail(text);
  PQclear(result);
}

struct numbers {
  int64_t n;
  int32_t small;
  double ratio;
  int even;
  int64_t at;
};

struct strings {
  int64_t n;
  char *name;
  char *note;
  double ratio;
  int64_t at;
};

static double as_double(uint64_t bits) {
  double value;
  memcpy(&value, &bits, 8);
  return value;
}

static char *copied(PGresult *result, int row, int column) {
  int length = PQgetlength(result, row, column);
  char *text = malloc(length + 1);
  memcpy(text, PQgetvalue(result, row, column), length);
  text[length] = 0;
  return text;
}

static PGresult *rows_of(const char *name, long count) {
  int64_t limit = htobe64(count);
  const char *values[] = {(char *)&limit};
  int lengths[] = {8}, formats[] = {1};
  PGresult *result = PQexecPrepared(connection, name, 1, values, lengths, formats, 1);
  if (PQresultStatus(result) != PGRES_TUPLES_OK || PQntuples(result) != count) fail(name);
  return result;
}

static void read_numbers(long count) {
  PGresult *result = rows_of("numbers", count);
  struct numbers *rows = malloc(count * sizeof *rows);
  for (long i = 0; i < count; i++) {
    rows[i].n = eight(PQgetvalue(result, i, 0));
    rows[i].small = four(PQgetvalue(result, i, 1));
    rows[i].ratio = as_double(eight(PQgetvalue(result, i, 2)));
    rows[i].even = *PQgetvalue(result, i, 3);
    rows[i].at = eight(PQgetvalue(result, i, 4));
  }
  PQclear(result);
  free(rows);
}

static void read_strings(long count) {
  PGresult *result = rows_of("strings", count);
  struct strings *rows = malloc(count * sizeof *rows);
  for (long i = 0; i < count; i++) {
    rows[i].n = eight(PQgetvalue(result, i, 0));
    rows[i].name = copied(result, i, 1);
    rows[i].note = copied(result, i, 2);
    rows[i].ratio = as_double(eight(PQgetvalue(result, i, 3)));
    rows[i].at = eight(PQgetvalue(result, i, 4));
  }
  PQclear(result);
  for (long i = 0; i < count; i++) {
    free(rows[i].name);
    free(rows[i].note);
  }
  free(rows);
}

static void round_trips(long count) {
  for (long i = 0; i < count; i++) {
    PGresult *result = PQexecPrepared(connection, "one", 0, NULL, NULL, NULL, 1);
    if (PQresultStatus(result) != PGRES_TUPLES_OK || four(PQgetvalue(result, 0, 0)) != 1) fail("select 1");
    PQclear(result);
  }
}

/* Both statements in one round trip and one implicit transaction. */
static void as_tenant(long count, int64_t tenant) {
  int64_t value = htobe64(tenant);
  const char *values[] = {(char *)&value};
  int lengths[] = {8}, formats[] = {1};
  if (!PQenterPipelineMode(connection)) fail("pipeline");
  for (long i = 0; i < count; i++) {
    if (!PQsendQueryPrepared(connection, "enter", 1, values, lengths, formats, 1)) fail("enter");
    if (!PQsendQueryPrepared(connection, "marks", 0, NULL, NULL, NULL, 1)) fail("marks");
    if (!PQpipelineSync(connection)) fail("sync");
    int ended = 0, seen = 0;
    while (!ended) {
      PGresult *result = PQgetResult(connection);
      if (!result) continue;
      ExecStatusType status = PQresultStatus(result);
      if (status == PGRES_PIPELINE_SYNC) ended = 1;
      else if (status == PGRES_TUPLES_OK) seen++;
      else fail("as a tenant");
      PQclear(result);
    }
    if (seen != 2) fail("as a tenant");
  }
  if (!PQexitPipelineMode(connection)) fail("pipeline");
}

int main(void) {
  connection = PQconnectdb("");
  if (PQstatus(connection) != CONNECTION_OK) fail("connecting");
  prepare("numbers", "select n, small, ratio, is_even, at from bench.wire limit $1");
  prepare("strings", "select n, name, note, ratio, at from bench.wire limit $1");
  prepare("one", "select 1");
  prepare("enter", "select guard.enter($1)");
  prepare("marks", "select count(*) from core.dirty");
  setvbuf(stdout, NULL, _IOLBF, 0);
  puts("ready");
  char what[32];
  long count;
  long long tenant;
  while (scanf("%31s %ld %lld", what, &count, &tenant) == 3) {
    double start = now();
    if (!strcmp(what, "numbers")) read_numbers(count);
    else if (!strcmp(what, "strings")) read_strings(count);
    else if (!strcmp(what, "one")) round_trips(count);
    else if (!strcmp(what, "tenant")) as_tenant(count, tenant);
    else return 2;
    printf("%.6f\n", now() - start);
  }
  PQfinish(connection);
  return 0;
}
