#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the files beside it with Hugging Face's own writer (safetensors 0.8.0, numpy 2.4.6).

types.safetensors has a tensor of each type that numpy knows, bfloat16.safetensors one whose bytes are given,
empty.safetensors none. The values are those that tests/core/store/safetensors_test.cpp expects.
"""
import pathlib

import numpy as np
import safetensors
from safetensors.numpy import save_file

here = pathlib.Path(__file__).parent

save_file(
    {
        "f64": np.array([[1.5, -2.25, 1e300], [0.1, -0.0, 5e-324]], dtype=np.float64),
        "f32": np.array([0.1, -3.4028234663852886e38, 1e-45], dtype=np.float32),
        "f16": np.array([0.1, 65504, 6e-8, -2], dtype=np.float16),
        "i64": np.array([-(2**63), 2**63 - 1], dtype=np.int64),
        "i32": np.array([-(2**31), 7], dtype=np.int32),
        "i16": np.array([[-32768], [32767]], dtype=np.int16),
        "i8": np.array([-128, 127], dtype=np.int8),
        "u64": np.array([2**64 - 1], dtype=np.uint64),
        "u32": np.array([2**32 - 1], dtype=np.uint32),
        "u16": np.array([65535], dtype=np.uint16),
        "u8": np.array([255, 0], dtype=np.uint8),
        "bool": np.array([True, False, True]),
        "scalar": np.array(4.0, dtype=np.float32),
        "nothing": np.zeros((0, 3), dtype=np.float32),
        "ümlaut \"quoted\"": np.array([1], dtype=np.float32),
    },
    here / "types.safetensors",
    metadata={"format": "pt", "note": "line\nand ü"},
)
save_file({}, here / "empty.safetensors")
# numpy has no bfloat16: the writer takes an address with a type's name.
bits = np.array([0x3DCD, 0x7F7F, 0x0001, 0xC000, 0x3F80, 0x3F81], dtype="<u2")
spec = safetensors.TensorSpec(dtype="bfloat16", shape=[2, 3], data_ptr=bits.ctypes.data, data_len=bits.nbytes)
(here / "bfloat16.safetensors").write_bytes(safetensors.serialize({"bf16": spec}))
