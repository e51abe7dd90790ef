#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the files of this folder: the snapshots of ema_pytorch.PostHocEMA as it saves them, in float16, and expected.json with the
averages that it makes of them.

Recorded with torch 2.15.0 and ema-pytorch 0.8.3 on the CPU:

    pip install torch==2.15.0 ema-pytorch==0.8.3 beartype einops

The tests read the files and never run this."""
import json
import pathlib

import torch
from ema_pytorch.post_hoc_ema import PostHocEMA, sigma_rel_to_gamma, solve_weights

HERE = pathlib.Path(__file__).parent
SIGMA_RELS = (0.05, 0.28)
EVERY = 10
STEPS = 80
WANTED = [dict(sigma_rel=0.12), dict(sigma_rel=0.15), dict(sigma_rel=0.25), dict(sigma_rel=0.05), dict(gamma=3.0), dict(sigma_rel=0.2, step=60)]


def coefficient_sum(emas, gamma, step):
    """The library does not divide by this sum."""
    files = sorted((int(f.stem.split(".")[0]), int(f.stem.split(".")[1])) for f in HERE.glob("*.pt"))
    weights = solve_weights(torch.tensor([s for _, s in files]), torch.tensor([emas.gammas[i] for i, _ in files]),
                            torch.tensor([step]), torch.tensor([gamma]))
    return weights.sum().item()


torch.manual_seed(5)
torch.set_num_threads(1)
model = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
emas = PostHocEMA(model, sigma_rels=SIGMA_RELS, update_every=1, checkpoint_every_num_steps=EVERY, checkpoint_folder=str(HERE))
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
for _ in range(STEPS):
    optimizer.zero_grad()
    inputs = torch.randn(8, 3)
    (model(inputs) - inputs[:, :2].tanh()).square().mean().backward()
    optimizer.step()
    emas.update()

cases = []
for wanted in WANTED:
    made = emas.synthesize_ema_model(**wanted).ema_model.state_dict()
    gamma = wanted.get("gamma") or sigma_rel_to_gamma(wanted["sigma_rel"])
    values = {name: [float(x) for x in tensor.reshape(-1)] for name, tensor in made.items() if tensor.is_floating_point()}
    cases.append(wanted | {"coefficient_sum": coefficient_sum(emas, gamma, wanted.get("step", STEPS)), "values": values})
(HERE / "expected.json").write_text(json.dumps({"sigma_rels": SIGMA_RELS, "cases": cases}, indent=1) + "\n")
