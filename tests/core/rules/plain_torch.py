# SPDX-License-Identifier: Apache-2.0
"""The part of PyTorch that copied lines use, in plain Python and double precision, for a Python without torch.

Module is the model of tests/golden/online.json: its tensors, in the order of that file.
"""
import json
import sys
import types
from pathlib import Path

GOLDEN = Path(__file__).resolve().parents[2] / "golden"
ONLINE = json.loads((GOLDEN / "online.json").read_text())
LAYOUT, THETA, CALLS = ONLINE["layout"], ONLINE["theta"], ONLINE["calls"]


class Tensor:
    """A list of doubles with what the lines use."""

    def __init__(self, values, requires_grad=False, floating=True):
        self.values, self.requires_grad, self.floating = list(values), requires_grad, floating

    def is_floating_point(self):
        return self.floating

    def detach(self):
        return self

    def clone(self):
        return Tensor(self.values, False, self.floating)

    def copy_(self, other):
        self.values = list(other.values)
        return self

    def lerp_(self, other, weight):
        self.values = [a + weight * (b - a) for a, b in zip(self.values, other.values)]
        return self

    def add_(self, other, alpha=1):
        self.values = [a + alpha * b for a, b in zip(self.values, other.values)]
        return self

    def __add__(self, other):
        return Tensor([a + b for a, b in zip(self.values, other.values)])

    def __radd__(self, zero):
        return self

    def __sub__(self, other):
        return Tensor([a - b for a, b in zip(self.values, other.values)])

    def __mul__(self, number):
        return Tensor([number * a for a in self.values])

    __rmul__ = __mul__

    def __truediv__(self, number):
        return Tensor([a / number for a in self.values])


class Module:
    def __init__(self):
        self.held = {}
        for row in LAYOUT:
            floating = row["dtype"] != "int64"
            values = [0.0] * row["numel"]
            self.held[row["name"]] = (row["kind"], Tensor(values, row["requires_grad"], floating))

    def named(self, kind):
        return [(name, tensor) for name, (of, tensor) in self.held.items() if of == kind]

    def named_parameters(self):
        return self.named("parameter")

    def parameters(self):
        return [tensor for _, tensor in self.named_parameters()]

    @property
    def trainable_variables(self):
        return [tensor for tensor in self.parameters() if tensor.requires_grad]

    def named_buffers(self):
        return self.named("buffer")

    def requires_grad_(self, on):
        for tensor in self.parameters():
            tensor.requires_grad = on
        return self

    def eval(self):
        return self


def tensors(model):
    """All tensors of a model, this one or one of PyTorch, in the order of LAYOUT."""
    return [t for _, t in [*model.named_parameters(), *model.named_buffers()]]


def without_torch():
    """Makes "import torch" give what the lines in plain PyTorch need."""
    torch = types.ModuleType("torch")
    torch.no_grad = lambda: lambda function: function
    sys.modules["torch"] = torch
