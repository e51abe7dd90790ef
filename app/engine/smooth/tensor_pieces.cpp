// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/tensor_pieces.h"

#include "core/base/numbers.h"
#include "core/base/utf8.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace emascope {

Status TensorPieces::forEach(const TensorSource& source, std::size_t tensor, const Take& take) {
  const TensorInfo& info = source.header().tensors[tensor];
  const std::size_t width = bytesOf(info.type);
  for (std::size_t first = 0; first < info.elements; first += kPiece) {
    const std::size_t count = std::min<std::size_t>(kPiece, info.elements - first);
    bytes_.resize(count * width);
    numbers_.resize(count);
    if (auto status = source.read(tensor, first * width, bytes_); !status) return status;
    toDoubles(info.type, bytes_, numbers_);
    if (auto status = take(first, numbers_); !status) return status;
  }
  return Ok{};
}

Status copyTensor(const TensorSource& source, std::size_t tensor, SafetensorsWriter& writer) {
  constexpr std::uint64_t kPieceBytes = std::uint64_t{8} * TensorPieces::kPiece;
  const TensorInfo& info = source.header().tensors[tensor];
  std::vector<std::byte> bytes;
  for (std::uint64_t first = 0; first < info.bytes(); first += kPieceBytes) {
    bytes.resize(std::min(kPieceBytes, info.bytes() - first));
    if (auto status = source.read(tensor, first, bytes); !status) return status;
    if (auto status = writer.append(bytes); !status) return status;
  }
  return Ok{};
}

TensorIndex indexOf(const SafetensorsHeader& header) {
  TensorIndex index;
  for (std::size_t i = 0; i < header.tensors.size(); ++i) index[header.tensors[i].name] = i;
  return index;
}

Status checkHeld(const TensorInfo& tensor, std::span<const double> numbers,
                 std::span<const std::byte> bytes) {
  if (!isFloating(tensor.type)) return Ok{};
  std::vector<double> rounded(numbers.size());
  toDoubles(tensor.type, bytes, rounded);
  for (std::size_t i = 0; i < rounded.size(); ++i) {
    if (std::isfinite(rounded[i]) || !std::isfinite(numbers[i])) continue;
    return Error{"tensor '" + asUtf8(tensor.name) + "'",
                 "the average " + formatNumber(numbers[i]) + " is beyond the range of " +
                     std::string(scalarTypeText(tensor.type)),
                 ""};
  }
  return Ok{};
}

}  // namespace emascope
