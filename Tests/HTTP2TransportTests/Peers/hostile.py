"""Hostile clients: hostile.py PROBE PORT PROCESS SECONDS

For so many seconds the probe attacks the server at PORT. A second, well-behaved client (PyPI's h2, in
a process of its own) asks meanwhile. Ends with 0 when the probe met the limit that is there for it,
the second client was served with a p99 below 100 ms, and the server's memory grew by less than 50 MB.
On a machine that is busy with other things the second client may wait three times as long as for a
process that only echoes, which it asks in turns.
Prints one line about all that.
"""

import multiprocessing
import os
import random
import select
import socket
import sys
import time

import h2.config
import h2.connection
import h2.events

from wire import *

P99_LIMIT = 0.100
BUSY_FACTOR = 3
GROWTH_LIMIT = 50 << 20
PROBES = {}


def probe(function):
    PROBES[function.__name__] = function
    return function


class Attack:
    """What a probe works with, and what it saw."""

    def __init__(self, port, seconds):
        self.port = port
        self.deadline = time.monotonic() + seconds
        self.codes = {}
        self.closed = 0
        self.statuses = {}
        self.resets = {}
        self.sent = 0

    def goes_on(self):
        return time.monotonic() < self.deadline

    def note(self, table, key):
        table[key] = table.get(key, 0) + 1

    def listen(self, wire, wait=0.0):
        """Reads what is there; False when the server has ended the connection."""
        try:
            while True:
                if len(wire.buffer) < 9 and not select.select([wire.socket], [], [], wait)[0]:
                    return True
                kind, flags, stream, payload = wire.read()
                if kind == GOAWAY:
                    self.note(self.codes, int.from_bytes(payload[4:8], "big"))
                elif kind == RST_STREAM:
                    self.note(self.resets, int.from_bytes(payload, "big"))
                elif kind == HEADERS:
                    self.note(self.statuses, dict(wire.decoder.decode(payload))[":status"])
        except (Closed, socket.timeout, OSError):
            self.closed += 1
            return False

    def flood(self, opening, piece, listens=True, greeting=()):
        """Connects again and again and sends pieces until the server has enough."""
        while self.goes_on():
            try:
                with Wire(self.port, greet=False) as wire:
                    wire.greet(*greeting)
                    wire.send(opening(wire))
                    index = 0
                    while self.goes_on():
                        wire.socket.sendall(piece(wire, index))
                        index += 1
                        self.sent += 1
                        if listens and not self.listen(wire):
                            break
            except (OSError, Closed):
                self.closed += 1

    def hold(self, count, start):
        """Connects so many times, does `start` on each, and only listens from then on."""
        wires = []
        for _ in range(count):
            try:
                wire = Wire(self.port, greet=False)
                start(wire)
                wires.append(wire)
            except (OSError, Closed):
                self.closed += 1
        while self.goes_on() and wires:
            wires = [wire for wire in wires if self.listen(wire)]
            time.sleep(0.02)
        for wire in wires:
            wire.socket.close()


# --- floods


@probe
def rapid_reset(attack):
    def piece(wire, index):
        return b"".join(
            wire.request(stream) + rst_stream(stream)
            for stream in range(40 * index + 1, 40 * index + 41, 2))

    attack.flood(lambda wire: b"", piece)
    return attack.codes.get(ENHANCE_YOUR_CALM, 0) + attack.codes.get(INTERNAL_ERROR, 0) > 0


@probe
def made_you_reset(attack):
    def piece(wire, index):
        # Each stream's window overflows, so that the server resets while the handler runs.
        return b"".join(
            wire.request(stream, END_HEADERS, path="/later")
            + window_update(stream, 0x7FFFFFFF)
            for stream in range(40 * index + 1, 40 * index + 41, 2))

    attack.flood(lambda wire: b"", piece)
    return attack.codes.get(ENHANCE_YOUR_CALM, 0) > 0 or attack.closed > 0


@probe
def continuation_flood(attack):
    attack.flood(
        lambda wire: wire.request(1, END_STREAM),
        lambda wire, index: frame(CONTINUATION, 0, 1, literal(f"x{index}", "y" * 50)))
    return attack.closed > 0


@probe
def empty_continuation_flood(attack):
    attack.flood(
        lambda wire: wire.request(1, END_STREAM),
        lambda wire, index: frame(CONTINUATION, 0, 1, b"") * 10)
    return attack.closed > 0


@probe
def settings_flood(attack):
    attack.flood(lambda wire: b"", lambda wire, index: settings((3, 100)) * 20)
    return attack.codes.get(ENHANCE_YOUR_CALM, 0) > 0


@probe
def unread_settings_flood(attack):
    attack.flood(lambda wire: b"", lambda wire, index: settings((3, 100)) * 20, listens=False)
    return attack.closed > 0


@probe
def long_settings(attack):
    attack.flood(lambda wire: settings(*[(3, 100)] * 33), lambda wire, index: b"")
    return attack.codes.get(ENHANCE_YOUR_CALM, 0) > 0


@probe
def ping_flood(attack):
    attack.flood(lambda wire: b"", lambda wire, index: ping() * 20)
    return attack.codes.get(ENHANCE_YOUR_CALM, 0) > 0


@probe
def priority_flood(attack):
    attack.flood(
        lambda wire: b"",
        lambda wire, index: b"".join(
            frame(PRIORITY, 0, 2 * (20 * index + i) + 1, b"\0\0\0\0\x10") for i in range(20)))
    return attack.codes.get(ENHANCE_YOUR_CALM, 0) > 0


@probe
def window_flood(attack):
    attack.flood(lambda wire: b"", lambda wire, index: window_update(0, 1) * 20)
    return attack.codes.get(ENHANCE_YOUR_CALM, 0) > 0


@probe
def unknown_frame_flood(attack):
    attack.flood(lambda wire: b"", lambda wire, index: frame(0xBB, 0, 0, b"x" * 20) * 20)
    return attack.codes.get(ENHANCE_YOUR_CALM, 0) > 0


@probe
def empty_data_flood(attack):
    attack.flood(
        lambda wire: wire.request(1, END_HEADERS, method="POST", path="/"),
        lambda wire, index: frame(DATA, 0, 1, b"") * 20)
    return attack.codes.get(ENHANCE_YOUR_CALM, 0) > 0


@probe
def padded_data_flood(attack):
    attack.flood(
        lambda wire: wire.request(1, END_HEADERS, method="POST", path="/"),
        lambda wire, index: frame(DATA, PADDED, 1, b"\x0f" + b"\0" * 15) * 20)
    return attack.codes.get(ENHANCE_YOUR_CALM, 0) > 0


@probe
def garbage(attack):
    random.seed(7)
    while attack.goes_on():
        with Wire(attack.port, greet=False) as wire:
            first = random.choice([b"\x16\x03\x01", PREFACE, b"GET / HT", b""])
            wire.send(first + random.randbytes(random.randrange(1, 4000)))
            attack.listen(wire, wait=0.0)
            attack.sent += 1
    return attack.sent > 20


@probe
def connection_churn(attack):
    while attack.goes_on():
        with Wire(attack.port, greet=False) as wire:
            wire.send(PREFACE + settings() + wire.request(1))
            attack.sent += 1
    return attack.sent > 20


# --- clients that wait, with the time limits of the tests


@probe
def zero_window(attack):
    def start(wire):
        wire.greet((4, 0))
        wire.send(b"".join(
            wire.request(stream, path="/bytes/1000000") for stream in range(1, 201, 2)))

    attack.hold(20, start)
    return attack.resets.get(CANCEL, 0) >= 100


@probe
def dribbled_window(attack):
    def piece(wire, index):
        time.sleep(0.002)
        return window_update(1, 1)

    attack.flood(
        lambda wire: wire.request(1, path="/bytes/1000000"), piece, greeting=((4, 0),))
    return attack.resets.get(CANCEL, 0) > 0 or attack.closed > 0


@probe
def slow_reader(attack):
    wires = []
    for _ in range(20):
        wire = Wire(attack.port, greet=False, receive_buffer=4096)
        wire.greet((4, 0x7FFFFFFF))
        wire.send(window_update(0, 0x7FFF0000 - 65535))
        wire.send(b"".join(
            wire.request(stream, path="/bytes/16000000") for stream in range(1, 201, 2)))
        wires.append(wire)
    # Nothing is read until the end; then the server must have gone.
    while attack.goes_on():
        time.sleep(0.05)
    ended = 0
    for wire in wires:
        wire.socket.settimeout(0.5)
        try:
            while wire.socket.recv(1 << 20):
                pass
            ended += 1
        except socket.timeout:
            pass
        except OSError:
            ended += 1
        wire.socket.close()
    attack.closed = ended
    return ended == len(wires)


@probe
def slow_http1_reader(attack):
    wires = []
    for _ in range(50):
        wire = Wire(attack.port, greet=False, receive_buffer=4096)
        wire.send(b"GET /bytes/16000000 HTTP/1.1\r\nhost: a\r\n\r\n" * 20)
        wires.append(wire)
    while attack.goes_on():
        time.sleep(0.05)
    for wire in wires:
        wire.socket.settimeout(0.5)
        try:
            while wire.socket.recv(1 << 20):
                pass
            attack.closed += 1
        except socket.timeout:
            pass
        except OSError:
            attack.closed += 1
        wire.socket.close()
    return attack.closed == len(wires)


@probe
def slow_listener(attack):
    def start(wire):
        wire.greet((4, 100))
        wire.send(wire.request(1, path="/events"))

    attack.hold(50, start)
    # Snapshots replace each other, so the streams end for want of reading, not for their size.
    return attack.resets.get(CANCEL, 0) >= 50 or attack.closed >= 50


@probe
def half_open_streams(attack):
    def start(wire):
        wire.greet()
        wire.send(b"".join(
            wire.request(stream, END_HEADERS, method="POST", path="/")
            for stream in range(1, 101, 2)))

    attack.hold(10, start)
    return attack.resets.get(CANCEL, 0) >= 500


@probe
def never_answered(attack):
    # The handler keeps them; resetting them does not make room for more.
    def piece(wire, index):
        time.sleep(0.01)
        return b"".join(
            wire.request(stream, path="/never") + rst_stream(stream)
            for stream in range(40 * index + 1, 40 * index + 41, 2))

    attack.flood(lambda wire: b"", piece)
    return attack.resets.get(REFUSED_STREAM, 0) > 0 or attack.closed > 0


@probe
def idle_connections(attack):
    wires = []
    for _ in range(1500):
        wire = Wire(attack.port, greet=False)
        wires.append(wire)
        if not attack.goes_on():
            break
    while attack.goes_on():
        time.sleep(0.05)
    # poll: select knows numbers up to 1023 only.
    poller = select.poll()
    for wire in wires:
        poller.register(wire.socket, select.POLLIN)
    attack.closed += len(poller.poll(0))
    for wire in wires:
        wire.socket.close()
    return attack.closed > 0


@probe
def greeted_idle_connections(attack):
    attack.hold(100, lambda wire: wire.greet())
    return attack.codes.get(NO_ERROR, 0) >= 100


@probe
def slow_preface(attack):
    wires = [Wire(attack.port, greet=False) for _ in range(50)]
    text = PREFACE + settings()
    for index in range(len(text)):
        for wire in wires:
            wire.send(text[index : index + 1])
        if not attack.goes_on():
            break
        time.sleep(0.1)
    for wire in wires:
        if not attack.listen(wire, wait=0.2):
            pass
        wire.socket.close()
    return attack.closed >= 50


@probe
def slow_http1_head(attack):
    wires = [Wire(attack.port, greet=False) for _ in range(50)]
    for wire in wires:
        wire.send(b"GET / HTTP/1.1\r\nhost: a\r\n")
    index = 0
    while attack.goes_on():
        for wire in wires:
            wire.send(b"x-a: b\r\n"[index % 8 : index % 8 + 1])
        index += 1
        time.sleep(0.1)
    for wire in wires:
        wire.socket.settimeout(0.5)
        try:
            answer = wire.socket.recv(4096)
            if b" 408 " in answer or not answer:
                attack.closed += 1
        except socket.timeout:
            pass
        except OSError:
            attack.closed += 1
        wire.socket.close()
    return attack.closed >= 50


@probe
def slow_headers(attack):
    wires = []
    for _ in range(50):
        wire = Wire(attack.port)
        wire.send(wire.request(1, END_STREAM))
        wires.append(wire)
    while attack.goes_on():
        time.sleep(0.05)
    for wire in wires:
        attack.listen(wire, wait=0.2)
        wire.socket.close()
    return attack.closed >= 50


# --- sizes


@probe
def large_headers(attack):
    def piece(wire, index):
        stream = 2 * index + 1
        block = wire.block(wire.fields(extra=[(f"x{i}", "y" * 1000) for i in range(40)]))
        parts = [block[i : i + 16000] for i in range(0, len(block), 16000)]
        data = frame(HEADERS, END_STREAM, stream, parts[0])
        for part in parts[1:-1]:
            data += frame(CONTINUATION, 0, stream, part)
        return data + frame(CONTINUATION, END_HEADERS, stream, parts[-1])

    attack.flood(lambda wire: b"", piece)
    return attack.statuses.get("431", 0) > 0


@probe
def header_bomb(attack):
    # A field of 4000 bytes goes to the table once and is then named by one byte.
    def piece(wire, index):
        stream = 2 * index + 1
        block = wire.block(wire.fields())
        if index == 0:
            block += b"\x40" + prefixed(1) + b"x" + prefixed(4000) + b"y" * 4000
        return frame(HEADERS, 5, stream, block + b"\xbe" * 8000)

    attack.flood(lambda wire: b"", piece)
    return attack.closed > 0 or attack.statuses.get("431", 0) > 0


@probe
def announced_bodies(attack):
    def piece(wire, index):
        return wire.request(
            2 * index + 1, END_HEADERS, method="POST", path="/",
            extra=[("content-length", "10000000000")])

    attack.flood(lambda wire: b"", piece)
    return attack.statuses.get("413", 0) > 0


@probe
def endless_bodies(attack):
    def piece(wire, index):
        # A new stream when the old one has had its 413.
        if index % 80 == 0:
            return wire.request(2 * (index // 80) + 1, END_HEADERS, method="POST", path="/")
        attack.listen(wire, wait=0.002)
        return frame(DATA, 0, 2 * (index // 80) + 1, b"x" * 16000)

    attack.flood(lambda wire: b"", piece)
    return attack.statuses.get("413", 0) > 0


@probe
def many_bodies(attack):
    # Each below its limit, all of them above the server's.
    wires = []
    body = b"".join(
        frame(DATA, 0, stream, b"x" * 16000) for stream in range(1, 201, 2))
    while attack.goes_on():
        if len(wires) < 40:
            wire = Wire(attack.port)
            wire.send(b"".join(
                wire.request(stream, END_HEADERS, method="POST", path="/")
                for stream in range(1, 201, 2)))
            wire.socket.settimeout(0.2)
            try:
                wire.socket.sendall(body)
            except OSError:
                pass
            wires.append(wire)
        for wire in wires:
            attack.listen(wire)
    for wire in wires:
        wire.socket.close()
    return attack.statuses.get("503", 0) > 0


@probe
def pipelined_http1(attack):
    text = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n" * 200
    while attack.goes_on():
        with Wire(attack.port, greet=False, timeout=0.2) as wire:
            try:
                while attack.goes_on():
                    wire.socket.sendall(text)
                    attack.sent += 1
            except OSError:
                attack.closed += 1
    return attack.sent > 0


@probe
def large_http1(attack):
    texts = [
        b"GET / HTTP/1.1\r\nhost: a\r\nx: " + b"y" * 100_000,
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\nffffffff\r\n",
        b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
    ]
    index = 0
    while attack.goes_on():
        with Wire(attack.port, greet=False) as wire:
            wire.send(texts[index % len(texts)])
            index += 1
            try:
                answer = wire.socket.recv(4096)
                attack.note(attack.statuses, answer[9:12].decode("latin-1"))
            except OSError:
                attack.closed += 1
    return all(attack.statuses.get(status, 0) > 0 for status in ("431", "413", "400"))


# --- the second client, the server's memory, and the verdict


def echo(listener):
    """What a machine needs for an answer that costs nothing."""
    link, _ = listener.accept()
    while True:
        data = link.recv(100)
        if not data:
            return
        link.sendall(data)


def second_client(port, seconds, answers):
    """Asks one request after the other on one connection; the times go to the queue, and those of
    a process that echoes."""
    listener = socket.create_server(("127.0.0.1", 0))
    mirror = multiprocessing.Process(target=echo, args=(listener,), daemon=True)
    mirror.start()
    reflection = socket.create_connection(listener.getsockname())
    listener.close()
    echoes = []
    link = socket.create_connection(("127.0.0.1", port), timeout=5)
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    client = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
    client.initiate_connection()
    times = []
    deadline = time.monotonic() + seconds
    try:
        while time.monotonic() < deadline:
            start = time.monotonic()
            stream = client.get_next_available_stream_id()
            client.send_headers(
                stream,
                [(":method", "GET"), (":scheme", "http"), (":path", "/bytes/100"),
                 (":authority", "a")], end_stream=True)
            link.sendall(client.data_to_send())
            is_over = False
            while not is_over:
                data = link.recv(65536)
                if not data:
                    raise OSError("the server ended the connection")
                for event in client.receive_data(data):
                    if isinstance(event, h2.events.ConnectionTerminated):
                        raise OSError("GOAWAY")
                    is_over |= isinstance(event, h2.events.StreamEnded)
                    if isinstance(event, h2.events.DataReceived):
                        client.acknowledge_received_data(event.flow_controlled_length, stream)
                link.sendall(client.data_to_send())
            times.append(time.monotonic() - start)
            time.sleep(0.002)
            start = time.monotonic()
            reflection.sendall(b"x" * 50)
            reflection.recv(100)
            echoes.append(time.monotonic() - start)
            time.sleep(0.002)
        answers.put((times, echoes, None))
    except Exception as error:
        answers.put((times, echoes, repr(error)))
    reflection.close()
    mirror.join()


def p99_of(times):
    return sorted(times)[int(len(times) * 0.99)] if times else float("inf")


def resident_bytes(process):
    with open(f"/proc/{process}/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmRSS"):
                return int(line.split()[1]) * 1024
    return 0


def processor_seconds(process):
    with open(f"/proc/{process}/stat", encoding="ascii") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def watch(process, stop, peak):
    while not stop.is_set():
        peak.value = max(peak.value, resident_bytes(process))
        time.sleep(0.02)


def main():
    name, port, process, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    before = resident_bytes(process)
    answers = multiprocessing.Queue()
    client = multiprocessing.Process(target=second_client, args=(port, seconds, answers))
    stop, peak = multiprocessing.Event(), multiprocessing.Value("q", before)
    watcher = multiprocessing.Process(target=watch, args=(process, stop, peak))
    client.start()
    watcher.start()
    attack = Attack(port, seconds)
    is_met = PROBES[name](attack)
    times, echoes, trouble = answers.get(timeout=seconds + 10)
    client.join()
    stop.set()
    watcher.join()
    calm = ""
    if seconds >= 10:
        time.sleep(1)
        used = processor_seconds(process)
        time.sleep(1)
        used = processor_seconds(process) - used
        calm = f", then {100 * used:.0f} % of a core"
    p99 = p99_of(times)
    patience = max(P99_LIMIT, BUSY_FACTOR * p99_of(echoes) if echoes else 0)
    growth = peak.value - before
    print(
        f"{name}: second client {len(times)} requests, p99 {1000 * p99:.1f} ms, "
        f"echo {1000 * p99_of(echoes):.1f} ms; memory "
        f"+{growth / 1e6:.1f} MB{calm}; closed {attack.closed}, GOAWAY {attack.codes}, resets "
        f"{attack.resets}, statuses {attack.statuses}")
    mistakes = []
    if not is_met:
        mistakes.append("the limit was not met")
    if trouble:
        mistakes.append(f"the second client was not served: {trouble}")
    if p99 > patience:
        mistakes.append("the second client waited too long")
    if growth > GROWTH_LIMIT:
        mistakes.append("memory grew too much")
    if mistakes:
        print("; ".join(mistakes))
        sys.exit(1)


if __name__ == "__main__":
    main()
