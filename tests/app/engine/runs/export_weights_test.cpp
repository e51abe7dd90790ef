// SPDX-License-Identifier: Apache-2.0
//
// `export --format weights`: which checkpoint of a kept run is taken, and what is written.
#include "core/base/numbers.h"
#include "core/store/tensor_source.h"
#include "tests/app/engine/runs/runs_fixture.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <vector>

#include <gmock/gmock.h>

namespace emascope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

/// The bytes of each tensor in a file, by name.
std::map<std::string, std::vector<std::byte>> tensorsIn(const std::string& path) {
  std::map<std::string, std::vector<std::byte>> all;
  const auto source = openTensors({path}, {});
  EXPECT_TRUE(source) << source.error().message();
  if (!source) return all;
  const auto& tensors = (*source)->header().tensors;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    std::vector<std::byte>& bytes = all[tensors[i].name];
    bytes.resize(tensors[i].bytes());
    EXPECT_TRUE((*source)->read(i, 0, bytes));
  }
  return all;
}

class ExportWeights : public RunsTest {
 protected:
  /// A run with checkpoints every ten steps, of which some stay, and the losses of each step in
  /// run.csv.
  RunRow trained() {
    return kept({"--preset", "quadratic-bowl", "--steps", "60", "--eval-every", "1",
                 "--checkpoint-every", "10", "--csv", path("run.csv")});
  }
  /// The step with the lowest loss of `column` among those that have a checkpoint.
  [[nodiscard]] std::pair<double, std::string> bestOf(const RunRow& run,
                                                      const std::string& column) {
    const CsvColumns columns = csv(path("run.csv"));
    std::pair<double, std::string> best = {std::numeric_limits<double>::infinity(), ""};
    for (std::size_t row = 0; row < columns.at("step").size(); ++row) {
      const std::string& step = columns.at("step")[row];
      if (!fs::exists(checkpointOf(run, step))) continue;
      best = std::min(best, {std::stod(columns.at(column)[row]), step});
    }
    return best;
  }
  [[nodiscard]] std::string checkpointOf(const RunRow& run, const std::string& step) const {
    return pathOf(run) + "/checkpoints/step-" + std::string(9 - step.size(), '0') + step +
           ".emascope";
  }
  Outcome exported(const RunRow& run, std::vector<std::string> more) {
    std::vector<std::string> words = {"export",   run.id,    "--library", path("library"),
                                      "--format", "weights", "--output",  path("out.safetensors")};
    words.insert(words.end(), more.begin(), more.end());
    return engine(words);
  }
};

TEST_F(ExportWeights, AreThoseOfTheBestAverage) {
  const RunRow run = trained();
  std::pair<double, std::string> best = {std::numeric_limits<double>::infinity(), ""};
  std::string label;
  for (const auto& [column, values] : csv(path("run.csv"))) {
    const std::size_t end = column.find(".val_loss");
    if (end == std::string::npos || column.starts_with("raw.")) continue;
    if (const auto of_track = bestOf(run, column); of_track < best) {
      best = of_track;
      label = column.substr(0, end);
    }
  }
  ASSERT_FALSE(label.empty());
  const Outcome outcome = exported(run, {});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const std::string shown = formatShort(best.first, 4);
  EXPECT_EQ(outcome.out,
            label + " after step " + best.second + ", validation loss " + shown +
                ", the lowest among the run's checkpoints: " + path("out.safetensors") + "\n");
  const auto source = openTensors({checkpointOf(run, best.second)}, {.key = label});
  ASSERT_TRUE(source);
  const auto written = tensorsIn(path("out.safetensors"));
  EXPECT_EQ(written.size(), (*source)->header().tensors.size());
  for (std::size_t i = 0; i < (*source)->header().tensors.size(); ++i) {
    const TensorInfo& tensor = (*source)->header().tensors[i];
    std::vector<std::byte> bytes(tensor.bytes());
    ASSERT_TRUE((*source)->read(i, 0, bytes));
    EXPECT_EQ(written.at(tensor.name), bytes) << tensor.name;
  }
}

TEST_F(ExportWeights, OfTheOnlyCheckpointAreWhatTheRunItselfSaves) {
  const RunRow run =
      kept({"--preset", "quadratic-bowl", "--steps", "20", "--save",
            "raw=" + path("raw.safetensors"), "--save", "main=" + path("main.safetensors")});
  for (const std::string of : {"raw", "main"}) {
    const Outcome outcome = exported(run, {"--of", of});
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_THAT(outcome.out, StartsWith(of + " after step 20"));
    EXPECT_THAT(outcome.out, HasSubstr(", from the run's only checkpoint: "));
    EXPECT_EQ(tensorsIn(path("out.safetensors")), tensorsIn(path(of + ".safetensors")));
  }
}

TEST_F(ExportWeights, ADamagedCheckpointIsPassedOverAndSaid) {
  const RunRow run = trained();
  const std::string best = bestOf(run, "raw.val_loss").second;
  ASSERT_FALSE(best.empty());
  std::string bytes = contents(checkpointOf(run, best));
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  std::ofstream(checkpointOf(run, best), std::ios::binary) << bytes;
  const Outcome outcome = exported(run, {"--of", "raw"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, StartsWith("note: " + checkpointOf(run, best)));
  EXPECT_THAT(outcome.out, StartsWith("raw after step "));
  EXPECT_THAT(outcome.out, Not(StartsWith("raw after step " + best + ",")));
  EXPECT_THAT(outcome.out,
              HasSubstr(", the lowest among the run's checkpoints that can be read: "));
}

TEST_F(ExportWeights, WhatIsNotThereIsRefused) {
  const RunRow run = trained();
  const Outcome empty = exported(run, {"--of", ""});
  EXPECT_EQ(empty.code, 2);
  EXPECT_THAT(empty.err, HasSubstr("--of: is empty"));
  const Outcome unknown = exported(run, {"--of", "nobody"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("no weights of 'nobody'"));
  EXPECT_FALSE(fs::exists(path("out.safetensors")));
  const Outcome over =
      engine({"export", pathOf(run), "--format", "weights", "--output", checkpointOf(run, "60")});
  EXPECT_EQ(over.code, 2);
  const std::string journal = pathOf(run) + "/events.emaj";
  const std::string before = contents(journal);
  const Outcome over_journal =
      engine({"export", pathOf(run), "--format", "weights", "--output", journal});
  EXPECT_EQ(over_journal.code, 2);
  EXPECT_THAT(over_journal.err, HasSubstr("events.emaj"));
  EXPECT_EQ(contents(journal), before);
  const Outcome of_table = engine(
      {"export", pathOf(run), "--format", "csv", "--of", "raw", "--output", path("out.csv")});
  EXPECT_EQ(of_table.code, 2);
  EXPECT_THAT(of_table.err, HasSubstr("--format weights"));
  fs::remove_all(pathOf(run) + "/checkpoints");
  const Outcome none = exported(run, {});
  EXPECT_EQ(none.code, 2);
  EXPECT_THAT(none.err, HasSubstr("has no checkpoint"));
}

}  // namespace
}  // namespace emascope
