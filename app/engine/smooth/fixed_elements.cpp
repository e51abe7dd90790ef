// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/fixed_elements.h"

#include <cmath>

namespace emascope {
namespace {

constexpr signed char kFinite = 2;

signed char signOf(double value) {
  if (std::isfinite(value)) return kFinite;
  if (std::isnan(value)) return 0;
  return value > 0.0 ? 1 : -1;
}

}  // namespace

Result<FixedElements> FixedElements::find(const std::vector<WeightsCheckpoint>& checkpoints,
                                          const TensorOptions& options) {
  FixedElements fixed;
  for (const WeightsCheckpoint& checkpoint : checkpoints) {
    const bool first = &checkpoint == &checkpoints.front();
    const Status status =
        first ? fixed.begin(checkpoint, options) : fixed.compare(checkpoint, options);
    if (!status) return status.error();
    if (fixed.tensors_.empty()) break;
  }
  return fixed;
}

Status FixedElements::begin(const WeightsCheckpoint& first, const TensorOptions& options) {
  const auto source = openTensors(first.files, options);
  if (!source) return source.error();
  TensorPieces pieces;
  for (std::size_t i = 0; i < source.value()->header().tensors.size(); ++i) {
    const TensorInfo& tensor = source.value()->header().tensors[i];
    if (!isFloating(tensor.type)) continue;
    const Status status = pieces.forEach(
        *source.value(), i, [&](std::size_t begin, std::span<const double> numbers) -> Status {
          for (std::size_t k = 0; k < numbers.size(); ++k) {
            if (std::isfinite(numbers[k])) continue;
            Marked& marked = tensors_[tensor.name];
            marked.elements.resize(tensor.elements);
            marked.elements[begin + k] = true;
            marked.values.push_back(signOf(numbers[k]));
          }
          return Ok{};
        });
    if (!status) return status;
  }
  return Ok{};
}

Status FixedElements::compare(const WeightsCheckpoint& other, const TensorOptions& options) {
  const auto source = openTensors(other.files, options);
  if (!source) return source.error();
  const TensorIndex index = indexOf(source.value()->header());
  TensorPieces pieces;
  for (auto& tensor : tensors_) {
    Marked& marked = tensor.second;
    std::size_t next = 0;
    std::vector<signed char> values;
    const Status status =
        pieces.forEach(*source.value(), index.at(tensor.first),
                       [&](std::size_t begin, std::span<const double> numbers) -> Status {
                         for (std::size_t k = 0; k < numbers.size(); ++k) {
                           if (!marked.elements[begin + k]) continue;
                           const signed char expected = marked.values[next++];
                           marked.elements[begin + k] = signOf(numbers[k]) == expected;
                           if (marked.elements[begin + k]) values.push_back(expected);
                         }
                         return Ok{};
                       });
    if (!status) return status;
    marked.values = std::move(values);
  }
  return Ok{};
}

bool FixedElements::has(const std::string& tensor, std::size_t element) const {
  const auto found = tensors_.find(tensor);
  return found != tensors_.end() && found->second.elements[element];
}

}  // namespace emascope
