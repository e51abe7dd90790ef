// SPDX-License-Identifier: Apache-2.0
//
// The library that the stand-in for libtorch_cuda.so needs.
extern "C" int standinPart();

extern "C" int standinPart() { return 7; }
