"""HTTP/2 frames as bytes, right ones and wrong ones, over a plain socket. Needs hpack (PyPI h2)."""

import socket
import struct

import hpack

DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS = 0, 1, 2, 3, 4
PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = 5, 6, 7, 8, 9
END_STREAM, ACK, END_HEADERS, PADDED, HAS_PRIORITY = 1, 1, 4, 8, 32

NO_ERROR, PROTOCOL_ERROR, INTERNAL_ERROR, FLOW_CONTROL_ERROR = 0, 1, 2, 3
STREAM_CLOSED, FRAME_SIZE_ERROR, REFUSED_STREAM, CANCEL = 5, 6, 7, 8
COMPRESSION_ERROR, ENHANCE_YOUR_CALM = 9, 11

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


def frame(kind, flags, stream, payload=b""):
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def settings(*entries):
    return frame(SETTINGS, 0, 0, b"".join(struct.pack(">HI", *entry) for entry in entries))


def window_update(stream, increment):
    return frame(WINDOW_UPDATE, 0, stream, struct.pack(">I", increment))


def rst_stream(stream, code=CANCEL):
    return frame(RST_STREAM, 0, stream, struct.pack(">I", code))


def ping(flags=0):
    return frame(PING, flags, 0, b"hongbao!")


class Closed(Exception):
    """The server has ended the connection."""


class Wire:
    """One connection; `read` answers the next frame as (kind, flags, stream, payload)."""

    def __init__(self, port, greet=True, timeout=2.0, receive_buffer=None):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(timeout)
        self.socket.connect(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.encoder = hpack.Encoder()
        self.decoder = hpack.Decoder()
        self.buffer = b""
        self.authority = f"127.0.0.1:{port}"
        if greet:
            self.greet()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def greet(self, *entries):
        """Preface and SETTINGS both ways."""
        self.send(PREFACE + settings(*entries))
        while True:
            kind, flags, _, _ = self.read()
            if kind == SETTINGS and not flags & ACK:
                self.send(frame(SETTINGS, ACK, 0))
                return

    def send(self, data):
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            # What the server said before it left can still be read.
            pass

    def read(self):
        while len(self.buffer) < 9:
            self.fill()
        length = int.from_bytes(self.buffer[:3], "big")
        kind, flags, stream = struct.unpack(">BBI", self.buffer[3:9])
        while len(self.buffer) < 9 + length:
            self.fill()
        payload = self.buffer[9 : 9 + length]
        self.buffer = self.buffer[9 + length :]
        return kind, flags, stream & 0x7FFFFFFF, payload

    def fill(self):
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError as error:
            raise Closed() from error
        if not data:
            raise Closed()
        self.buffer += data

    def fields(self, method="GET", path="/bytes/100", extra=()):
        return [
            (":method", method), (":scheme", "http"), (":path", path),
            (":authority", self.authority), *extra,
        ]

    def block(self, fields):
        # Nothing is remembered, so that frames may be thrown away.
        return b"".join(literal(name, value) for name, value in fields)

    def request(self, stream, flags=END_STREAM | END_HEADERS, **options):
        return frame(HEADERS, flags, stream, self.block(self.fields(**options)))


def literal(name, value):
    """A field without indexing and without Huffman (RFC 7541, 6.2.2)."""
    name, value = name.encode("latin-1"), value.encode("latin-1")
    return b"\x00" + prefixed(len(name)) + name + prefixed(len(value)) + value


def prefixed(number):
    """An integer with a prefix of 7 bits (RFC 7541, 5.1)."""
    if number < 127:
        return bytes([number])
    result, number = [127], number - 127
    while number >= 128:
        result.append(number % 128 + 128)
        number //= 128
    return bytes(result + [number])
