// SPDX-License-Identifier: Apache-2.0
//
// Helpers for the demos' task pictures. The caller holds an InferenceMode guard.
#pragma once

#include "core/base/phrase.h"
#include "core/models/model.h"
#include "core/protocol/task_picture.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

/// A float32 copy on the CPU.
[[nodiscard]] inline TaskPicture::Array pictureArray(std::string name, const at::Tensor& tensor) {
  const at::Tensor values = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
  const float* begin = values.const_data_ptr<float>();
  return {std::move(name), values.sizes().vec(), std::vector<float>(begin, begin + values.numel())};
}

/// Adapts `kWhole`, which makes the picture in a single call, to ModelEntry::picture.
template <TaskPicture (*kWhole)(const Model& model, const Batch& validation, std::uint64_t seed)>
[[nodiscard]] PictureWork inOnePiece(const Model& model, const Batch& validation,
                                     std::uint64_t seed) {
  return [&model, &validation, seed] { return std::optional(kWhole(model, validation, seed)); };
}

/// The first images that `model` misclassifies. `first`: the label of class 0.
[[nodiscard]] inline TaskPicture mistakes(const Model& model, const Batch& samples,
                                          std::int64_t first) {
  constexpr std::int64_t kShown = 24;
  const at::Tensor said = model.outputs(samples.inputs).argmax(1);
  const at::Tensor wrong = said.ne(samples.targets).nonzero().flatten();
  const at::Tensor shown = wrong.slice(0, 0, kShown);
  return {.kind = "mistakes",
          .title = words("misclassified validation images"),
          .arrays = {pictureArray("images", samples.inputs.index_select(0, shown).squeeze(1)),
                     pictureArray("said", said.index_select(0, shown).add(first)),
                     pictureArray("right", samples.targets.index_select(0, shown).add(first)),
                     pictureArray("sample", shown),
                     {"count", {1}, {static_cast<float>(wrong.size(0))}}}};
}

}  // namespace emascope
