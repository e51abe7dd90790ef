// SPDX-License-Identifier: Apache-2.0
//
// Damaged TorchScript files. LibTorch has no checksums and may crash on them: whatever becomes of
// the child, the probe says something and goes on.
#include "core/script/script_probe.h"
#include "tests/support/temporary_folder.h"

#include <atomic>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

struct Tally {
  std::atomic<int> refused{0};
  std::atomic<int> ended{0};  ///< and said that it has seen all
};

/// Probes each of `files` from two threads, as many as there are processors to wait for.
void probeAll(const std::vector<std::string>& files, Tally& tally) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    const TemporaryFolder folder;
    for (std::size_t i = next++; i < files.size(); i = next++) {
      ProbeOptions options;
      options.program = EMASCOPE_BIN_DIR "/emascope-engine";
      options.seconds = 5;
      const auto probed = probeScript(folder.file("damaged.pt", files[i]), options);
      ASSERT_TRUE(probed) << probed.error().message();
      if (!probed->usable()) {
        ++tally.refused;
        EXPECT_NE(probed->error().why, "");
      }
      if (probed->report.stage == ScriptReport::Stage::kDone) ++tally.ended;
      EXPECT_TRUE(!probed->usable() || probed->report.stage == ScriptReport::Stage::kDone);
    }
  };
  std::thread second(work);
  work();
  second.join();
}

std::string mlp() {
  return TemporaryFolder::contents(EMASCOPE_SOURCE_DIR "/tests/golden/script/mlp.pt");
}

TEST(ProbeMutations, AHundredFlippedBitsAreContained) {
  const std::string good = mlp();
  std::mt19937_64 random(5);
  std::vector<std::string> files(100, good);
  for (std::string& bytes : files)
    bytes[random() % bytes.size()] ^= static_cast<char>(1U << random() % 8);
  Tally tally;
  probeAll(files, tally);
  EXPECT_GT(tally.refused, 10);
  EXPECT_GT(tally.ended, 80);
}

TEST(ProbeMutations, TruncatedFilesAreRefused) {
  const std::string good = mlp();
  std::vector<std::string> files;
  for (std::size_t part = 0; part < 24; ++part) {
    files.push_back(good.substr(0, 1 + (good.size() - 2) * part / 23));
  }
  Tally tally;
  probeAll(files, tally);
  EXPECT_EQ(tally.refused, 24);
}

}  // namespace
}  // namespace emascope
