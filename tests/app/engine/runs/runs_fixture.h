// SPDX-License-Identifier: Apache-2.0
//
// The real engine with a library of the test's own.
#pragma once

#include "core/library/run_library.h"
#include "tests/app/engine/engine_process.h"

#include <string>
#include <utility>
#include <vector>

namespace emascope {

class RunsTest : public EngineTest {
 protected:
  /// Rows of the library, latest first.
  std::vector<RunRow> rows() {
    auto library = RunLibrary::open(path("library"));
    EXPECT_TRUE(library.ok());
    auto rows = library.value().list();
    EXPECT_TRUE(rows.ok());
    return rows.ok() ? std::move(rows).value() : std::vector<RunRow>();
  }
  [[nodiscard]] std::string pathOf(const RunRow& row) const {
    return path("library/runs/" + row.folder);
  }
  /// Trains with `options` and keeps the run; returns the row.
  RunRow kept(std::vector<std::string> options) {
    options.insert(options.begin(), "train");
    options.insert(options.end(), {"--library", path("library")});
    const Outcome outcome = engine(std::move(options));
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const auto all = rows();
    return all.empty() ? RunRow() : all.front();
  }
  Outcome runs(std::vector<std::string> options) {
    options.insert(options.begin(), "runs");
    options.insert(options.end(), {"--library", path("library")});
    return engine(std::move(options));
  }
  Outcome replay(const std::string& run) {
    return engine({"replay", run, "--library", path("library")});
  }
};

}  // namespace emascope
