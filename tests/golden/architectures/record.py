#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What torch.nn makes of small networks, for the descriptions beside it.

    record.py      (torch 2.15.0; writes <case>.safetensors for each case below into this folder)

A case is its description in <case>.json and the nn.Module of the same layers. Its file holds, in the layout of
safetensors: the state before ("state.<name>"), "inputs", "train" (outputs in training mode, without dropout),
"after.<name>" (the buffers after that pass), "gradient.<name>" of sum(train * weights) with weights 1, 2, 3, ...
scaled to 1 in all, and "eval" (outputs in evaluation mode after it).
"""
import json
import pathlib
import struct

import torch
import torch.nn as nn

HERE = pathlib.Path(__file__).parent


class Residual(nn.Module):
    def __init__(self, layers, projection=None):
        super().__init__()
        for i, layer in enumerate(layers):
            self.add_module(str(i), layer)
        self.count = len(layers)
        if projection:
            self.projection = nn.Sequential(*projection)

    def forward(self, x):
        beside = self.projection(x) if hasattr(self, "projection") else x
        for i in range(self.count):
            x = getattr(self, str(i))(x)
        return x + beside


class Embedding(nn.Module):
    def __init__(self, tokens, features, places):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(tokens, features))
        self.positions = nn.Parameter(torch.randn(places, features))

    def forward(self, x):
        return nn.functional.embedding(x, self.weight) + self.positions


class Attention(nn.MultiheadAttention):
    def forward(self, x):
        places = x.shape[1]
        mask = nn.Transformer.generate_square_subsequent_mask(places)
        return super().forward(x, x, x, attn_mask=mask, need_weights=False)[0]


class Causal(nn.TransformerEncoderLayer):
    def forward(self, x):
        return super().forward(x, src_mask=nn.Transformer.generate_square_subsequent_mask(x.shape[1]))


class Mean(nn.Module):
    def __init__(self, *dims):
        super().__init__()
        self.dims = dims

    def forward(self, x):
        return x.mean(self.dims)


def block(features, heads, kind=nn.TransformerEncoderLayer):
    return kind(features, heads, 2 * features, dropout=0.0, activation="gelu", batch_first=True, norm_first=True)


def cases():
    yield "mlp", nn.Sequential(
        nn.Linear(3, 8), nn.BatchNorm1d(8, momentum=0.3), nn.ReLU(), nn.Linear(8, 7, bias=False), nn.LayerNorm(7),
        nn.Tanh(), nn.Linear(7, 6), nn.SiLU(), nn.Linear(6, 6), nn.Softplus(), nn.GroupNorm(2, 6), nn.Sigmoid(),
        nn.Dropout(0.0), nn.Linear(6, 2)), torch.randn(5, 3)
    yield "cnn", nn.Sequential(
        nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(4, 6, (3, 2), stride=(1, 2), padding=(1, 0), groups=2, bias=False), nn.GroupNorm(3, 6), nn.GELU(),
        nn.AvgPool2d(2, stride=1, padding=1), nn.AdaptiveAvgPool2d((2, 1)), nn.Flatten(),
        nn.Linear(12, 3)), torch.randn(4, 2, 9, 8)
    yield "resnet", nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1, bias=False),
        Residual([nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 4, 3, padding=1)]),
        Residual([nn.BatchNorm2d(4), nn.ReLU(), nn.Conv2d(4, 6, 3, stride=2, padding=1)],
                 [nn.Conv2d(4, 6, 1, stride=2)]),
        nn.ReLU(), Mean(2, 3), nn.Linear(6, 3)), torch.randn(4, 1, 6, 6)
    yield "transformer", nn.Sequential(
        Embedding(11, 8, 5), block(8, 2, Causal), block(8, 4), Attention(8, 2, batch_first=True),
        nn.LayerNorm(8), nn.Linear(8, 11)), torch.randint(0, 11, (3, 5))
    yield "sequence", nn.Sequential(
        Attention(6, 3, bias=False, batch_first=True), Mean(1), nn.Linear(6, 2)), torch.randn(3, 4, 6)


def save(path, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.detach().contiguous().numpy().tobytes()
        kind = {torch.float32: "F32", torch.int64: "I64"}[tensor.dtype]
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


torch.manual_seed(1)
for name, module, inputs in cases():
    with torch.no_grad():
        for parameter in module.parameters():  # nothing is left at 0 or 1
            parameter += 0.2 * torch.randn_like(parameter)
    tensors = {f"state.{key}": value.clone() for key, value in module.state_dict().items()}
    tensors["inputs"] = inputs
    module.train()
    outputs = module(inputs)
    tensors["train"] = outputs
    weights = torch.arange(1.0, outputs.numel() + 1.0).reshape(outputs.shape)
    (outputs * weights / weights.sum()).sum().backward()
    tensors |= {f"gradient.{key}": value.grad for key, value in module.named_parameters()}
    tensors |= {f"after.{key}": value for key, value in module.named_buffers()}
    module.eval()
    torch.backends.mha.set_fastpath_enabled(False)
    with torch.no_grad():
        tensors["eval"] = module(inputs)
    save(HERE / f"{name}.safetensors", tensors)
