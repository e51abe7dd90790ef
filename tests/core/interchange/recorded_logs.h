// SPDX-License-Identifier: Apache-2.0
//
// The logs that record_interchange.py wrote with other tools, and the numbers that went into them.
#pragma once

#include "core/interchange/imported_run.h"
#include "core/interchange/log_pairs.h"
#include "tests/support/temporary_folder.h"

#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {

[[nodiscard]] inline std::string recordedLog(const std::string& name) {
  return EMASCOPE_SOURCE_DIR "/tests/golden/interchange/" + name;
}

struct RecordedCurves {
  std::vector<std::int64_t> steps = {};
  std::vector<double> raw = {}, ema = {}, wall = {};
};

[[nodiscard]] inline RecordedCurves recordedCurves() {
  std::ifstream file(recordedLog("expected.json"));
  const auto json = nlohmann::json::parse(file);
  return {json["steps"].get<std::vector<std::int64_t>>(), json["raw"].get<std::vector<double>>(),
          json["ema"].get<std::vector<double>>(), json["wall"].get<std::vector<double>>()};
}

/// Creates the file or replaces it.
inline void putFile(const TemporaryFolder& folder, const std::string& name,
                    const std::string& bytes) {
  EXPECT_FALSE(folder.file(name, bytes).empty());
}

/// Event files have float32.
[[nodiscard]] inline std::vector<double> asFloats(const std::vector<double>& values) {
  std::vector<double> floats;
  for (const double value : values) {
    floats.push_back(static_cast<double>(static_cast<float>(value)));
  }
  return floats;
}

[[nodiscard]] inline std::vector<std::string> tagsOf(const ImportedRun& run) {
  std::vector<std::string> tags;
  for (const LogSeries& one : run.series) tags.push_back(one.tag);
  return tags;
}

/// The curve of a tag, which must be there.
[[nodiscard]] inline LogSeries curveOf(const ImportedRun& run, const std::string& tag) {
  const std::size_t index = indexOfTag(run.series, tag);
  EXPECT_LT(index, run.series.size()) << tag;
  return index < run.series.size() ? run.series[index] : LogSeries{};
}

/// "AVERAGE|RAW" of each pair.
[[nodiscard]] inline std::vector<std::string> pairNames(const ImportedRun& run) {
  std::vector<std::string> names;
  for (const LogPair& pair : run.pairs) {
    names.push_back(run.series[pair.average].tag + "|" + run.series[pair.raw].tag);
  }
  return names;
}

}  // namespace emascope
