#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes backbone.pt and backbone_traced.pt, a network with submodules in submodules, and backbone.json: what Python
computes of it up to some of them. Needs PyTorch; recorded with torch 2.15.0.

    python3 record_backbone.py
"""
import json

import torch
from torch import nn

from record_scripts import HERE, ramp, save


class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU())
        self.layer = nn.Sequential(nn.Conv2d(4, 6, 3, padding=1), nn.BatchNorm2d(6), nn.ReLU())
        self.extra = nn.Linear(3, 3)
        self.fc = nn.Linear(6, 7)

    def forward(self, x):
        x = self.layer(self.stem(x))
        x = x.mean((2, 3))
        if x.size(0) > 100:
            x = torch.cat([self.extra(x[:, :3]), x[:, 3:]], 1)
        return self.fc(x)


def main():
    torch.manual_seed(5)
    module = Backbone()
    with torch.no_grad():
        for _ in range(5):  # statistics that are not those of the start
            module(torch.randn(16, 1, 8, 8))
    save("backbone.pt", torch.jit.script(module))
    module.eval()
    save("backbone_traced.pt", torch.jit.trace(module, torch.randn(2, 1, 8, 8), check_trace=False))
    x = ramp((3, 1, 8, 8))
    with torch.no_grad():
        stem = module.stem(x)
        convolved = module.layer[0](stem)
        features = module.layer(stem).mean((2, 3))
        recorded = {"fc": features, "layer": stem, "layer.1": convolved, "": module(x)}
    numbers = {name: {"shape": list(output.shape), "output": output.flatten().tolist()} for name, output in recorded.items()}
    (HERE / "backbone.json").write_text(json.dumps(numbers) + "\n")


if __name__ == "__main__":
    main()
