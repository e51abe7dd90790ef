#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the optimizers of PyTorch and lion-pytorch on given gradients and writes optimizers.json.

    pip install torch==2.15.0 lion-pytorch==0.2.5
    python record_optimizers.py

The gradient of weight i at step t, from 1, is the float32 of sin(0.7 t + 0.3 i) / 2.5, and each weight begins at the
float32 of 0.05 i - 0.4. With `rates` of two numbers the second is in force from step 11 of 20 on. Recorded are the
weights after steps 1, 2, 10, 11 and 20.
"""
import json
import math
from importlib.metadata import version
from pathlib import Path

import torch
from lion_pytorch import Lion

COUNT, STEPS, CHANGE = 17, 20, 11
SNAPSHOTS = [1, 2, 10, 11, 20]
KINDS = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam, "adamw": torch.optim.AdamW, "rmsprop": torch.optim.RMSprop,
         "lion": Lion}


def options(text):
    """What this project's command line calls it, as Python's arguments."""
    kind, *items = text.split(",")
    values = dict(item.split("=") for item in items)
    values = {key: value == "true" if key == "nesterov" else float(value) for key, value in values.items()}
    if kind in ("adamw", "lion"):
        values.setdefault("weight_decay", 0.01 if kind == "adamw" else 0.0)
    if "beta1" in values or "beta2" in values:
        values["betas"] = (values.pop("beta1", 0.9), values.pop("beta2", 0.99 if kind == "lion" else 0.999))
    return KINDS[kind], values


def run(text, rates):
    make, arguments = options(text)
    weights = torch.tensor([0.05 * i - 0.4 for i in range(COUNT)], dtype=torch.float32, requires_grad=True)
    optimizer = make([weights], lr=rates[0], **arguments)
    snapshots = {}
    for step in range(1, STEPS + 1):
        if step == CHANGE:
            optimizer.param_groups[0]["lr"] = rates[-1]
        weights.grad = torch.tensor([math.sin(0.7 * step + 0.3 * i) / 2.5 for i in range(COUNT)], dtype=torch.float32)
        optimizer.step()
        if step in SNAPSHOTS:
            snapshots[step] = weights.tolist()
    return dict(optimizer=text, rates=rates, snapshots=snapshots)


CASES = [
    ("sgd", [0.1]),
    ("sgd,weight_decay=0.1", [0.1]),
    ("sgd,momentum=0.9,weight_decay=0.01", [0.05, 0.005]),
    ("sgd,momentum=0.9,nesterov=true", [0.05]),
    ("sgd,momentum=0.8,nesterov=true,weight_decay=0.01", [0.05, 0.2]),
    ("adam", [0.02]),
    ("adam,beta1=0.5,beta2=0.9,eps=0.001,weight_decay=0.1", [0.02, 0.002]),
    ("adamw", [0.02]),
    ("adamw,weight_decay=0.5", [0.02, 0.1]),
    ("rmsprop", [0.01]),
    ("rmsprop,alpha=0.9,eps=0.01,weight_decay=0.1", [0.01, 0.03]),
    ("rmsprop,momentum=0.9,weight_decay=0.01", [0.005, 0.001]),
    ("lion", [0.01]),
    ("lion,beta1=0.95,beta2=0.98,weight_decay=0.5", [0.01, 0.002]),
]


def main():
    target = Path(__file__).resolve().parent / "optimizers.json"
    packages = {name: version(name) for name in ("torch", "lion-pytorch")}
    cases = ",\n".join(json.dumps(run(text, rates)) for text, rates in CASES)
    target.write_text(f'{{"packages": {json.dumps(packages)}, "cases": [\n{cases}\n]}}\n')


main()
