// SPDX-License-Identifier: Apache-2.0
//
// Bytes of safetensors files, right and wrong, and their tensors as doubles.
#pragma once

#include "core/store/safetensors.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {

/// `header` behind its length, before `data`.
inline std::string tensorFile(const std::string& header, const std::string& data) {
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<char>(std::uint64_t(header.size()) >> (8U * i));
  }
  return bytes + header + data;
}

/// The values of the tensor `name`, which must be there.
inline std::vector<double> valuesOf(const SafetensorsReader& reader, const std::string& name) {
  const auto& tensors = reader.header().tensors;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (tensors[i].name != name) continue;
    std::vector<std::byte> bytes(tensors[i].bytes());
    const Status status = reader.read(i, 0, bytes);
    EXPECT_TRUE(status.ok()) << status.error().message();
    std::vector<double> values(tensors[i].elements);
    toDoubles(tensors[i].type, bytes, values);
    return values;
  }
  ADD_FAILURE() << "no tensor " << name;
  return {};
}

}  // namespace emascope
