// SPDX-License-Identifier: Apache-2.0
//
// emascope-engine smooth over files of tensors of a test's own.
#pragma once

#include "tests/app/engine/engine_process.h"
#include "tests/core/store/tensor_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {

struct Tensor {
  const char* name;
  ScalarType type;
  std::vector<double> values;
};

class SmoothCheckpoints : public EngineTest {
 protected:
  std::string write(const std::string& name, const std::vector<Tensor>& tensors,
                    const TextByName& metadata = {}) const {
    std::vector<TensorInfo> infos;
    for (const Tensor& tensor : tensors) {
      infos.push_back({tensor.name, tensor.type, {tensor.values.size()}});
    }
    auto writer = SafetensorsWriter::create(path(name), infos, metadata);
    EXPECT_TRUE(writer.ok());
    for (const Tensor& tensor : tensors) {
      std::vector<std::byte> bytes(tensor.values.size() * bytesOf(tensor.type));
      if (tensor.type == ScalarType::kI64) {
        const std::vector<std::int64_t> whole(tensor.values.begin(), tensor.values.end());
        std::ranges::copy(std::as_bytes(std::span(whole)), bytes.begin());
      } else {
        fromDoubles(tensor.type, tensor.values, bytes);
      }
      EXPECT_TRUE(writer.value().append(bytes).ok());
    }
    EXPECT_TRUE(writer.value().commit().ok());
    return path(name);
  }

  /// Files run-1, run-2, … with one tensor w of F64.
  void writeRun(const std::vector<double>& values) const {
    int number = 0;
    for (const double value : values) {
      write("run-" + std::to_string(++number) + ".safetensors", {{"w", ScalarType::kF64, {value}}});
    }
  }

  [[nodiscard]] Outcome smooth(std::vector<std::string> arguments,
                               const std::string& output = "out.safetensors") {
    arguments.insert(arguments.begin(),
                     {"smooth", "--input", path("run-*.safetensors"), "--output", path(output)});
    return engine(std::move(arguments));
  }

  [[nodiscard]] std::vector<double> values(const std::string& file,
                                           const std::string& tensor) const {
    const auto reader = SafetensorsReader::open(path(file));
    if (!reader) ADD_FAILURE() << reader.error().message();
    return reader ? valuesOf(*reader, tensor) : std::vector<double>();
  }
};

}  // namespace emascope
