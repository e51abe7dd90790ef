#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Arrays as NumPy 1.24 writes them, and MNIST-like files; run in this folder.

    x.npy        float32 (6, 4): row i, column j is 10 i + j / 4
    table.npy    float64 (6, 3): two columns of numbers, then classes 0 and 1
    fortran.npy  the float64 (6, 2, 3) that counts from 0 in C order, stored in Fortran order
    labels.npy   int64 (6,): 2 0 1 2 0 1
    wide.npy     float64 (6, 2): i, -i
    plain.npz    x and y, stored
    mnist.npz    x_train, y_train, x_test, y_test, deflated, uint8 pictures of 2 x 3
    images-idx3-ubyte[.gz]   6 pictures of 2 x 3, bytes from 0 on
    labels-idx1-ubyte[.gz]   2 0 1 2 0 1
"""
import gzip
import struct

import numpy

x = (10 * numpy.arange(6)[:, None] + numpy.arange(4) / 4).astype("f4")
labels = numpy.array([2, 0, 1, 2, 0, 1])
numpy.save("x.npy", x)
numpy.save("table.npy", numpy.column_stack([x[:, :2], labels % 2]).astype("f8"))
numpy.save("fortran.npy", numpy.asfortranarray(numpy.arange(36.0).reshape(6, 2, 3)))
numpy.save("labels.npy", labels)
numpy.save("wide.npy", numpy.column_stack([numpy.arange(6.0), -numpy.arange(6.0)]))
numpy.savez("plain.npz", x=x, y=labels)
pictures = numpy.arange(36, dtype="u1").reshape(6, 2, 3)
numpy.savez_compressed("mnist.npz", x_train=pictures[:4], y_train=labels[:4], x_test=pictures[4:],
                       y_test=labels[4:])


def idx(name, array):
    header = struct.pack(">BBBB", 0, 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape)
    data = header + array.astype("u1").tobytes()
    open(name, "wb").write(data)
    with open(name + ".gz", "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(data)


idx("images-idx3-ubyte", pictures)
idx("labels-idx1-ubyte", labels)
