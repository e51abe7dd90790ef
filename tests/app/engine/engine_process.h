// SPDX-License-Identifier: Apache-2.0
//
// The real emascope-engine as a child process, as a shell starts it: arguments in, exit code and
// what it said out. Files go to a folder of the test's own.
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {

struct Outcome {
  int code = -1;  ///< exit code, or minus the signal that ended it
  std::string out = {};
  std::string err = {};
};

/// Columns of a CSV by name, cells as written.
using CsvColumns = std::map<std::string, std::vector<std::string>>;

class EngineTest : public testing::Test {
 protected:
  EngineTest();
  ~EngineTest() override;

  [[nodiscard]] std::string path(const std::string& name) const { return folder_ / name; }
  [[nodiscard]] static std::string contents(const std::string& file);
  /// Checks that each row has a cell for each column and that the file ends with a newline.
  [[nodiscard]] static CsvColumns csv(const std::string& file);

  /// Runs the engine to its end.
  [[nodiscard]] Outcome engine(std::vector<std::string> arguments);
  /// Runs `line` by /bin/sh, in which $ENGINE is the engine.
  [[nodiscard]] Outcome shell(const std::string& line);
  /// Runs `train` with a CSV and returns its columns without "seconds"; it must succeed.
  [[nodiscard]] CsvColumns trained(std::vector<std::string> arguments);

  /// Starts the engine and returns at once; finish() waits for it.
  [[nodiscard]] pid_t start(const std::vector<std::string>& words);
  [[nodiscard]] Outcome finish(pid_t child);
  [[nodiscard]] static std::string program();

 private:
  std::filesystem::path folder_;
};

}  // namespace emascope
