// What the ranks of a run need of MPI. Where the program was built without MPI, `cmpi_is_available`
// answers 0 and nothing else may be called. All functions are for one thread, always the same one.
// Errors inside MPI end the job with MPI's own message (MPI_ERRORS_ARE_FATAL).
#ifndef HONGBAO_CMPI_SHIMS_H
#define HONGBAO_CMPI_SHIMS_H

#include <stdint.h>

/// 1 when the program was built with MPI.
int cmpi_is_available(void);

/// Starts MPI; gives this rank and the number of ranks. 0, or -1 without MPI.
int cmpi_start(int *rank, int *count);

/// Sends `width` numbers to every rank, in the order of ranks, and takes as many from each.
void cmpi_exchange_numbers(const int64_t *outgoing, int64_t *incoming, int width);

/// Sends each rank its bytes and takes the bytes of each; both sides know all sizes already.
void cmpi_exchange_bytes(
    const void *const *outgoing, const int64_t *outgoing_sizes, void *const *incoming,
    const int64_t *incoming_sizes);

/// Ends the whole job at once with this status.
void cmpi_abort(int status);

/// Ends MPI; all ranks must call it.
void cmpi_finish(void);

#endif
