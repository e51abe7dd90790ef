#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Microseconds of processor time that the averaging libraries of Python take for one update of K averages, one thread.

    library_loop.py LAYOUT K     LAYOUT: 62x188k, 400x2k or 6x20k

Prints {"us": {library: median}, "left_out": {library: why}}. Decays are past their warm-up.
"""
import json
import statistics
import sys
import time

import torch
import torch.nn as nn

LAYOUTS = {"62x188k": (62, 188000), "400x2k": (400, 2000), "6x20k": (6, 20000)}
BETAS = [0.9, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995]
SECONDS = 0.3


class Bag(nn.Module):
    def __init__(self, tensors, floats):
        super().__init__()
        self.tensors = nn.ParameterList([nn.Parameter(torch.rand(floats)) for _ in range(tensors)])


def ema_pytorch(model, betas, foreach=False):
    from ema_pytorch import EMA
    averages = [EMA(model, beta=beta, update_every=1, update_after_step=0, include_online_model=False, use_foreach=foreach)
                for beta in betas]
    return lambda: [average.update() for average in averages]


def ema_pytorch_foreach(model, betas):
    return ema_pytorch(model, betas, foreach=True)


def timm(model, betas):
    from timm.utils import ModelEmaV3
    averages = [ModelEmaV3(model, decay=beta) for beta in betas]
    return lambda: [average.update(model) for average in averages]


def averaged_model(model, betas):
    from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
    averages = [AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(beta)) for beta in betas]
    return lambda: [average.update_parameters(model) for average in averages]


def foreach_lerp(model, betas):
    online = [tensor.detach() for tensor in model.parameters()]
    averages = [[tensor.clone() for tensor in online] for _ in betas]

    @torch.no_grad()
    def update():
        for average, beta in zip(averages, betas):
            torch._foreach_lerp_(average, online, 1 - beta)
    return update


LIBRARIES = {"ema-pytorch": ema_pytorch, "ema-pytorch, use_foreach": ema_pytorch_foreach, "timm ModelEmaV3": timm,
             "torch AveragedModel": averaged_model, "torch._foreach_lerp_": foreach_lerp}


def once(update):
    start = time.process_time()
    update()
    return time.process_time() - start


def main():
    layout, tracks = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(1)
    model = Bag(*LAYOUTS[layout])
    updates, left_out = {}, {}
    for name, library in LIBRARIES.items():
        try:
            updates[name] = library(model, BETAS[:tracks])
        except ImportError as why:
            left_out[name] = str(why)
            continue
        for _ in range(4):  # the first ones copy
            updates[name]()
    times = {name: [] for name in updates}
    end = time.perf_counter() + SECONDS * len(updates)
    while time.perf_counter() < end:
        for name, update in updates.items():
            once(update)  # what the library before has left in the cache is not to count
            times[name].append(once(update))
    print(json.dumps(dict(us={name: 1e6 * statistics.median(taken) for name, taken in times.items()}, left_out=left_out)))


main()
