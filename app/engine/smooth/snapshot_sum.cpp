// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/snapshot_sum.h"

#include "core/base/numbers.h"
#include "core/base/quoted.h"
#include "core/rules/track_traits.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace emascope {
namespace {

/// A counter of PyTorch's BatchNorm; snapshots in 16 bits hold it as a float.
bool isCounter(std::string_view name) {
  constexpr std::string_view kCounter = "num_batches_tracked";
  return name == kCounter || name.ends_with(".num_batches_tracked");
}

/// The type of a sum of numbers of `type`.
ScalarType typeOfSum(ScalarType type) {
  const bool short_float = type == ScalarType::kF16 || type == ScalarType::kBf16;
  return short_float ? ScalarType::kF32 : type;
}

}  // namespace

Result<SnapshotSum> SnapshotSum::begin(std::vector<WeightsCheckpoint> checkpoints,
                                       TensorOptions options, SafetensorsHeader header,
                                       const std::vector<std::string>& copied) {
  SnapshotSum sum(std::move(checkpoints), std::move(options), std::move(header));
  std::vector<std::string> names;
  for (const TensorInfo& tensor : sum.header_.tensors) names.push_back(tensor.name);
  for (const std::string& pattern : copied) {
    const bool matches = std::ranges::any_of(
        names, [&](const std::string& name) { return nameMatches(pattern, false, name); });
    if (matches) continue;
    return Error{"copy", inQuotes(pattern) + " matches no tensor",
                 "a name or a glob such as '*.mask'; there are " + quotedList(names)};
  }
  for (const TensorInfo& tensor : sum.header_.tensors) {
    const bool copies = !isFloating(tensor.type) || isCounter(tensor.name) ||
                        std::ranges::any_of(copied, [&](const std::string& pattern) {
                          return nameMatches(pattern, false, tensor.name);
                        });
    sum.copies_.push_back(copies);
    sum.sums_.emplace_back(copies ? 0 : tensor.elements);
  }
  return sum;
}

/// Elements that are constants of the model are taken from the newest file.
Status SnapshotSum::addNotFinite(std::size_t tensor, std::size_t element, double number) {
  const std::string& name = header_.tensors[tensor].name;
  if (!fixed_) {
    auto found = FixedElements::find(checkpoints_, options_);
    if (!found) return found.error();
    fixed_ = std::move(found).value();
  }
  if (fixed_->has(name, element)) {
    sums_[tensor][element] = number;
    return Ok{};
  }
  return Error{checkpoints_[next_].name,
               "tensor " + inQuotes(name) + ", element " + std::to_string(element) + " is " +
                   formatNumber(number),
               "finite numbers, or non-finite ones that are equal in all files; --copy takes a "
               "tensor from the newest"};
}

Status SnapshotSum::add(double coefficient) {
  const auto source = openTensors(checkpoints_[next_].files, options_);
  if (!source) return source.error();
  const TensorIndex index = indexOf(source.value()->header());
  TensorPieces pieces;
  for (std::size_t i = 0; i < header_.tensors.size(); ++i) {
    if (copies_[i]) continue;
    const auto found = index.find(header_.tensors[i].name);
    if (found == index.end() ||
        source.value()->header().tensors[found->second].elements != sums_[i].size()) {
      return Error{checkpoints_[next_].name, "was changed while it was read", ""};
    }
    const Status status =
        pieces.forEach(*source.value(), found->second,
                       [&](std::size_t first, std::span<const double> numbers) -> Status {
                         for (std::size_t k = 0; k < numbers.size(); ++k) {
                           if (std::isfinite(numbers[k])) {
                             sums_[i][first + k] += coefficient * numbers[k];
                           } else if (auto odd = addNotFinite(i, first + k, numbers[k]); !odd) {
                             return odd;
                           }
                         }
                         return Ok{};
                       });
    if (!status) return status;
  }
  ++next_;
  return Ok{};
}

Status SnapshotSum::writeSum(const TensorInfo& tensor, const std::vector<double>& sum,
                             SafetensorsWriter& writer) {
  std::vector<std::byte> bytes;
  for (std::size_t first = 0; first < sum.size(); first += TensorPieces::kPiece) {
    const std::size_t count = std::min<std::size_t>(TensorPieces::kPiece, sum.size() - first);
    const std::span numbers(sum.data() + first, count);
    bytes.resize(count * bytesOf(tensor.type));
    fromDoubles(tensor.type, numbers, bytes);
    if (auto status = checkHeld(tensor, numbers, bytes); !status) return status;
    if (auto status = writer.append(bytes); !status) return status;
  }
  return Ok{};
}

Result<SafetensorsWriter> SnapshotSum::write(const std::string& path) const {
  const auto newest = openTensors(checkpoints_.back().files, options_);
  if (!newest) return newest.error();
  const TensorIndex index = indexOf(newest.value()->header());
  std::vector<TensorInfo> tensors = header_.tensors;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (!copies_[i]) tensors[i].type = typeOfSum(tensors[i].type);
  }
  auto writer = SafetensorsWriter::create(path, tensors, header_.metadata);
  if (!writer) return writer.error();
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const auto found = index.find(tensors[i].name);
    if (copies_[i] &&
        (found == index.end() ||
         newest.value()->header().tensors[found->second].bytes() != header_.tensors[i].bytes())) {
      return Error{checkpoints_.back().name, "was changed while it was read", ""};
    }
    const Status status = copies_[i] ? copyTensor(*newest.value(), found->second, writer.value())
                                     : writeSum(tensors[i], sums_[i], writer.value());
    if (!status) return status.error();
  }
  return writer;
}

}  // namespace emascope
