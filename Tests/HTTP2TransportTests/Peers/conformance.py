"""Cases of RFC 9113 and RFC 7541 in the manner of h2spec: conformance.py PORT

Each sends something and says which answers are right. Prints a line for each: pass or FAIL, a tab,
the case, and what came instead. The same list is put to nghttpd and to hongbao-live.
"""

import socket
import sys

from wire import *

CASES = []


def case(title):
    def add(function):
        CASES.append((title, function))
        return function

    return add


class Wrong(Exception):
    """Not what the case asks for."""


def connection_error(wire, *codes):
    """GOAWAY with one of the codes, or the end of the connection."""
    seen = []
    try:
        while True:
            kind, _, _, payload = wire.read()
            if kind == GOAWAY:
                code = int.from_bytes(payload[4:8], "big")
                if code in codes:
                    return
                raise Wrong(f"GOAWAY {code}")
            seen.append(kind)
    except Closed:
        return
    except socket.timeout:
        raise Wrong(f"nothing after frames {seen}")


def stream_error(wire, *codes):
    """RST_STREAM or GOAWAY with one of the codes, or the end of the connection."""
    seen = []
    try:
        while True:
            kind, _, _, payload = wire.read()
            if kind in (GOAWAY, RST_STREAM):
                code = int.from_bytes(payload[4:8] if kind == GOAWAY else payload, "big")
                if code in codes:
                    return
                if kind == GOAWAY or code != NO_ERROR:
                    raise Wrong(f"frame {kind} with code {code}")
            seen.append(kind)
    except Closed:
        return
    except socket.timeout:
        raise Wrong(f"nothing after frames {seen}")


def until(wire, wanted, what):
    try:
        while True:
            found = wire.read()
            if wanted(*found):
                return found
    except Closed:
        raise Wrong(f"the end instead of {what}")
    except socket.timeout:
        raise Wrong(f"no {what}")


def alive(wire):
    """A PING is answered."""
    wire.send(ping())
    until(wire, lambda kind, flags, _, __: kind == PING and flags & ACK, "answer to PING")


def answered(wire, stream=1, status=None):
    """Headers come on the stream."""
    found = until(
        wire, lambda kind, _, number, __: kind == HEADERS and number == stream, "answer")
    fields = dict(wire.decoder.decode(found[3]))
    if status and fields[":status"] != status:
        raise Wrong(f"status {fields[':status']}")
    return found


# --- 3.4, 4: preface and frames


@case("3.4 the server's SETTINGS come first")
def _(port):
    with Wire(port, greet=False) as wire:
        wire.send(PREFACE + settings())
        if wire.read()[0] != SETTINGS:
            raise Wrong("another frame")


@case("3.4 an invalid preface ends the connection")
def _(port):
    with Wire(port, greet=False) as wire:
        wire.send(b"INVALID CONNECTION PREFACE\r\n\r\n")
        try:
            while wire.socket.recv(4096):
                pass
        except ConnectionResetError:
            pass
        except socket.timeout:
            raise Wrong("still open")


def simple(title, data, outcome, *codes):
    """One connection, some bytes, one outcome. `data` may ask for the connection."""

    def run(port):
        with Wire(port) as wire:
            wire.send(data(wire) if callable(data) else data)
            outcome(wire, *codes)

    CASES.append((title, run))


simple("4.1 a frame of unknown type is passed over", frame(0xFF, 0, 0, b"x" * 8), alive)
simple("4.1 unknown flags are passed over", frame(PING, 0xFE, 0, b"12345678"), alive)
simple(
    "4.1 the reserved bit is passed over", frame(PING, 0, 0x80000000, b"12345678"),
    lambda w: until(w, lambda k, f, _, __: k == PING and f & ACK, "answer to PING"))
simple(
    "4.2 a frame of 2^14 bytes is taken",
    lambda w: w.request(1, END_HEADERS, method="POST") + frame(DATA, END_STREAM, 1, b"x" * 16384),
    answered)
simple(
    "4.2 DATA above the maximum is FRAME_SIZE_ERROR",
    lambda w: w.request(1, END_HEADERS, method="POST") + frame(DATA, END_STREAM, 1, b"x" * 16385),
    stream_error, FRAME_SIZE_ERROR)
simple(
    "4.2 HEADERS above the maximum is FRAME_SIZE_ERROR",
    lambda w: frame(
        HEADERS, 5, 1, w.block(w.fields(extra=[(f"x{i}", "y" * 1000) for i in range(17)]))),
    connection_error, FRAME_SIZE_ERROR)
simple(
    "4.3 a broken header block is COMPRESSION_ERROR", frame(HEADERS, 5, 1, b"\xff" * 8),
    connection_error, COMPRESSION_ERROR)
simple(
    "4.3 PRIORITY inside a header block is PROTOCOL_ERROR",
    lambda w: w.request(1, END_STREAM) + frame(PRIORITY, 0, 1, b"\0\0\0\0\xff"),
    connection_error, PROTOCOL_ERROR)
simple(
    "4.3 HEADERS of another stream inside a header block is PROTOCOL_ERROR",
    lambda w: w.request(1, END_STREAM) + w.request(3), connection_error, PROTOCOL_ERROR)

# --- 5.1: states of streams

simple("5.1 idle: DATA is PROTOCOL_ERROR", frame(DATA, 1, 1, b"x"), connection_error,
       PROTOCOL_ERROR, STREAM_CLOSED)
simple("5.1 idle: RST_STREAM is PROTOCOL_ERROR", rst_stream(1), connection_error, PROTOCOL_ERROR)
simple("5.1 idle: WINDOW_UPDATE is PROTOCOL_ERROR", window_update(1, 100), connection_error,
       PROTOCOL_ERROR)
simple("5.1 idle: CONTINUATION is PROTOCOL_ERROR",
       lambda w: frame(CONTINUATION, 4, 1, w.block(w.fields())), connection_error, PROTOCOL_ERROR)


def stays_open(title, after, outcome, *codes):
    """The answer's body cannot leave, so the stream stays half-closed."""

    def run(port):
        with Wire(port, greet=False) as wire:
            wire.greet((4, 0))
            wire.send(wire.request(1))
            wire.send(after(wire))
            outcome(wire, *codes)

    CASES.append((title, run))


stays_open("5.1 half-closed: DATA is STREAM_CLOSED", lambda w: frame(DATA, 1, 1, b"x"),
           stream_error, STREAM_CLOSED)
stays_open("5.1 half-closed: HEADERS is STREAM_CLOSED", lambda w: w.request(1), stream_error,
           STREAM_CLOSED)
stays_open("5.1 half-closed: CONTINUATION is an error",
           lambda w: frame(CONTINUATION, 4, 1, w.block(w.fields())), connection_error,
           STREAM_CLOSED, PROTOCOL_ERROR)
for name, after, check, codes in [
    ("DATA", lambda w: frame(DATA, 1, 1, b"x"), stream_error, (STREAM_CLOSED,)),
    ("HEADERS", lambda w: w.request(1), stream_error, (STREAM_CLOSED, PROTOCOL_ERROR)),
    ("CONTINUATION", lambda w: frame(CONTINUATION, 4, 1, b""), connection_error,
     (STREAM_CLOSED, PROTOCOL_ERROR)),
]:
    simple(
        f"5.1 closed by RST_STREAM: {name} is an error",
        lambda w, after=after: w.request(1, END_HEADERS, method="POST") + rst_stream(1) + after(w),
        check, *codes)

    def run(port, after=after, check=check, codes=codes):
        with Wire(port) as wire:
            wire.send(wire.request(1))
            until(wire, lambda k, f, s, _: s == 1 and k in (DATA, HEADERS) and f & END_STREAM,
                  "the end of the answer")
            wire.send(after(wire))
            check(wire, *codes)

    CASES.append((f"5.1 closed by END_STREAM: {name} is an error", run))

simple("5.1 a reserved frame on a closed stream: WINDOW_UPDATE is passed over",
       lambda w: w.request(1, END_HEADERS, method="POST") + rst_stream(1) + window_update(1, 1),
       alive)
simple("5.1 closed: PRIORITY is passed over",
       lambda w: w.request(1) + frame(PRIORITY, 0, 1, b"\0\0\0\0\x10"), alive)
simple("5.1.1 an even number of a stream is PROTOCOL_ERROR", lambda w: w.request(2),
       connection_error, PROTOCOL_ERROR)
simple("5.1.1 a smaller number than before is PROTOCOL_ERROR",
       lambda w: w.request(5) + w.request(3), connection_error, PROTOCOL_ERROR)


@case("5.1.2 more streams than allowed are refused")
def _(port):
    with Wire(port, greet=False) as wire:
        wire.greet((4, 0))
        for index in range(101):
            wire.send(wire.request(2 * index + 1))
        stream_error(wire, PROTOCOL_ERROR, REFUSED_STREAM)


simple("5.3.1 HEADERS that depend on themselves are PROTOCOL_ERROR",
       lambda w: frame(
           HEADERS, END_STREAM | END_HEADERS | HAS_PRIORITY, 1,
           b"\0\0\0\x01\xff" + w.block(w.fields())), stream_error, PROTOCOL_ERROR)
simple("5.3.1 PRIORITY that depends on itself is PROTOCOL_ERROR",
       frame(PRIORITY, 0, 3, b"\0\0\0\x03\xff"), stream_error, PROTOCOL_ERROR)


@case("5.4.1 a connection error is told by GOAWAY and ends the connection")
def _(port):
    with Wire(port) as wire:
        wire.send(frame(PING, 0, 3, b"12345678"))
        until(wire, lambda k, *_: k == GOAWAY, "GOAWAY")
        try:
            while True:
                wire.read()
        except Closed:
            pass
        except socket.timeout:
            raise Wrong("the connection stays open")


simple("5.4.2 after a stream error the connection goes on",
       lambda w: frame(HEADERS, 5, 1, w.block([*w.fields(), ("X-UPPER", "1")])) + w.request(3),
       answered, 3)
simple("5.5 an unknown frame inside a header block is PROTOCOL_ERROR",
       lambda w: w.request(1, END_STREAM) + frame(0xFF, 0, 1, b"x" * 8), connection_error,
       PROTOCOL_ERROR)

# --- 6: frames

simple("6.1 DATA on stream 0 is PROTOCOL_ERROR", frame(DATA, 1, 0, b"x"), connection_error,
       PROTOCOL_ERROR)
simple("6.1 padding longer than DATA is PROTOCOL_ERROR",
       lambda w: w.request(1, END_HEADERS, method="POST")
       + frame(DATA, END_STREAM | PADDED, 1, b"\x06test"), connection_error, PROTOCOL_ERROR)
simple("6.1 padded DATA is taken",
       lambda w: w.request(1, END_HEADERS, method="POST")
       + frame(DATA, END_STREAM | PADDED, 1, b"\x02test\0\0"), answered)
simple("6.2 HEADERS on stream 0 is PROTOCOL_ERROR", lambda w: w.request(0), connection_error,
       PROTOCOL_ERROR)
simple("6.2 padding longer than HEADERS is PROTOCOL_ERROR",
       lambda w: frame(HEADERS, 5 | PADDED, 1, b"\xff" + w.block(w.fields())), connection_error,
       PROTOCOL_ERROR)
simple("6.2 HEADERS with priority and padding are taken",
       lambda w: frame(HEADERS, 5 | PADDED | HAS_PRIORITY, 1,
                       b"\x02" + b"\0\0\0\0\x10" + w.block(w.fields()) + b"\0\0"), answered)
simple("6.3 PRIORITY on stream 0 is PROTOCOL_ERROR", frame(PRIORITY, 0, 0, b"\0\0\0\0\x10"),
       connection_error, PROTOCOL_ERROR)
simple("6.3 PRIORITY of 4 bytes is FRAME_SIZE_ERROR",
       lambda w: w.request(1, END_HEADERS, method="POST") + frame(PRIORITY, 0, 1, b"\0\0\0\0"),
       stream_error, FRAME_SIZE_ERROR)
simple("6.4 RST_STREAM on stream 0 is PROTOCOL_ERROR", rst_stream(0), connection_error,
       PROTOCOL_ERROR)
simple("6.4 RST_STREAM of 3 bytes is FRAME_SIZE_ERROR",
       lambda w: w.request(1, END_HEADERS, method="POST") + frame(RST_STREAM, 0, 1, b"\0\0\0"),
       stream_error, FRAME_SIZE_ERROR)
simple("6.5 SETTINGS ACK with a payload is FRAME_SIZE_ERROR", frame(SETTINGS, ACK, 0, b"\0" * 6),
       connection_error, FRAME_SIZE_ERROR)
simple("6.5 SETTINGS on a stream is PROTOCOL_ERROR", frame(SETTINGS, 0, 1, b"\0\x03\0\0\0\x64"),
       connection_error, PROTOCOL_ERROR)
simple("6.5 SETTINGS of 3 bytes is FRAME_SIZE_ERROR", frame(SETTINGS, 0, 0, b"\0\x03\0"),
       connection_error, FRAME_SIZE_ERROR)
simple("6.5.2 ENABLE_PUSH of 2 is PROTOCOL_ERROR", settings((2, 2)), connection_error,
       PROTOCOL_ERROR)
simple("6.5.2 INITIAL_WINDOW_SIZE above 2^31 - 1 is FLOW_CONTROL_ERROR", settings((4, 1 << 31)),
       connection_error, FLOW_CONTROL_ERROR)
simple("6.5.2 MAX_FRAME_SIZE below 2^14 is PROTOCOL_ERROR", settings((5, 16383)),
       connection_error, PROTOCOL_ERROR)
simple("6.5.2 MAX_FRAME_SIZE above 2^24 - 1 is PROTOCOL_ERROR", settings((5, 1 << 24)),
       connection_error, PROTOCOL_ERROR)
simple("6.5.2 an unknown setting is passed over", settings((0xFF, 1)), alive)
simple("6.5.3 SETTINGS are acknowledged", settings((3, 100)),
       lambda w: until(w, lambda k, f, *_: k == SETTINGS and f & ACK, "ACK"))
simple("6.5.3 of two values the later holds",
       lambda w: settings((4, 100), (4, 1)) + w.request(1),
       lambda w: data_of_length(w, 1))


def data_of_length(wire, length):
    found = until(wire, lambda k, *_: k == DATA, "DATA")
    if len(found[3]) != length:
        raise Wrong(f"DATA of {len(found[3])} bytes")


simple("6.7 PING is answered with its own bytes", ping(),
       lambda w: until(w, lambda k, f, _, p: k == PING and f & ACK and p == b"hongbao!", "PING"))


@case("6.7 PING ACK is not answered")
def _(port):
    with Wire(port) as wire:
        wire.send(frame(PING, ACK, 0, b"unwanted") + ping())
        found = until(wire, lambda k, *_: k == PING, "PING")
        if found[3] != b"hongbao!":
            raise Wrong("it was answered")


simple("6.7 PING on a stream is PROTOCOL_ERROR", frame(PING, 0, 1, b"12345678"),
       connection_error, PROTOCOL_ERROR)
simple("6.7 PING of 6 bytes is FRAME_SIZE_ERROR", frame(PING, 0, 0, b"123456"),
       connection_error, FRAME_SIZE_ERROR)
simple("6.8 GOAWAY on a stream is PROTOCOL_ERROR", frame(GOAWAY, 0, 1, b"\0" * 8),
       connection_error, PROTOCOL_ERROR)
simple("6.9 a window of 0 more for the connection is PROTOCOL_ERROR", window_update(0, 0),
       connection_error, PROTOCOL_ERROR)
stays_open("6.9 a window of 0 more for a stream is PROTOCOL_ERROR", lambda w: window_update(1, 0),
           stream_error, PROTOCOL_ERROR)
simple("6.9 WINDOW_UPDATE of 3 bytes is FRAME_SIZE_ERROR", frame(WINDOW_UPDATE, 0, 0, b"\0\0\x01"),
       connection_error, FRAME_SIZE_ERROR)


@case("6.9 DATA is no longer than the window")
def _(port):
    with Wire(port, greet=False) as wire:
        wire.greet((4, 1))
        wire.send(wire.request(1))
        data_of_length(wire, 1)


simple("6.9.1 a connection's window above 2^31 - 1 is FLOW_CONTROL_ERROR",
       window_update(0, 0x7FFFFFFF) * 2, connection_error, FLOW_CONTROL_ERROR)
stays_open("6.9.1 a stream's window above 2^31 - 1 is FLOW_CONTROL_ERROR",
           lambda w: window_update(1, 0x7FFFFFFF) * 2, stream_error, FLOW_CONTROL_ERROR)
stays_open("6.9.2 a wider initial window lets streams go on", lambda w: settings((4, 1)),
           lambda w: data_of_length(w, 1))


@case("6.9.2 a window below zero has to be filled first")
def _(port):
    with Wire(port, greet=False) as wire:
        wire.greet((4, 3))
        wire.send(wire.request(1))
        data_of_length(wire, 3)
        wire.send(settings((4, 2)) + window_update(1, 2))
        data_of_length(wire, 1)


simple("6.10 a header block in three frames is taken",
       lambda w: in_pieces(w, 3), answered)


def in_pieces(wire, count):
    block = wire.block(wire.fields())
    size = len(block) // count + 1
    pieces = [block[i : i + size] for i in range(0, len(block), size)]
    data = frame(HEADERS, END_STREAM, 1, pieces[0])
    for index, piece in enumerate(pieces[1:], start=2):
        data += frame(CONTINUATION, END_HEADERS if index == len(pieces) else 0, 1, piece)
    return data


simple("6.10 something else than CONTINUATION is PROTOCOL_ERROR",
       lambda w: w.request(1, END_STREAM) + ping(), connection_error, PROTOCOL_ERROR)
simple("6.10 CONTINUATION on stream 0 is PROTOCOL_ERROR",
       lambda w: w.request(1, END_STREAM) + frame(CONTINUATION, END_HEADERS, 0, b""),
       connection_error, PROTOCOL_ERROR)
simple("6.10 CONTINUATION after the end of headers is PROTOCOL_ERROR",
       lambda w: w.request(1, END_HEADERS) + frame(CONTINUATION, END_HEADERS, 1, b""),
       connection_error, PROTOCOL_ERROR)
simple("6.10 CONTINUATION after DATA is PROTOCOL_ERROR",
       lambda w: w.request(1, END_HEADERS, method="POST") + frame(DATA, 0, 1, b"x")
       + frame(CONTINUATION, END_HEADERS, 1, b""), connection_error, PROTOCOL_ERROR)
simple("7 an unknown code in RST_STREAM is passed over",
       lambda w: w.request(1, END_HEADERS, method="POST") + rst_stream(1, 0xFF), alive)

# --- 8: messages


def malformed(title, fields, flags=END_STREAM | END_HEADERS):
    simple(title, lambda w: frame(HEADERS, flags, 1, w.block(fields(w))), stream_error,
           PROTOCOL_ERROR)


simple("8.1 a second HEADERS without END_STREAM is PROTOCOL_ERROR",
       lambda w: w.request(1, END_HEADERS, method="POST")
       + frame(HEADERS, END_HEADERS, 1, w.block([("x", "y")])), stream_error, PROTOCOL_ERROR)
simple("8.1 a request with trailers is answered",
       lambda w: w.request(1, END_HEADERS, method="POST") + frame(DATA, 0, 1, b"x")
       + frame(HEADERS, 5, 1, w.block([("x", "y")])), answered)
simple("8.1 GET is answered with 200", lambda w: w.request(1), lambda w: answered(w, 1, "200"))
simple("8.1 HEAD is answered without a body", lambda w: w.request(1, method="HEAD"),
       lambda w: ends_with_headers(w))


def ends_with_headers(wire):
    if not answered(wire)[1] & END_STREAM:
        raise Wrong("a body follows")


malformed("8.1.2 an upper-case name is PROTOCOL_ERROR", lambda w: [*w.fields(), ("X-Up", "1")])
malformed("8.1.2.1 an unknown pseudo-field is PROTOCOL_ERROR",
          lambda w: [*w.fields(), (":test", "1")])
malformed("8.1.2.1 a pseudo-field of answers is PROTOCOL_ERROR",
          lambda w: [*w.fields(), (":status", "200")])
malformed("8.1.2.1 a pseudo-field after others is PROTOCOL_ERROR",
          lambda w: [("x", "y"), *w.fields()])
simple("8.1.2.1 a pseudo-field in trailers is PROTOCOL_ERROR",
       lambda w: w.request(1, END_HEADERS, method="POST")
       + frame(HEADERS, 5, 1, w.block([(":method", "GET")])), stream_error, PROTOCOL_ERROR)
malformed("8.1.2.2 the field connection is PROTOCOL_ERROR",
          lambda w: [*w.fields(), ("connection", "keep-alive")])
malformed("8.1.2.2 the field transfer-encoding is PROTOCOL_ERROR",
          lambda w: [*w.fields(), ("transfer-encoding", "chunked")])
malformed("8.1.2.2 a field te other than trailers is PROTOCOL_ERROR",
          lambda w: [*w.fields(), ("te", "trailers, deflate")])
malformed("8.1.2.3 an empty path is PROTOCOL_ERROR", lambda w: w.fields(path=""))
for missing in (":method", ":scheme", ":path"):
    malformed(f"8.1.2.3 without {missing} is PROTOCOL_ERROR",
              lambda w, missing=missing: [f for f in w.fields() if f[0] != missing])
    malformed(f"8.1.2.3 {missing} twice is PROTOCOL_ERROR",
              lambda w, missing=missing: [
                  *[f for f in w.fields() if f[0] == missing], *w.fields()])
simple("8.1.2.6 a content-length that DATA does not have is PROTOCOL_ERROR",
       lambda w: w.request(1, END_HEADERS, method="POST", extra=[("content-length", "1")])
       + frame(DATA, 1, 1, b"test"), stream_error, PROTOCOL_ERROR)
simple("8.1.2.6 a content-length that two DATA do not have is PROTOCOL_ERROR",
       lambda w: w.request(1, END_HEADERS, method="POST", extra=[("content-length", "1")])
       + frame(DATA, 0, 1, b"te") + frame(DATA, 1, 1, b"st"), stream_error, PROTOCOL_ERROR)
malformed("8.1.2.6 a content-length without a body is PROTOCOL_ERROR",
          lambda w: [*w.fields(method="POST"), ("content-length", "1")])
malformed("8.2 a field's value with a line feed is PROTOCOL_ERROR",
          lambda w: [*w.fields(), ("x", "a\nb")])
malformed("8.2 a field's name with a blank is PROTOCOL_ERROR", lambda w: [*w.fields(), ("x y", "a")])
simple("8.4 PUSH_PROMISE of a client is PROTOCOL_ERROR",
       lambda w: frame(PUSH_PROMISE, END_HEADERS, 1, b"\0\0\0\x02" + w.block(w.fields())),
       connection_error, PROTOCOL_ERROR)

# --- HPACK (RFC 7541)

for title, tail in [
    ("2.3.3 an index beyond the tables", b"\xff\x80\x01"),
    ("6.1 index 0", b"\x80"),
    ("6.3 a table larger than the setting", b"\x3f\xe2\xff\xff\x0f"),
    ("4.2 a change of the table's size after a field", b"\x20"),
    ("5.2 Huffman padding of more than 7 bits", b"\x00\x84\x1c\x64\xff\xff\x01a"),
    ("5.2 the end-of-string symbol", b"\x00\x84\xff\xff\xff\xff\x01a"),
    ("5.1 an integer without end", b"\xff" + b"\xff" * 12),
]:
    simple(f"HPACK {title} is COMPRESSION_ERROR",
           lambda w, tail=tail: frame(HEADERS, 5, 1, w.block(w.fields()) + tail),
           connection_error, COMPRESSION_ERROR)


def main():
    port = int(sys.argv[1])
    for title, run in CASES:
        try:
            run(port)
            print(f"pass\t{title}\t")
        except Wrong as reason:
            print(f"FAIL\t{title}\t{reason}")
        except Closed:
            print(f"FAIL\t{title}\tthe connection ended too early")


main()
