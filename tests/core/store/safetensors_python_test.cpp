// SPDX-License-Identifier: Apache-2.0
//
// What is written, as Hugging Face's own reader sees it: where Python has safetensors and numpy.
#include "tests/core/store/tensor_file.h"
#include "tests/support/temporary_folder.h"

#include <cstdlib>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

TEST(SafetensorsInPython, ReadsWhatIsWritten) {
  const char* asked = std::getenv("EMASCOPE_PYTHON");
  const std::string python = asked != nullptr ? asked : "python3";
  if (std::system((python + " -c 'import numpy, safetensors' 2>/dev/null").c_str()) != 0) {
    GTEST_SKIP() << python << " has no safetensors and numpy (EMASCOPE_PYTHON names another one)";
  }
  const TemporaryFolder folder;
  const std::vector<double> values = {0.1, -65504.0, 3.0};
  auto writer = SafetensorsWriter::create(folder / "ours.safetensors",
                                          {{"d \"ü\"", ScalarType::kF64, {3, 1}},
                                           {"h", ScalarType::kF16, {3}},
                                           {"none", ScalarType::kF32, {2, 0}}},
                                          {{"format", "pt"}, {"note", "a\nb"}});
  ASSERT_TRUE(writer.ok());
  for (const ScalarType type : {ScalarType::kF64, ScalarType::kF16}) {
    std::vector<std::byte> bytes(values.size() * bytesOf(type));
    fromDoubles(type, values, bytes);
    ASSERT_TRUE(writer.value().append(bytes).ok());
  }
  ASSERT_TRUE(writer.value().commit().ok());
  const std::string script = folder.file("read.py", R"(
import json, sys
from safetensors import safe_open
with safe_open(sys.argv[1], framework="np") as f:
    tensors = {k: [str(f.get_tensor(k).dtype), f.get_tensor(k).shape, f.get_tensor(k).tolist()] for k in f.keys()}
    print(json.dumps({"metadata": f.metadata(), "tensors": tensors}))
)");
  const std::string line =
      python + " " + script + " " + folder / "ours.safetensors" + " > " + (folder / "read.json");
  ASSERT_EQ(std::system(line.c_str()), 0);
  const auto read = nlohmann::json::parse(folder.contents(folder / "read.json"));
  EXPECT_EQ(read, nlohmann::json::parse(R"({
    "metadata": {"format": "pt", "note": "a\nb"},
    "tensors": {"d \"ü\"": ["float64", [3, 1], [[0.1], [-65504.0], [3.0]]],
                "h": ["float16", [3], [0.0999755859375, -65504.0, 3.0]],
                "none": ["float32", [2, 0], [[], []]]}})"));
}

}  // namespace
}  // namespace emascope
