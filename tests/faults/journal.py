# SPDX-License-Identifier: Apache-2.0
"""Reads and writes what docs/runs.md and core/protocol/wire/PROTOCOL.md describe, apart from the programs' own code: the
frames of the protocol (CBOR) and the journal of a run."""
import struct

HEADER = 16
MAGIC = b"\x8aEMAJ\r\n\x1a"


def _crc_table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


CRC = _crc_table()


def crc32c(data):
    value = 0xFFFFFFFF
    for byte in data:
        value = value >> 8 ^ CRC[(value ^ byte) & 0xFF]
    return value ^ 0xFFFFFFFF


def decode(data):
    """The value of one CBOR item."""
    value, end = _item(data, 0)
    if end != len(data):
        raise ValueError("more than one item")
    return value


def _item(data, at):
    major, low = data[at] >> 5, data[at] & 31
    at += 1
    if major == 7:
        if low in (25, 26, 27):
            size = 1 << low - 24
            return struct.unpack(">" + {2: "e", 4: "f", 8: "d"}[size], data[at:at + size])[0], at + size
        return {20: False, 21: True, 22: None}[low], at
    if low < 24:
        count = low
    else:
        size = 1 << low - 24
        count = int.from_bytes(data[at:at + size], "big")
        at += size
    if major == 0:
        return count, at
    if major == 1:
        return -1 - count, at
    if major in (2, 3):
        piece = data[at:at + count]
        if len(piece) < count:
            raise ValueError("too short")
        return piece if major == 2 else piece.decode(), at + count
    if major == 4:
        values = []
        for _ in range(count):
            value, at = _item(data, at)
            values.append(value)
        return values, at
    if major == 5:
        pairs = {}
        for _ in range(count):
            key, at = _item(data, at)
            pairs[key], at = _item(data, at)
        return pairs, at
    value, at = _item(data, at)  # a tag
    return (list(struct.unpack(f"<{len(value) // 8}d", value)) if count == 86 else value), at


def encode(value):
    if value is None or isinstance(value, bool):
        return bytes([{None: 0xF6, True: 0xF5, False: 0xF4}[value]])
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, str):
        return _head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(encode, value))
    return _head(5, len(value)) + b"".join(encode(key) + encode(item) for key, item in value.items())


def _head(major, count):
    for low, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if count < 24:
            return bytes([major << 5 | count])
        if count < 1 << 8 * size:
            return bytes([major << 5 | low]) + count.to_bytes(size, "big")
    raise ValueError("too long")


def frames(data):
    """The events of a journal's bytes up to the first incomplete frame, and where that begins. Raises for damage before it."""
    head = data[:HEADER]
    if len(head) < HEADER:
        return [], 0
    if head[:8] != MAGIC or crc32c(head[:12]) != int.from_bytes(head[12:], "little"):
        raise ValueError("no journal")
    events, at = [], HEADER
    while at + 12 <= len(data):
        length, of_length, of_payload = struct.unpack("<III", data[at:at + 12])
        if crc32c(data[at:at + 4]) != of_length:
            raise ValueError(f"damaged length at byte {at}")
        payload = data[at + 12:at + 12 + length]
        if len(payload) < length:
            break
        if crc32c(payload) != of_payload:
            raise ValueError(f"damaged payload at byte {at}")
        events.append(decode(payload))
        at += 12 + length
    return events, at


def evaluated(events):
    """The steps of the evaluations, and the seconds of each."""
    steps, seconds = [], []
    for event in events:
        if event["kind"] == "evaluated":
            steps += map(int, event["step"])
            seconds += event["seconds"]
    return steps, seconds
