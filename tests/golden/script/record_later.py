#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes later_loops.pt, later_writes.pt and later_reads.pt: plain.pt with a forward that counts its calls, behaves for
the first 60 of them, so that a probe sees no deed, and then loops for ever, writes a file or reads one. Needs no
PyTorch: the records of plain.pt are edited.

    python3 record_later.py
"""
import io
import pathlib
import zipfile

HERE = pathlib.Path(__file__).resolve().parent

CODE = """    calls = self.calls
    self.calls = torch.add(calls, 1)
    if torch.gt(calls, 60):
{deed}
    else:
      pass
    last = self.last
"""

DEEDS = {
    "later_loops.pt": """      _1 = True
      n = 0
      while _1:
        n0 = torch.add(n, 1)
        _1, n = True, n0""",
    "later_writes.pt": """      torch.save(x, "written_by_model.pt")""",
    "later_reads.pt": """      _1 = torch.from_file("/etc/passwd", False, 4)""",
}


def changed(record, data, deed):
    if record.endswith("code/__torch__.py"):
        text = data.decode()
        assert text.count("    last = self.last\n") == 1
        text = text.replace("  training : bool\n", "  calls : int\n  training : bool\n")
        return text.replace("    last = self.last\n", CODE.format(deed=deed)).encode()
    if record.endswith("data.pkl"):
        # The first entry of the module's state: the text "calls" and the number 0.
        state = b"X\x08\x00\x00\x00training"
        assert data.count(state) >= 1
        return data.replace(state, b"X\x05\x00\x00\x00callsK\x00" + state, 1)
    return data


def records(name):
    with zipfile.ZipFile(HERE / name) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def write(name, content):
    """The records as an archive: stored, each at a multiple of 64 bytes, as LibTorch lays them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for record, data in content:
            info = zipfile.ZipInfo(record)
            start = archive.fp.tell() + 30 + len(record) + 4
            padding = -start % 64
            info.extra = b"FB" + padding.to_bytes(2, "little") + bytes(padding)
            archive.writestr(info, data)
    (HERE / name).write_bytes(out.getvalue())


def main():
    for target, deed in DEEDS.items():
        write(target, [(record, changed(record, data, deed)) for record, data in records("plain.pt")])


if __name__ == "__main__":
    main()
