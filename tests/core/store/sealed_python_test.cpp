// SPDX-License-Identifier: Apache-2.0
//
// A sealed file as Hugging Face's own reader sees it, and its SHA-256 as hashlib computes them:
// where Python has safetensors and numpy.
#include "tests/support/sealed_sample.h"
#include "tests/support/temporary_folder.h"

#include <cstdlib>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

TEST(SealedFileInPython, IsOpenedAndItsHashesAreRight) {
  const char* asked = std::getenv("EMASCOPE_PYTHON");
  const std::string python = asked != nullptr ? asked : "python3";
  if (std::system((python + " -c 'import numpy, safetensors' 2>/dev/null").c_str()) != 0) {
    GTEST_SKIP() << python << " has no safetensors and numpy (EMASCOPE_PYTHON names another one)";
  }
  const TemporaryFolder folder;
  SealedContent content = sealedSample();
  content.tensors.pop_back();  // numpy has no bfloat16
  const std::string path = folder / "sample.emascope";
  ASSERT_TRUE(writeSealedFile(path, sealedBytes(content).value()).ok());
  const std::string script = folder.file("read.py", R"(
import hashlib, json, re, struct, sys
from safetensors import safe_open
with safe_open(sys.argv[1], framework="np") as f:
    meta = f.metadata()
    tensors = {k: f.get_tensor(k) for k in f.keys()}
file = open(sys.argv[1], "rb").read()
beginning = file[:8 + struct.unpack("<Q", file[:8])[0]]
zeros = re.sub(rb'("emascope.sha256.header":")[0-9a-f]{64}', rb"\g<1>" + b"0" * 64, beginning)
print(json.dumps({
    "keys": sorted(meta),
    "version": meta["emascope.version"],
    "text": json.loads(meta["emascope"]),
    "tensors": {k: [str(t.dtype), list(t.shape), t.tobytes().hex()] for k, t in tensors.items()},
    "right": {k: hashlib.sha256(t.tobytes()).hexdigest() for k, t in tensors.items()}
        == json.loads(meta["emascope.sha256"])["tensors"],
    "header_right": hashlib.sha256(zeros).hexdigest() == meta["emascope.sha256.header"]}))
)");
  const std::string line = python + " " + script + " " + path + " > " + (folder / "read.json");
  ASSERT_EQ(std::system(line.c_str()), 0);
  const auto read = nlohmann::json::parse(folder.contents(folder / "read.json"));
  EXPECT_EQ(read, nlohmann::json::parse(R"({
    "keys": ["emascope", "emascope.sha256", "emascope.sha256.header", "emascope.version"],
    "version": "1",
    "text": {"note": "a sample, with ü, \"quotes\" and a\nline", "step": 4200},
    "tensors": {"raw/weights": ["float32", [2, 3], "0102030405060708090a0b0c0d0e0f101112131415161718"],
                "track main/clock": ["float64", [], "3c3d3e3f40414243"],
                "none": ["int64", [0, 4], ""],
                "random \"state\"": ["uint8", [5], "c8c9cacbcc"]},
    "right": true, "header_right": true})"));
}

}  // namespace
}  // namespace emascope
