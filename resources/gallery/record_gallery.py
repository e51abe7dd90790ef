#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records what the window's gallery shows of each demo. Trains every preset of an engine once, with
its own settings and seed 1, and writes two files beside this script:

PRESET.csv    step, raw validation loss, validation loss of the main track, at every evaluation
PRESET.json   the task picture of the main track after the last step; of misread images those that
              the raw weights misread, with the main track's as "beside"

Run once, by hand, after a preset has changed; the result is part of the source tree. Talks to the
engine by the protocol of core/protocol/wire/PROTOCOL.md and needs Python alone.

usage: record_gallery.py build/release/bin/emascope-engine [PRESET...]
"""
import json
import pathlib
import struct
import subprocess
import sys


def encoded(value):
    """`value` as CBOR."""
    def head(major, number):
        for code, form in ((24, ">B"), (25, ">H"), (26, ">I"), (27, ">Q")):
            if number < 24:
                return bytes([major << 5 | number])
            if number < 1 << 8 * struct.calcsize(form):
                return bytes([major << 5 | code]) + struct.pack(form, number)
        raise ValueError(number)
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if value is None:
        return b"\xf6"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(encoded(one) for one in value)
    return head(5, len(value)) + b"".join(encoded(k) + encoded(v) for k, v in value.items())


def decoded(data, at=0):
    """The value that starts at `at`, and where it ends."""
    major, code = data[at] >> 5, data[at] & 31
    at += 1
    if major == 7:
        if code in (20, 21, 22):
            return {20: False, 21: True, 22: None}[code], at
        form = {25: ">e", 26: ">f", 27: ">d"}[code]
        size = struct.calcsize(form)
        return struct.unpack(form, data[at:at + size])[0], at + size
    number = code
    if code >= 24:
        size = 1 << code - 24
        number = int.from_bytes(data[at:at + size], "big")
        at += size
    if major == 0:
        return number, at
    if major == 1:
        return -1 - number, at
    if major in (2, 3):
        piece = data[at:at + number]
        return (piece if major == 2 else piece.decode()), at + number
    if major == 4:
        items = []
        for _ in range(number):
            item, at = decoded(data, at)
            items.append(item)
        return items, at
    if major == 5:
        pairs = {}
        for _ in range(number):
            key, at = decoded(data, at)
            pairs[key], at = decoded(data, at)
        return pairs, at
    item, at = decoded(data, at)  # a tag: a column of float64
    assert number == 86, number
    return list(struct.unpack(f"<{len(item) // 8}d", item)), at


class Engine:
    def __init__(self, program):
        self.process = subprocess.Popen([program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.hello = self.wait("hello")

    def send(self, command):
        payload = encoded(command)
        self.process.stdin.write(struct.pack("<I", len(payload)) + payload)
        self.process.stdin.flush()

    def event(self):
        length = struct.unpack("<I", self.process.stdout.read(4))[0]
        return decoded(self.process.stdout.read(length))[0]

    def wait(self, kind):
        while True:
            event = self.event()
            if event["kind"] in ("rejected", "failed"):
                sys.exit(f"the engine: {event}")
            if event["kind"] == kind:
                return event


def rounded(value):
    """Four significant digits: a quarter of a pixel of a card's curve."""
    return float(f"{value:.4g}")


def picture(engine, of):
    engine.send({"kind": "render", "request": 2, "of": of})
    made = engine.wait("rendered")["picture"]
    room = {"mistakes": 12, "surface": 160}.get(made["kind"])  # as many as a card has room for
    for array in made["arrays"]:
        if room and array["name"] in ("images", "said", "right", "sample", "points", "classes"):
            size = len(array["values"]) // array["shape"][0] if array["shape"][0] else 0
            array["shape"][0] = min(array["shape"][0], room)
            array["values"] = array["values"][:array["shape"][0] * size]
    digits = 3 if made["kind"] in ("surface", "mistakes") else 4
    return {"kind": made["kind"], "title": made["title"], "texts": made["texts"],
            "arrays": [{"name": array["name"], "shape": array["shape"],
                        "values": [float(f"{value:.{digits}g}") for value in array["values"]]}
                       for array in made["arrays"]]}


def record(engine, preset, folder):
    config = dict(preset["config"], seed=1, speed=0.0, start_paused=False)
    engine.send({"kind": "start", "request": 1, "config": config})
    rows = []
    while True:
        event = engine.event()
        if event["kind"] in ("rejected", "failed"):
            sys.exit(f"{preset['id']}: {event}")
        if event["kind"] == "evaluated":
            rows += zip(event["step"], event["raw_loss"], event["tracks"][0]["loss"])
        if event["kind"] == "state" and event["state"] == "finished":
            break
    main = config["tracks"][0]["label"]
    made, beside = picture(engine, main), picture(engine, "raw")
    if made["kind"] == "mistakes":
        made, beside = beside, made
    if made["kind"] not in ("mistakes", "point", "bars"):
        beside = None  # a scale of its own
    lines = [f"{int(step)},{rounded(raw):g},{rounded(ema):g}" for step, raw, ema in rows]
    (folder / f"{preset['id']}.csv").write_text("step,raw,ema\n" + "\n".join(lines) + "\n")
    content = {"step": int(rows[-1][0]), "picture": made}
    if beside:
        content["beside"] = beside
    (folder / f"{preset['id']}.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")
    print(preset["id"], len(rows), "evaluations, last", rows[-1])


def main():
    engine = Engine(sys.argv[1])
    asked = sys.argv[2:]
    for preset in engine.hello["catalog"]["presets"]:
        if not asked or preset["id"] in asked:
            record(engine, preset, pathlib.Path(__file__).parent)
    engine.process.stdin.close()
    engine.process.wait()


if __name__ == "__main__":
    main()
