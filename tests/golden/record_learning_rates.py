#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Steps the schedulers of torch.optim.lr_scheduler and writes learning_rates.json.

    pip install torch==2.15.0
    python record_learning_rates.py

A case is a schedule as this project's command line takes it, the number of steps, and the rate that PyTorch has in
force at each of them, with a rate of 1.
"""
import json
import warnings
from pathlib import Path

import torch
from torch.optim import lr_scheduler as lrs

warnings.filterwarnings("ignore")


def rates(make, steps):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    scheduler = make(optimizer)
    result = []
    for step in range(steps):
        result.append(optimizer.param_groups[0]["lr"])
        if step + 1 < steps:
            optimizer.step()
            scheduler.step()
    return result


def warmed(warmup, make):
    def both(optimizer):
        rise = lrs.LinearLR(optimizer, start_factor=1 / (warmup + 1), end_factor=1.0, total_iters=warmup)
        return lrs.SequentialLR(optimizer, [rise, make(optimizer)], milestones=[warmup])
    return both


def constant(optimizer):
    return lrs.ConstantLR(optimizer, factor=1.0)


def cosine(steps, floor):
    return lambda optimizer: lrs.CosineAnnealingLR(optimizer, T_max=steps, eta_min=floor)


def linear(steps, floor):
    return lambda optimizer: lrs.LinearLR(optimizer, start_factor=1.0, end_factor=floor, total_iters=steps)


def step(every, factor):
    return lambda optimizer: lrs.StepLR(optimizer, step_size=every, gamma=factor)


def exponential(gamma):
    return lambda optimizer: lrs.ExponentialLR(optimizer, gamma=gamma)


def one_cycle(steps, **options):
    return lambda optimizer: lrs.OneCycleLR(optimizer, max_lr=1.0, total_steps=steps, cycle_momentum=False, **options)


CASES = [
    ("constant", 5, constant),
    ("constant,warmup=4", 10, warmed(4, constant)),
    ("cosine", 40, cosine(40, 0.0)),
    ("cosine,floor=0.01", 37, cosine(37, 0.01)),
    ("cosine,warmup=10,floor=0.01", 40, warmed(10, cosine(30, 0.01))),
    ("linear", 25, linear(25, 0.0)),
    ("linear,warmup=5,floor=0.2", 30, warmed(5, linear(25, 0.2))),
    ("step,every=7,factor=0.5", 30, step(7, 0.5)),
    ("step,every=10,warmup=3", 40, warmed(3, step(10, 0.1))),
    ("exponential,gamma=0.93", 30, exponential(0.93)),
    ("exponential,gamma=0.9,warmup=6", 30, warmed(6, exponential(0.9))),
    ("one-cycle", 100, one_cycle(100)),
    ("one-cycle,pct_start=0.25,div=10,final_div=100", 33,
     one_cycle(33, pct_start=0.25, div_factor=10.0, final_div_factor=100.0)),
    ("one-cycle", 2, one_cycle(2)),
    ("one-cycle", 1, one_cycle(1)),
    ("one-cycle,pct_start=1", 12, one_cycle(12, pct_start=1.0)),
    ("one-cycle,pct_start=0", 12, one_cycle(12, pct_start=0.0)),
]


def main():
    cases = ",\n".join(json.dumps(dict(schedule=schedule, steps=steps, factors=rates(make, steps)))
                       for schedule, steps, make in CASES)
    target = Path(__file__).resolve().parent / "learning_rates.json"
    target.write_text(f'{{"torch": "{torch.__version__}", "cases": [\n{cases}\n]}}\n')


main()
