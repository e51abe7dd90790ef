// SPDX-License-Identifier: Apache-2.0
//
// A libtorch_cuda.so whose library is not found: the loader's path has no folder of it.
extern "C" int standinPart();

extern "C" int standinHalf() { return standinPart(); }
