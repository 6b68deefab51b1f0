// What Swift sees of libnghttp2, and the three calls that changed their names in 1.60.
#ifndef HONGBAO_CNGHTTP2_H
#define HONGBAO_CNGHTTP2_H

#include <nghttp2/nghttp2.h>
#include <stddef.h>
#include <stdint.h>

// Gives bytes that have arrived to a session; how many it took, or a negative error.
static inline ptrdiff_t cnghttp2_receive(
    nghttp2_session *session, const uint8_t *bytes, size_t count) {
#if NGHTTP2_VERSION_NUM >= 0x013c00
  return nghttp2_session_mem_recv2(session, bytes, count);
#else
  return nghttp2_session_mem_recv(session, bytes, count);
#endif
}

// The next bytes to send, valid until the next call; 0 when there are none for now.
static inline ptrdiff_t cnghttp2_next_output(nghttp2_session *session, const uint8_t **bytes) {
#if NGHTTP2_VERSION_NUM >= 0x013c00
  return nghttp2_session_mem_send2(session, bytes);
#else
  return nghttp2_session_mem_send(session, bytes);
#endif
}

// Fills `buffer` with the body of the stream in `source->fd`, which is a number of the caller's.
typedef ptrdiff_t (*cnghttp2_reader)(
    nghttp2_session *session, int32_t stream, uint8_t *buffer, size_t capacity, uint32_t *flags,
    nghttp2_data_source *source, void *user_data);

// Answers a request; without a reader there is no body.
static inline int cnghttp2_respond(
    nghttp2_session *session, int32_t stream, const nghttp2_nv *fields, size_t count, int slot,
    cnghttp2_reader reader) {
#if NGHTTP2_VERSION_NUM >= 0x013c00
  nghttp2_data_provider2 provider = {.source = {.fd = slot}, .read_callback = reader};
  return nghttp2_submit_response2(session, stream, fields, count, reader ? &provider : NULL);
#else
  nghttp2_data_provider provider = {.source = {.fd = slot}, .read_callback = reader};
  return nghttp2_submit_response(session, stream, fields, count, reader ? &provider : NULL);
#endif
}

#endif
