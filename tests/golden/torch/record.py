#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the files of this folder: state_dicts as torch.save writes them, and expected.json with what they hold.

Recorded with torch 2.15.0 on the CPU. The tests read the files and never run this."""
import argparse
import json
import pathlib

import torch

HERE = pathlib.Path(__file__).parent
expected = {}


def numbers(tensor):
    if tensor.dtype in (torch.uint16, torch.uint32, torch.uint64, torch.bool):
        tensor = tensor.to(torch.int64)
    return [float(x) for x in tensor.reshape(-1).double()] if tensor.is_floating_point() else \
        [int(x) for x in tensor.reshape(-1).long()]


def save(name, value, tensors, **how):
    torch.save(value, HERE / name, **how)
    expected[name] = {key: {"shape": list(t.shape), "values": numbers(t)} for key, t in tensors.items()}


torch.manual_seed(3)
network = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
for _ in range(3):
    network(torch.randn(4, 3))
state = network.state_dict()
save("network.pt", state, state)
save("protocol-4.pt", state, state, pickle_protocol=4)

base = torch.arange(12, dtype=torch.float32) * 0.5
types = {
    "f64": torch.tensor([0.1, -1e300], dtype=torch.float64),
    "f32": torch.tensor([[0.25, 1.5], [-3.0, 1e-40]]),
    "f16": torch.tensor([1.0, 65504.0], dtype=torch.float16),
    "bf16": torch.tensor([1.0, 3e38], dtype=torch.bfloat16),
    "i64": torch.tensor([2**53, -7]),
    "i32": torch.tensor([-5], dtype=torch.int32),
    "i16": torch.tensor([-300], dtype=torch.int16),
    "i8": torch.tensor([-128, 127], dtype=torch.int8),
    "u8": torch.tensor([255], dtype=torch.uint8),
    "u16": torch.tensor([65535], dtype=torch.uint16),
    "bool": torch.tensor([True, False]),
    "scalar": torch.tensor(2.5),
    "empty": torch.zeros(0, 4),
    "slice": base[3:7],
    "transposed": base.view(3, 4).t(),
    "every other": base.view(3, 4)[:, ::2],
    "tied": base,
    "parameter": torch.nn.Parameter(torch.tensor([1.0, 2.0])),
}
save("types.pt", types, types)

optimizer = torch.optim.Adam(network.parameters())
network(torch.randn(4, 3)).sum().backward()
optimizer.step()
state = {"model." + key: value.clone() for key, value in network.state_dict().items()}
save("lightning.ckpt", {
    "epoch": 3, "global_step": 12, "pytorch-lightning_version": "2.6.6", "state_dict": state,
    "loops": {"fit_loop": {"state_dict": {}}}, "callbacks": {"Early": {"best": torch.tensor(0.5)}},
    "optimizer_states": [optimizer.state_dict()], "lr_schedulers": [],
    "hyper_parameters": argparse.Namespace(lr=1e-3, path=pathlib.PurePosixPath("data"))}, state)

one = {"w": torch.tensor([1.0])}
save("two-dicts.pt", {"student": one, "teacher": {"w": torch.tensor([2.0])}, "epoch": 1}, one)
save("counted.pt", {"w": torch.tensor([4.0]), "epoch": 7}, {"w": torch.tensor([4.0])})
torch.save(torch.nn.Linear(1, 1), HERE / "whole-model.pt")
torch.save(one, HERE / "before-1.6.pt", _use_new_zipfile_serialization=False)
torch.save({"w": torch.tensor([1j])}, HERE / "complex.pt")
torch.save({"w": torch.tensor([1.0]).expand(5)}, HERE / "expanded.pt")
torch.save({"w": torch.eye(2).to_sparse()}, HERE / "sparse.pt")
torch.jit.save(torch.jit.script(torch.nn.Linear(1, 1)), str(HERE / "script.pt"))

(HERE / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
