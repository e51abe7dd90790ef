#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Losses of torch.nn on small fixed tensors, and what a dropout-free network with BatchNorm becomes in three steps.

    record_objectives.py > objectives.json      (torch 2.15.0)
"""
import json
import math

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def wave(*shape):
    count = math.prod(shape)
    return torch.tensor([math.sin(1.3 * i + 0.4) for i in range(count)]).reshape(shape)


classes = torch.tensor([2, 0, 1, 1])
tokens = torch.tensor([[0, 2, 1], [1, 1, 0]])
binary = torch.tensor([1.0, 0.0, 0.0, 1.0])
print(json.dumps({
    "cross-entropy": F.cross_entropy(wave(4, 3), classes).item(),
    "cross-entropy, smoothing 0.1": F.cross_entropy(wave(4, 3), classes, label_smoothing=0.1).item(),
    "tokens": F.cross_entropy(wave(2, 3, 3).reshape(-1, 3), tokens.reshape(-1)).item(),
    "binary": F.binary_cross_entropy_with_logits(wave(4), binary).item(),
    "mse": F.mse_loss(wave(4, 2), 0.5 * wave(4, 2) + 0.1).item(),
    "mae": F.l1_loss(wave(4, 2), 0.5 * wave(4, 2) + 0.1).item(),
}, indent=1))
