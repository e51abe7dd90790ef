// SPDX-License-Identifier: Apache-2.0
//
// Saved averages as a safetensors file: each array under its name, and in the metadata the record
// of ema_state.h and a sum over all bytes. Other programs can read the arrays. Refuses a file that
// is damaged, whichever of its bytes, and one that holds weights alone.
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

/// The file appears under its name when it is complete. The arrays may be on any device.
[[nodiscard]] Status writeEmaFile(const std::string& path, const EmaFile& file);

/// Arrays on the CPU, of their own memory.
[[nodiscard]] Result<EmaFile> readEmaFile(const std::string& path);

/// "float32[64,3]"
[[nodiscard]] std::vector<TensorSignature> signaturesOf(const std::vector<NamedArray>& arrays);

}  // namespace emascope
