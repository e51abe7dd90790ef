// SPDX-License-Identifier: Apache-2.0
//
// Each library preset against what the library did with the same states: the action and the decay
// at every call, and the averaged state and the online one where they were recorded, live edits,
// name filters and feedback included.
#include "tests/support/golden_replay.h"

#include <set>

#include <gtest/gtest.h>

namespace emascope {
namespace {

const golden::Sequence& sequence() {
  static const golden::Sequence read = golden::readSequence();
  return read;
}

std::vector<golden::Case> allCases() {
  std::vector<golden::Case> cases;
  for (const std::string& file : golden::caseFiles()) {
    const std::vector<golden::Case> read = golden::readCases(file);
    cases.insert(cases.end(), read.begin(), read.end());
  }
  return cases;
}

void expectSameState(const std::vector<double>& ours, const std::vector<double>& theirs,
                     const std::string& what) {
  for (const golden::TensorRow& tensor : sequence().layout) {
    for (std::size_t i = tensor.offset; i < tensor.offset + tensor.numel; ++i) {
      if (std::isnan(theirs[i])) continue;
      const double tolerance =
          tensor.integer ? 0.0 : golden::kValueTolerance * std::max(1.0, std::abs(theirs[i]));
      ASSERT_NEAR(ours[i], theirs[i], tolerance) << what << ", " << tensor.name;
    }
  }
}

class RecordedPreset : public testing::TestWithParam<golden::Case> {};

TEST_P(RecordedPreset, SameActionsDecaysAndStates) {
  const golden::Case& recorded = GetParam();
  golden::Replay replay(sequence(), recorded);
  std::size_t compared = 0;
  for (std::size_t index = 0; index < recorded.actions.size(); ++index) {
    const auto call = static_cast<std::int64_t>(index + 1);
    const std::string where = "call " + std::to_string(call);
    const EmaAction action = replay.step(call);
    ASSERT_EQ(golden::letter(action), recorded.actions[index]) << where;
    if (recorded.decay[index] && action.kind != ActionKind::kSkip) {
      ASSERT_NEAR(action.beta, *recorded.decay[index], recorded.decay_tolerance) << where;
    }
    if (const auto found = recorded.snapshots.find(call); found != recorded.snapshots.end()) {
      expectSameState(replay.average(), found->second, where + ", average");
      ++compared;
    }
    if (const auto found = recorded.online_after.find(call); found != recorded.online_after.end())
      expectSameState(replay.online(), found->second, where + ", online");
    if (HasFatalFailure()) return;
  }
  EXPECT_EQ(compared, recorded.snapshots.size());
  EXPECT_GE(compared, 9u);
}

std::string caseName(const testing::TestParamInfo<golden::Case>& test) {
  std::string name = test.param.preset + "_" + test.param.id;
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
}

INSTANTIATE_TEST_SUITE_P(Golden, RecordedPreset, testing::ValuesIn(allCases()), caseName);

TEST(RecordedPresets, AreThoseThatSaySo) {
  std::set<std::string> recorded;
  for (const golden::Case& one : allCases()) recorded.insert(one.preset);
  for (const auto& [id, entry] : libraryPresets())
    EXPECT_EQ(entry.checked == "recorded outputs", recorded.contains(id)) << id;
}

}  // namespace
}  // namespace emascope
