#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the TorchScript files of this folder, good ones and bad ones, and outputs.json: what Python
computes with the good ones. Needs PyTorch; recorded with torch 2.15.0.

    python3 record_scripts.py
"""
import io
import json
import pathlib
import warnings
import zipfile

import torch
from torch import nn

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).resolve().parent


class Mlp(nn.Module):
    def __init__(self, inputs=4, classes=3):
        super().__init__()
        self.first = nn.Linear(inputs, 8)
        self.dropout = nn.Dropout(0.25)
        self.last = nn.Linear(8, classes)

    def forward(self, x):
        return self.last(self.dropout(torch.relu(self.first(x))))


class Plain(nn.Module):
    """No dropout: training and evaluation are the same."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 8)
        self.last = nn.Linear(8, 3)

    def forward(self, x):
        return self.last(torch.tanh(self.first(x)))


class Cnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(4 * 8 * 8, 10)

    def forward(self, x):
        x = torch.relu(self.norm(self.conv(x)))
        return self.head(self.dropout(x).flatten(1))


class NoForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 3)

    @torch.jit.export
    def encode(self, x):
        return self.layer(x)


class TwoInputs(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 3)

    def forward(self, x, mask):
        return self.layer(x * mask)


class GivesTuple(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 3)

    def forward(self, x):
        return self.layer(x), x


class GivesDict(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 3)

    def forward(self, x):
        return {"logits": self.layer(x)}


class Complex(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(4, 3, dtype=torch.complex64))

    def forward(self, x):
        return torch.view_as_real(x.to(torch.complex64) @ self.weight).sum(-1)


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(4, 4, bias=False)
        self.last = nn.Linear(4, 4, bias=False)
        self.last.weight = self.first.weight

    def forward(self, x):
        return self.last(torch.tanh(self.first(x)))


class FixedBatch(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 3)

    def forward(self, x):
        return self.layer(x.reshape(2, 4))


class Tokens(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(11, 6)
        self.head = nn.Linear(6, 11)

    def forward(self, x):
        return self.head(self.embedding(x))


class WithLayer(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(4, 3)


class Loops(WithLayer):
    def forward(self, x):
        i = 0
        while i >= 0:
            i = (i + 1) % 1000
        return self.layer(x)


class Hungry(WithLayer):
    def forward(self, x):
        kept = [x]
        while len(kept) > 0:
            kept.append(torch.ones(16777216 + len(kept)))
        return self.layer(x)


class Prints(WithLayer):
    def forward(self, x):
        for i in range(20000):
            print("look here", i)
        return self.layer(x)


class Writes(WithLayer):
    def forward(self, x):
        torch.save(x, "written_by_model.pt")
        return self.layer(x)


class MapsFile(WithLayer):
    def forward(self, x):
        y = torch.from_file("written_by_model.bin", True, 4)
        y.fill_(1.0)
        return self.layer(x + y.sum())


class Reads(WithLayer):
    def forward(self, x):
        return self.layer(x + torch.from_file("/etc/passwd", False, 4).sum())


def script(name, module):
    save(name, torch.jit.script(module))


def save(name, module):
    """Without the records for debuggers, which name folders of this machine."""
    module.save(str(HERE / name))
    edited(name, name, lambda record, data: None if record.endswith(".debug_pkl") else data)


def records(name):
    with zipfile.ZipFile(HERE / name) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def edited(source, target, change):
    """The records of one file, changed, as another: stored, each at a multiple of 64 bytes, as
    LibTorch lays them."""
    content = records(source)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for record, data in content:
            data = change(record, data)
            if data is None:
                continue
            info = zipfile.ZipInfo(record)
            info.extra = b""
            start = archive.fp.tell() + 30 + len(record) + 4
            padding = -start % 64
            info.extra = b"FB" + padding.to_bytes(2, "little") + bytes(padding)
            archive.writestr(info, data)
    (HERE / target).write_bytes(out.getvalue())


def custom_operator(record, data):
    return data.replace(b"torch.tanh(", b"ops.mylib.fancy(") if record.endswith(".py") else data


def newer(record, data):
    return b"99\n" if record.endswith("/version") else data


def ramp(shape, shift=0.0):
    count = 1
    for size in shape:
        count *= size
    return (torch.arange(count, dtype=torch.float32) / count - 0.5 + shift).reshape(shape)


def outputs(name, shape):
    """What `name` computes in evaluation for a ramp of numbers, and the gradients of the mean of its
    squares."""
    module = torch.jit.load(str(HERE / name))
    module.eval()
    output = module(ramp(shape))
    output.square().mean().backward()
    return {
        "shape": list(shape),
        "output": output.flatten().tolist(),
        "gradients": {n: p.grad.flatten().tolist() for n, p in module.named_parameters()
                      if p.numel() < 300},
    }


def statistics(name, shape):
    """Buffers after torch.optim.swa_utils.update_bn on three ramps. It changes the momentum of a
    module, which a script has compiled in: the statistics are taken with a module of Python that
    has the script's weights."""
    module = Cnn()
    module.load_state_dict(torch.jit.load(str(HERE / name)).state_dict())
    torch.optim.swa_utils.update_bn([ramp(shape, 0.3 * i) for i in range(3)], module)
    return {n: b.flatten().tolist() for n, b in module.named_buffers()}


def record_outputs():
    shapes = {"mlp.pt": (5, 4), "plain.pt": (5, 4), "cnn.pt": (3, 1, 8, 8), "tied.pt": (5, 4)}
    recorded = {name: outputs(name, shape) for name, shape in shapes.items()}
    recorded["cnn.pt"]["update_bn"] = statistics("cnn.pt", (6, 1, 8, 8))
    (HERE / "outputs.json").write_text(json.dumps(recorded, indent=1) + "\n")


def main():
    torch.manual_seed(20)
    script("mlp.pt", Mlp())
    script("plain.pt", Plain())
    cnn = Cnn()
    script("cnn.pt", cnn)
    traced = Cnn().eval()
    save("traced.pt", torch.jit.trace(traced, torch.randn(2, 1, 8, 8)))
    script("no_forward.pt", NoForward())
    script("two_inputs.pt", TwoInputs())
    script("gives_tuple.pt", GivesTuple())
    script("gives_dict.pt", GivesDict())
    save("frozen.pt", torch.jit.freeze(torch.jit.script(Plain().eval())))
    script("half.pt", Plain().half())
    script("complex.pt", Complex())
    fixed = Plain()
    for parameter in fixed.parameters():
        parameter.requires_grad_(False)
    script("nothing_trains.pt", fixed)
    partly = Plain()
    for parameter in partly.first.parameters():
        parameter.requires_grad_(False)
    script("partly_frozen.pt", partly)
    script("tied.pt", Tied())
    script("fixed_batch.pt", FixedBatch())
    script("tokens.pt", Tokens())
    script("loops.pt", Loops())
    script("hungry.pt", Hungry())
    script("prints.pt", Prints())
    script("writes.pt", Writes())
    script("maps_file.pt", MapsFile())
    script("reads.pt", Reads())
    torch.save(Plain().state_dict(), HERE / "state_dict.pt")
    edited("plain.pt", "custom_op.pt", custom_operator)
    edited("plain.pt", "newer.pt", newer)

    record_outputs()


if __name__ == "__main__":
    main()
