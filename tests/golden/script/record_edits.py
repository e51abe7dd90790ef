#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes masked.pt and nan_in_evaluation.pt: plain.pt with a buffer of 0 and -infinity that forward adds before a softmax,
as causal attention does, and with an output of NaN in evaluation. Needs no PyTorch: the records of plain.pt are edited.

    python3 record_edits.py
"""
import struct

from record_later import records, write

INFINITY = float("inf")
MASK = [0.0] * 4 + [-INFINITY] * 4

MASKED = """    mask = self.mask
    hidden = torch.tanh((first).forward(x, ))
    share = torch.softmax(torch.add(hidden, mask), 1)
    _0 = (last).forward(torch.mul(hidden, share), )
"""

PLAIN = "    _0 = (last).forward(torch.tanh((first).forward(x, )), )\n"

NAN_IN_EVALUATION = """    training = self.training
    if training:
      _1 = _0
    else:
      _1 = torch.mul(_0, nan)
    return _1
"""

# "mask", then torch._utils._rebuild_tensor_v2 of 8 floats in storage 4, by the memo of plain.pt's own pickle: 6 the
# function, 7 "storage", 8 torch.FloatStorage, 10 "cpu", 12 collections.OrderedDict.
MASK_OF_STATE = (b"X\x04\x00\x00\x00mask" b"h\x06((h\x07h\x08X\x01\x00\x00\x004h\nK\x08tQK\x00(K\x08t(K\x01t"
                 b"\x89h\x0c)RtR")

END_OF_STATE = b"ubq\x1c."  # sets the module's state, remembers the module and ends


def replaced(text, old, new):
    assert text.count(old) == 1, old
    return text.replace(old, new)


def masked(record, data):
    if record.endswith("code/__torch__.py"):
        text = replaced(data.decode(), "  __buffers__ = []\n", '  __buffers__ = ["mask", ]\n')
        text = replaced(text, "  training : bool\n", "  mask : Tensor\n  training : bool\n")
        return replaced(text, PLAIN, MASKED).encode()
    if record.endswith("data.pkl"):
        assert data.endswith(END_OF_STATE)
        return data.removesuffix(END_OF_STATE) + MASK_OF_STATE + END_OF_STATE
    return data


def nan_in_evaluation(record, data):
    if record.endswith("code/__torch__.py"):
        return replaced(data.decode(), "    return _0\n", NAN_IN_EVALUATION).encode()
    return data


def main():
    plain = records("plain.pt")
    write("masked.pt", [(record, masked(record, data)) for record, data in plain] +
          [("plain/data/4", struct.pack("<8f", *MASK))])
    write("nan_in_evaluation.pt", [(record, nan_in_evaluation(record, data)) for record, data in plain])


if __name__ == "__main__":
    main()
