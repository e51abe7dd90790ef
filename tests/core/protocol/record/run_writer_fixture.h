// SPDX-License-Identifier: Apache-2.0
//
// A run, its rows as CSV, and a folder for its files.
#pragma once

#include "core/protocol/record/run_writer.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace emascope {

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

[[nodiscard]] inline RunRecord record() {
  RunRecord run;
  run.config.lr = 0.02;
  run.config.speed = 200.0;
  run.config.tracks = {{.label = "main", .params = {{"beta", 0.995}}},
                       {.label = "slow", .schedule = "constant", .params = {{"beta", 0.9999}}}};
  run.tracks = run.config.tracks;
  run.alive = 2;
  run.facts = {.device = "cpu", .threads = 2, .engine = "engine 1"};
  run.state = RunState::kFinished;
  run.step = 50;
  run.points = {
      {25, 0.5, 0.1 + 0.2, {0.7, 0.5}, {{{0.6, 0.75}, 0.9, Reason::kRamp}, {{0.65, 0.5}, 0.0}}},
      {50, 1.0, kNaN, {kNaN, 0.5}, {{{0.5, 1.0}, 0.995, Reason::kCap}, {{0.6, 0.5}, 0.9999}}}};
  run.changes = {{.step = 30,
                  .track = "main",
                  .old_values = {{"beta", 0.995}},
                  .new_values = {{"beta", 0.999}}}};
  run.skipped = {{40, "loss", 1}};
  return run;
}

/// A folder of its own for each test, gone afterwards.
class RunWriterTest : public testing::Test {
 protected:
  RunWriterTest() {
    std::string form = testing::TempDir() + "run_writer_XXXXXX";
    folder_ = ::mkdtemp(form.data());
  }
  ~RunWriterTest() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string path(const char* name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_),
                                                  std::filesystem::directory_iterator()));
  }
  static std::string contents(const std::string& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }
  static void fill(const std::string& file, const std::string& text) {
    std::ofstream(file) << text;
  }

 private:
  std::filesystem::path folder_;
};

/// The rows of record().
inline constexpr const char* kCsv =
    "step,seconds,train_loss,raw.val_loss,raw.val_accuracy,main.val_loss,main.val_accuracy,"
    "main.decay,slow.val_loss,slow.val_accuracy,slow.decay\n"
    "25,0.5,0.30000000000000004,0.7,0.5,0.6,0.75,0.9,0.65,0.5,0\n"
    "50,1,nan,nan,0.5,0.5,1,0.995,0.6,0.5,0.9999\n";

}  // namespace emascope
