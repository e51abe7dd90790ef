// SPDX-License-Identifier: Apache-2.0
//
// What emascope-engine synthesize does with its options, in the test's own process: the start of an
// engine takes longer than the work.
#pragma once

#include "app/common/exit_code.h"
#include "app/engine/smooth/synthesize_snapshots.h"
#include "tests/app/engine/smooth/smooth_checkpoints_fixture.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {

/// With a folder "kept" for snapshots, and "out.safetensors" for the result.
class SynthesizeTest : public SmoothCheckpoints {
 protected:
  SynthesizeTest() { std::filesystem::create_directory(path("kept")); }

  /// `words` are options, each before its value.
  [[nodiscard]] Outcome synthesize(const std::vector<std::string>& words) const {
    SynthesizeOptions options;
    options.snapshots.folder = path("kept");
    options.save = path("out.safetensors");
    for (std::size_t i = 0; i + 1 < words.size(); i += 2) take(words[i], words[i + 1], options);
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    Outcome outcome{.code = synthesizeSnapshots(options)};
    outcome.err = testing::internal::GetCapturedStderr();
    outcome.out = testing::internal::GetCapturedStdout();
    return outcome;
  }

 private:
  static void take(const std::string& option, const std::string& value,
                   SynthesizeOptions& options) {
    if (option == "--snapshots") {
      options.snapshots.folder = value;
    } else if (option == "--save") {
      options.save = value;
    } else if (option == "--sigma-rel") {
      options.sigma_rel = value;
    } else if (option == "--gamma") {
      options.gamma = value;
    } else if (option == "--step") {
      options.step = value;
    } else if (option == "--sigma-rels") {
      options.snapshots.sigma_rels.push_back(value);
    } else if (option == "--gammas") {
      options.snapshots.gammas.push_back(value);
    } else if (option == "--names") {
      options.snapshots.names = value;
    } else if (option == "--strip") {
      options.strip.push_back(value);
    } else if (option == "--copy") {
      options.copy.push_back(value);
    } else {
      ADD_FAILURE() << option;
    }
  }
};

}  // namespace emascope
