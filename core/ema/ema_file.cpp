// SPDX-License-Identifier: Apache-2.0
#include "core/ema/ema_file.h"

#include "core/store/safetensors.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <span>

#include <ATen/ops/empty.h>

namespace emascope {
namespace {

constexpr std::string_view kRecord = "emascope";
constexpr std::string_view kSum = "emascope.sum";

std::span<const std::byte> bytesOf(const at::Tensor& tensor) {
  return {static_cast<const std::byte*>(tensor.const_data_ptr()), tensor.nbytes()};
}

/// Checksum of bytes that arrive in pieces, all but the last a multiple of eight bytes long.
/// Detects any single change.
class ByteSum {
 public:
  void add(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      std::uint64_t word = 0;
      const std::size_t length = std::min(bytes.size(), sizeof(word));
      std::memcpy(&word, bytes.data(), length);
      sum_ = (sum_ ^ word) * 0x9E3779B97F4A7C15U;
      sum_ ^= sum_ >> 29U;
      bytes = bytes.subspan(length);
    }
  }
  [[nodiscard]] std::string text() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string digits(16, '0');
    for (std::size_t i = 0; i < digits.size(); ++i)
      digits[i] = kDigits[(sum_ >> (4 * (digits.size() - 1 - i))) & 0xFU];
    return digits;
  }

 private:
  std::uint64_t sum_ = 0xCBF29CE484222325U;
};

/// Independent of the arrays' order: empty ones have no position of their own in a file.
std::string sumOf(const std::string& record, const std::vector<NamedArray>& arrays) {
  std::map<std::string, const at::Tensor*> by_name;
  for (const NamedArray& array : arrays) by_name.emplace(array.name, &array.values);
  ByteSum sum;
  sum.add(std::as_bytes(std::span(record)));
  for (const auto& [name, values] : by_name) {
    sum.add(std::as_bytes(std::span(name)));
    sum.add(std::as_bytes(std::span(values->sizes().data(), values->sizes().size())));
    sum.add(bytesOf(*values));
  }
  return sum.text();
}

std::vector<NamedArray> onCpu(const std::vector<NamedArray>& arrays) {
  std::vector<NamedArray> here;
  for (const auto& [name, values] : arrays) here.push_back({name, values.cpu().contiguous()});
  return here;
}

Result<at::Tensor> readArray(const SafetensorsReader& reader, std::size_t index) {
  const TensorInfo& info = reader.header().tensors[index];
  if (info.type != ScalarType::kF32 && info.type != ScalarType::kI64) {
    return Error{reader.path() + ": " + info.name,
                 typeAndShape(info) + " is not the type of a saved average", "F32 or I64"};
  }
  std::vector<std::int64_t> shape;
  for (const std::uint64_t length : info.shape) shape.push_back(static_cast<std::int64_t>(length));
  const auto type = info.type == ScalarType::kF32 ? at::kFloat : at::kLong;
  at::Tensor values = at::empty(shape, at::TensorOptions().dtype(type));
  const Status read =
      reader.read(index, 0, {static_cast<std::byte*>(values.mutable_data_ptr()), values.nbytes()});
  if (!read) return read.error();
  return values;
}

}  // namespace

Status writeEmaFile(const std::string& path, const EmaFile& file) {
  const std::vector<NamedArray> arrays = onCpu(file.arrays);
  std::vector<TensorInfo> infos;
  for (const auto& [name, values] : arrays) {
    TensorInfo info{
        .name = name,
        .type = values.scalar_type() == at::kFloat ? ScalarType::kF32 : ScalarType::kI64};
    for (const std::int64_t length : values.sizes())
      info.shape.push_back(static_cast<std::uint64_t>(length));
    infos.push_back(std::move(info));
  }
  const std::string record = stateText(file.state);
  auto writer = SafetensorsWriter::create(
      path, infos, {{std::string(kRecord), record}, {std::string(kSum), sumOf(record, arrays)}});
  if (!writer) return writer.error();
  for (const NamedArray& array : arrays) {
    if (Status written = writer.value().append(bytesOf(array.values)); !written) return written;
  }
  return writer.value().commit();
}

Result<EmaFile> readEmaFile(const std::string& path) {
  const auto reader = SafetensorsReader::open(path);
  if (!reader) return reader.error();
  const TextByName& metadata = reader->header().metadata;
  const auto record = metadata.find(kRecord);
  const auto sum = metadata.find(kSum);
  if (record == metadata.end() || sum == metadata.end()) {
    return Error{path, "holds tensors, but no saved average", "a file written by save()"};
  }
  EmaFile file;
  for (std::size_t i = 0; i < reader->header().tensors.size(); ++i) {
    auto values = readArray(*reader, i);
    if (!values) return values.error();
    file.arrays.push_back({reader->header().tensors[i].name, std::move(values).value()});
  }
  if (sumOf(record->second, file.arrays) != sum->second) {
    return Error{path, "is damaged: its checksum does not match", ""};
  }
  auto state = readStateText(record->second, path);
  if (!state) return state.error();
  file.state = std::move(state).value();
  return file;
}

std::vector<TensorSignature> signaturesOf(const std::vector<NamedArray>& arrays) {
  std::vector<TensorSignature> signatures;
  for (const auto& [name, values] : arrays) {
    std::string shape;
    for (const std::int64_t length : values.sizes())
      shape += (shape.empty() ? "" : ",") + std::to_string(length);
    signatures.push_back(
        {name, (values.scalar_type() == at::kFloat ? "float32[" : "int64[") + shape + "]"});
  }
  return signatures;
}

}  // namespace emascope
