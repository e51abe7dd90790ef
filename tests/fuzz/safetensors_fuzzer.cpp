// SPDX-License-Identifier: Apache-2.0
//
// Headers of safetensors files behind eight bytes that say how long the data are: any bytes are
// read or refused in words, and what is read fills the data exactly and can be written.
#include "core/store/safetensors.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::uint64_t data_bytes = 0;
  if (size < sizeof(data_bytes)) return 0;
  std::memcpy(&data_bytes, data, sizeof(data_bytes));
  const std::string_view json(reinterpret_cast<const char*>(data) + sizeof(data_bytes),
                              size - sizeof(data_bytes));
  const auto header = emascope::parseSafetensorsHeader(json, data_bytes, "file");
  if (!header) {
    if (header.error().why.empty()) std::abort();
    return 0;
  }
  std::uint64_t at = 0;
  for (const emascope::TensorInfo& tensor : header->tensors) {
    if (tensor.begin != at) std::abort();
    at += tensor.bytes();
  }
  if (at != data_bytes) std::abort();
  if (!emascope::SafetensorsWriter::create("/dev/null", header->tensors, header->metadata)) {
    std::abort();
  }
  return 0;
}
