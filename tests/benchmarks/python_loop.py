#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a Python user writes today: train, keep K averages with ema-pytorch, evaluate raw and each every 25 steps.

The settings are those of the presets two-spirals and digits. Prints {"steps_per_second": ...}.

    python_loop.py two-spirals|digits TRACKS STEPS
"""
import json
import math
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F
from ema_pytorch import EMA

BETAS = [0.995, 0.9, 0.97, 0.98, 0.99, 0.998, 0.999, 0.9995]


def spirals(count, flip, generator):
    u = torch.rand(count, generator=generator)
    label = (torch.rand(count, generator=generator) < 0.5).float()
    angle = 3 * math.pi * u + math.pi * label
    noise = 0.08 * (2 * torch.rand(count, 2, generator=generator) - 1)
    x = 4 * (torch.stack([u * torch.sin(angle), u * torch.cos(angle)], 1) + noise)
    return x, torch.where(torch.rand(count, generator=generator) < flip, 1 - label, label)


def two_spirals():
    generator = torch.Generator().manual_seed(1)
    x, y = spirals(4000, 0.05, generator)
    xv, yv = spirals(2000, 0.0, generator)
    torch.manual_seed(1)
    model = nn.Sequential(nn.Linear(2, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    loss = lambda output, target: F.binary_cross_entropy_with_logits(output.squeeze(1), target)
    correct = lambda output, target: ((output.squeeze(1) > 0) == (target > 0.5)).float().mean()
    return model, optimizer, loss, correct, x, y, xv, yv, 16, False


class DigitsNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.c1, self.b1 = nn.Conv2d(1, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16)
        self.c2, self.b2 = nn.Conv2d(16, 32, 3, padding=1, bias=False), nn.BatchNorm2d(32)
        self.fc = nn.Linear(128, 10)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.b1(self.c1(x))), 2)
        x = F.max_pool2d(F.relu(self.b2(self.c2(x))), 2)
        return self.fc(x.flatten(1))


def digits():
    from sklearn.datasets import load_digits
    data = load_digits()
    generator = torch.Generator().manual_seed(1)
    order = torch.randperm(len(data.target), generator=generator)
    x = (torch.tensor(data.images, dtype=torch.float32).unsqueeze(1) / 16)[order]
    y = torch.tensor(data.target)[order]
    xv, yv, x, y = x[:500], y[:500], x[500:], y[500:].clone()
    wrong = torch.rand(len(y), generator=generator) < 0.1
    y[wrong] = (y[wrong] + 1 + torch.randint(0, 9, (int(wrong.sum()),), generator=generator)) % 10
    torch.manual_seed(1)
    model = DigitsNet()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=0.001)
    correct = lambda output, target: (output.argmax(1) == target).float().mean()
    return model, optimizer, F.cross_entropy, correct, x, y, xv, yv, 32, True


def evaluate(model, loss, correct, x, y):
    model.eval()
    with torch.no_grad():
        output = model(x)
        return loss(output, y).item(), correct(output, y).item()


def train(setup, tracks, steps):
    model, optimizer, loss, correct, x, y, xv, yv, batch, shift = setup()
    averages = [EMA(model, beta=beta, power=2 / 3, update_after_step=100, update_every=1, include_online_model=False)
                for beta in BETAS[:tracks]]
    generator = torch.Generator().manual_seed(2)
    start = time.perf_counter()
    for step in range(1, steps + 1):
        rows = torch.randint(0, len(y), (batch,), generator=generator)
        inputs = x[rows]
        if shift:
            dx, dy = torch.randint(-1, 2, (2,), generator=generator).tolist()
            inputs = torch.roll(inputs, (dx, dy), (2, 3))
        optimizer.zero_grad()
        loss(model(inputs), y[rows]).backward()
        optimizer.step()
        for average in averages:
            average.update()
        if step % 25 == 0:
            evaluate(model, loss, correct, xv, yv)
            model.train()
            for average in averages:
                evaluate(average.ema_model, loss, correct, xv, yv)
    return steps / (time.perf_counter() - start)


if __name__ == "__main__":
    torch.set_num_threads(1)
    setup = {"two-spirals": two_spirals, "digits": digits}[sys.argv[1]]
    train(setup, int(sys.argv[2]), 30)
    print(json.dumps({"steps_per_second": train(setup, int(sys.argv[2]), int(sys.argv[3]))}))
