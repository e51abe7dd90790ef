// SPDX-License-Identifier: Apache-2.0
//
// SafetensorsReader of safetensors.h.
#include "core/store/safetensors.h"

#include <algorithm>
#include <span>
#include <utility>

namespace emascope {

Result<std::uint64_t> safetensorsHeaderLength(std::string_view beginning, std::uint64_t file_bytes,
                                              const std::string& where) {
  if (file_bytes < kSafetensorsLength || beginning.size() < kSafetensorsLength) {
    return Error{where, "has " + std::to_string(file_bytes) + " bytes, too few for a header",
                 "a safetensors file"};
  }
  std::uint64_t length = 0;
  for (std::size_t i = kSafetensorsLength; i-- > 0;) {
    length = length << 8U | static_cast<unsigned char>(beginning[i]);
  }
  const std::uint64_t rest = file_bytes - kSafetensorsLength;
  if (length > kLongestSafetensorsHeader) {
    return Error{where, "announces a header of " + std::to_string(length) + " bytes",
                 "a safetensors file, whose header has at most " +
                     std::to_string(kLongestSafetensorsHeader) + " bytes"};
  }
  if (length > rest) {
    return Error{where,
                 "announces a header of " + std::to_string(length) + " bytes but has only " +
                     std::to_string(rest) + "; the file is truncated or not a safetensors file",
                 ""};
  }
  return length;
}

Result<SafetensorsReader> SafetensorsReader::open(const std::string& path) {
  auto file = PositionedFile::open(path, "a safetensors file");
  if (!file) return file.error();
  SafetensorsReader reader(std::move(file).value());
  if (const Status status = reader.readHeader(); !status) return status.error();
  return reader;
}

Status SafetensorsReader::readHeader() {
  std::string beginning(std::min(kSafetensorsLength, file_.size()), '\0');
  if (auto status = file_.read(0, std::as_writable_bytes(std::span(beginning))); !status) {
    return status;
  }
  const auto length = safetensorsHeaderLength(beginning, file_.size(), path());
  if (!length) return length.error();
  std::string json(*length, '\0');
  if (auto status = file_.read(kSafetensorsLength, std::as_writable_bytes(std::span(json)));
      !status) {
    return status;
  }
  data_offset_ = kSafetensorsLength + *length;
  auto header = parseSafetensorsHeader(json, file_.size() - data_offset_, path());
  if (!header) return header.error();
  header_ = std::move(header).value();
  return Ok{};
}

Status SafetensorsReader::read(std::size_t index, std::uint64_t first,
                               std::span<std::byte> bytes) const {
  return file_.read(data_offset_ + header_.tensors[index].begin + first, bytes);
}

}  // namespace emascope
