// SPDX-License-Identifier: Apache-2.0
#include "core/train/data_hash.h"

#include "core/base/sha256.h"

#include <algorithm>

#include <ATen/ops/arange.h>
#include <ATen/ops/index_select.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

/// Rows that are spread evenly, the last one among them.
at::Tensor spreadRows(const at::Tensor& tensor) {
  const std::int64_t rows = tensor.size(0);
  const std::int64_t row_bytes = static_cast<std::int64_t>(tensor.nbytes()) / rows;
  const std::int64_t count = std::clamp<std::int64_t>(kMostHashed / row_bytes, 1, rows);
  const at::Tensor numbers =
      at::arange(1, count + 1, at::kLong).mul_(rows).div_(count, "floor").sub_(1);
  return at::index_select(tensor, 0, numbers.to(tensor.device()));
}

void addTensor(std::string& text, const at::Tensor& tensor) {
  if (!tensor.defined()) return;
  const bool whole = tensor.dim() == 0 || static_cast<std::int64_t>(tensor.nbytes()) <= kMostHashed;
  const at::Tensor here = (whole ? tensor : spreadRows(tensor)).cpu().contiguous();
  text += "\n" + std::to_string(static_cast<int>(tensor.scalar_type()));
  for (const std::int64_t size : tensor.sizes()) text += " " + std::to_string(size);
  text += "\n";
  text.append(static_cast<const char*>(here.const_data_ptr()), here.nbytes());
}

}  // namespace

std::string hashOf(const Batch& samples) {
  const c10::InferenceMode guard;
  std::string text;
  addTensor(text, samples.inputs);
  addTensor(text, samples.targets);
  return sha256(text);
}

std::string hashOf(BatchSource& batches, std::int64_t count) {
  std::string hashes;
  std::int64_t bytes = 0;
  for (std::int64_t number = 1; number <= count && bytes < kMostHashed; ++number) {
    const Batch& batch = batches.draw(number);
    bytes += static_cast<std::int64_t>(batch.inputs.nbytes());
    hashes += hashOf(batch);
  }
  return sha256(hashes);
}

}  // namespace emascope
