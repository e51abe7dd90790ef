# SPDX-License-Identifier: Apache-2.0
"""What tests/faults/compare.py kills and damages: a program that saves with torch.save and writes scalars with TensorBoard, and
the readers of both. Needs a Python with torch and tensorboard.

    compare_writers.py write FOLDER              saves and writes until it is killed; prints the time of each scalar
    compare_writers.py sample FOLDER             one small file of each
    compare_writers.py flips FILE KIND COUNT     flips bytes, one at a time; KIND: torch or events; COUNT 0: all
    compare_writers.py read FOLDER               the last scalar, and whether model.pt can be loaded
"""
import io
import json
import pathlib
import random
import sys
import time


def state(size):
    import torch
    generator = torch.Generator().manual_seed(1)
    return {"model": torch.randn(size, generator=generator), "moment": torch.randn(size, generator=generator), "step": 1}


def event(step, value):
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.proto.summary_pb2 import Summary
    return Event(step=step, wall_time=time.time(), summary=Summary(value=[Summary.Value(tag="loss", simple_value=value)]))


def write(folder):
    import torch
    from tensorboard.summary.writer.event_file_writer import EventFileWriter
    writer = EventFileWriter(str(folder))  # flushes every 120 s, as torch.utils.tensorboard.SummaryWriter does
    content = state(200_000)
    step = 0
    while True:
        step += 1
        writer.add_event(event(step, 1.0 / step))
        print(step, flush=True)
        if step % 20 == 0:
            torch.save(content, folder / "model.pt")
        time.sleep(0.005)


def events_in(data):
    """The payloads of an event file as TensorBoard's own reader takes them; it stops at a wrong checksum and says nothing."""
    import tempfile
    from tensorboard.backend.event_processing.event_file_loader import RawEventFileLoader
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        return list(RawEventFileLoader(file.name).Load())


def same(a, b):
    import torch
    return a.keys() == b.keys() and all(torch.equal(a[key], b[key]) if torch.is_tensor(a[key]) else a[key] == b[key] for key in a)


def flips(path, kind, count):
    import torch
    whole = path.read_bytes()
    randomness = random.Random(1)
    chosen = range(len(whole)) if count == 0 else [randomness.randrange(len(whole)) for _ in range(count)]
    right = torch.load(io.BytesIO(whole), weights_only=True) if kind == "torch" else events_in(whole)
    noticed = harmless = wrong = 0
    for position in chosen:
        data = bytearray(whole)
        data[position] ^= randomness.randrange(1, 256)
        if kind == "torch":
            try:
                loaded = torch.load(io.BytesIO(bytes(data)), weights_only=True)
            except Exception:  # noqa: BLE001
                noticed += 1
                continue
            is_same = same(loaded, right)
        else:
            found = events_in(bytes(data))
            if len(found) < len(right) and found == right[:len(found)]:
                noticed += 1
                continue
            is_same = found == right
        harmless += is_same
        wrong += not is_same
    print(json.dumps({"bytes": len(whole), "tried": len(chosen), "noticed": noticed, "harmless": harmless, "wrong": wrong}))


def read(folder):
    import torch
    last = 0
    from tensorboard.compat.proto.event_pb2 import Event
    for path in sorted(folder.glob("events.out.tfevents.*")):
        for payload in events_in(path.read_bytes()):
            last = max(last, Event.FromString(payload).step)
    loads = None
    if (folder / "model.pt").exists():
        try:
            torch.load(folder / "model.pt", weights_only=True)
            loads = True
        except Exception:  # noqa: BLE001
            loads = False
    print(json.dumps({"last": last, "loads": loads}))


def sample(folder):
    import torch
    from tensorboard.summary.writer.event_file_writer import EventFileWriter
    torch.save(state(500), folder / "small.pt")
    torch.save(state(20_000), folder / "large.pt")
    writer = EventFileWriter(str(folder))
    for step in range(1, 60):
        writer.add_event(event(step, 1.0 / step))
    writer.close()


def main(what, path, *more):
    path = pathlib.Path(path)
    if what == "flips":
        flips(path, more[0], int(more[1]))
    else:
        {"write": write, "read": read, "sample": sample}[what](path)


if __name__ == "__main__":
    main(*sys.argv[1:])
