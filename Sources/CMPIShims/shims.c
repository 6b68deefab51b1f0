#include "CMPIShims.h"

// The one place with conditional compilation: with or without MPI, everything builds.
#if defined(__has_include)
#if __has_include(<mpi.h>)
#define HONGBAO_HAS_MPI 1
#endif
#endif

#ifdef HONGBAO_HAS_MPI

// Without the C++ bindings, which nothing here uses.
#define OMPI_SKIP_MPICXX 1
#define MPICH_SKIP_MPICXX 1
#include <mpi.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

// MPI counts in `int`; larger pieces go one after the other.
static const int64_t largest_piece = (int64_t)1 << 30;
static const int tag = 17;

int cmpi_is_available(void) { return 1; }

int cmpi_start(int *rank, int *count) {
  int provided = MPI_THREAD_SINGLE;
  MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
  if (provided < MPI_THREAD_FUNNELED) {
    fprintf(stderr, "error: this MPI cannot be used by a program with threads\n");
    MPI_Abort(MPI_COMM_WORLD, 69);
  }
  MPI_Comm_rank(MPI_COMM_WORLD, rank);
  MPI_Comm_size(MPI_COMM_WORLD, count);
  return 0;
}

// Waits without keeping a core from others for long: MPI's own waits spin, and where there are more
// ranks than cores, or one rank works alone, that would cost the one that is waited for its time.
static void wait_for_all(int count, MPI_Request *requests) {
  const int looks_before_yield = 200;
  const int looks_before_sleep = 5000;
  const struct timespec nap = {0, 100 * 1000};
  int done = 0;
  int looks = 0;
  while (1) {
    MPI_Testall(count, requests, &done, MPI_STATUSES_IGNORE);
    if (done) return;
    if (looks >= looks_before_sleep) {
      nanosleep(&nap, NULL);
      continue;
    }
    looks += 1;
    if (looks >= looks_before_yield) sched_yield();
  }
}

void cmpi_exchange_numbers(const int64_t *outgoing, int64_t *incoming, int width) {
  MPI_Request request;
  MPI_Ialltoall(
      outgoing, width, MPI_INT64_T, incoming, width, MPI_INT64_T, MPI_COMM_WORLD, &request);
  wait_for_all(1, &request);
}

static int64_t pieces_of(int64_t size) { return (size + largest_piece - 1) / largest_piece; }

static int length_of_piece(int64_t size, int64_t start) {
  int64_t rest = size - start;
  return (int)(rest < largest_piece ? rest : largest_piece);
}

void cmpi_exchange_bytes(
    const void *const *outgoing, const int64_t *outgoing_sizes, void *const *incoming,
    const int64_t *incoming_sizes) {
  int ranks = 0;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  int64_t pieces = 0;
  for (int other = 0; other < ranks; other += 1) {
    pieces += pieces_of(outgoing_sizes[other]) + pieces_of(incoming_sizes[other]);
  }
  if (pieces == 0) return;
  MPI_Request *requests = malloc((size_t)pieces * sizeof(MPI_Request));
  if (requests == NULL) {
    fprintf(stderr, "error: no memory for messages\n");
    MPI_Abort(MPI_COMM_WORLD, 1);
  }
  int next = 0;
  for (int other = 0; other < ranks; other += 1) {
    for (int64_t start = 0; start < incoming_sizes[other]; start += largest_piece) {
      MPI_Irecv(
          (char *)incoming[other] + start, length_of_piece(incoming_sizes[other], start), MPI_BYTE,
          other, tag, MPI_COMM_WORLD, &requests[next]);
      next += 1;
    }
  }
  for (int other = 0; other < ranks; other += 1) {
    for (int64_t start = 0; start < outgoing_sizes[other]; start += largest_piece) {
      MPI_Isend(
          (const char *)outgoing[other] + start, length_of_piece(outgoing_sizes[other], start),
          MPI_BYTE, other, tag, MPI_COMM_WORLD, &requests[next]);
      next += 1;
    }
  }
  wait_for_all(next, requests);
  free(requests);
}

void cmpi_abort(int status) { MPI_Abort(MPI_COMM_WORLD, status); }

void cmpi_finish(void) { MPI_Finalize(); }

#else

int cmpi_is_available(void) { return 0; }

int cmpi_start(int *rank, int *count) {
  *rank = 0;
  *count = 1;
  return -1;
}

void cmpi_exchange_numbers(const int64_t *outgoing, int64_t *incoming, int width) {
  (void)outgoing;
  (void)incoming;
  (void)width;
}

void cmpi_exchange_bytes(
    const void *const *outgoing, const int64_t *outgoing_sizes, void *const *incoming,
    const int64_t *incoming_sizes) {
  (void)outgoing;
  (void)outgoing_sizes;
  (void)incoming;
  (void)incoming_sizes;
}

void cmpi_abort(int status) { (void)status; }

void cmpi_finish(void) {}

#endif
