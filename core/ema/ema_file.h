// SPDX-License-Identifier: Apache-2.0
//
// Saved averages as a safetensors file: named arrays, plus the record of ema_state.h and a checksum
// over all bytes in the metadata. Other programs can read the arrays. Reading fails for a file with
// any damaged byte, and for one that holds only weights.
#pragma once

#include "core/ema/ema_state.h"
#include "core/ema/tensor_signatures.h"

#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

struct NamedArray {
  std::string name = {};
  at::Tensor values = {};  ///< float32 or int64
};

struct EmaFile {
  EmaState state = {};
  std::vector<NamedArray> arrays = {};  ///< in the order they were written
};

/// The file appears under its name once it is complete. The arrays may be on any device.
[[nodiscard]] Status writeEmaFile(const std::string& path, const EmaFile& file);

/// The arrays are on the CPU and own their memory.
[[nodiscard]] Result<EmaFile> readEmaFile(const std::string& path);

/// "float32[64,3]"
[[nodiscard]] std::vector<TensorSignature> signaturesOf(const std::vector<NamedArray>& arrays);

}  // namespace emascope
