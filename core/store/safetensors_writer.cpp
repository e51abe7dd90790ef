// SPDX-License-Identifier: Apache-2.0
//
// SafetensorsWriter of safetensors.h.
#include "core/base/utf8.h"
#include "core/store/safetensors.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

constexpr std::size_t kAlignment = 8;

std::string jsonText(std::string_view text) { return nlohmann::json(text).dump(); }

/// @pre names and texts are UTF-8
std::string headerText(const std::vector<TensorInfo>& tensors, const TextByName& metadata,
                       std::uint64_t& data_bytes) {
  std::string json = "{";
  if (!metadata.empty()) json += jsonText("__metadata__") + ":" + nlohmann::json(metadata).dump();
  for (const TensorInfo& tensor : tensors) {
    std::uint64_t end = bytesOf(tensor.type);
    for (const std::uint64_t length : tensor.shape) end *= length;
    end += data_bytes;
    json += (json.size() == 1 ? "" : ",") + jsonText(tensor.name) + ":{\"dtype\":\"" +
            std::string(scalarTypeText(tensor.type)) +
            "\",\"shape\":" + nlohmann::json(tensor.shape).dump() + ",\"data_offsets\":[" +
            std::to_string(data_bytes) + "," + std::to_string(end) + "]}";
    data_bytes = end;
  }
  json += '}';
  json.append((kAlignment - json.size() % kAlignment) % kAlignment, ' ');
  return json;
}

bool allUtf8(const std::vector<TensorInfo>& tensors, const TextByName& metadata) {
  return std::ranges::all_of(tensors, [](const auto& tensor) { return isUtf8(tensor.name); }) &&
         std::ranges::all_of(
             metadata, [](const auto& text) { return isUtf8(text.first) && isUtf8(text.second); });
}

}  // namespace

Result<std::string> safetensorsBeginning(const std::vector<TensorInfo>& tensors,
                                         const TextByName& metadata, const std::string& where) {
  if (!allUtf8(tensors, metadata)) {
    return Error{where, "cannot be written: a name or text is not UTF-8", "UTF-8"};
  }
  std::uint64_t data_bytes = 0;
  const std::string json = headerText(tensors, metadata, data_bytes);
  // The reader's own checks ensure that the file can be read back.
  if (const auto again = parseSafetensorsHeader(json, data_bytes, where); !again) {
    return again.error();
  }
  if (json.size() > kLongestSafetensorsHeader) {
    return Error{
        where, "cannot be written: it needs a header of " + std::to_string(json.size()) + " bytes",
        "at most " + std::to_string(kLongestSafetensorsHeader)};
  }
  std::string beginning(kSafetensorsLength, '\0');
  for (std::size_t i = 0; i < kSafetensorsLength; ++i) {
    beginning[i] = static_cast<char>(json.size() >> (8U * i));
  }
  return beginning + json;
}

Result<SafetensorsWriter> SafetensorsWriter::create(const std::string& path,
                                                    const std::vector<TensorInfo>& tensors,
                                                    const TextByName& metadata) {
  const auto beginning = safetensorsBeginning(tensors, metadata, path);
  if (!beginning) return beginning.error();
  auto file = ReplacingFile::open(path);
  if (!file) return file.error();
  SafetensorsWriter writer(std::move(file).value());
  if (const Status status = writer.file_.append(*beginning); !status) return status.error();
  return writer;
}

Status SafetensorsWriter::append(std::span<const std::byte> bytes) {
  return file_.append({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Status SafetensorsWriter::commit() { return file_.commit(); }

}  // namespace emascope
