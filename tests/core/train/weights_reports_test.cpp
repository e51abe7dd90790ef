// SPDX-License-Identifier: Apache-2.0
//
// What is told of weights without changing them: a scan, a file, and the test at the end.
#include "core/store/safetensors.h"
#include "core/train/trainer.h"
#include "tests/core/train/steps.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/toy_model.h"
#include "tests/support/toy_run.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <span>
#include <utility>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// The toy with its validation samples as test samples too.
ModelEntry tested() {
  ModelEntry entry = toyModel();
  entry.data = [data = entry.data](std::uint64_t seed) {
    TaskData task = data(seed);
    task.test = task.validation;
    return task;
  };
  return entry;
}

TEST(SegmentScan, GoesFromRawToTheAverageAndChangesNeither) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 20);
  const EvalPoint before = trainer.evaluate();
  const std::string label = trainer.tracks()[0].label;
  const auto raw = ToyWorld::floatsOf(0);
  const auto scanned = trainer.scan({label, {0.0, 0.5, 1.0}});
  ASSERT_TRUE(scanned.ok());
  EXPECT_EQ(scanned->step, 20);
  EXPECT_EQ(scanned->vals[0], before.raw);
  EXPECT_EQ(scanned->vals[2], before.tracks[0].val);
  // The loss is convex in the toy's weights.
  EXPECT_LT(scanned->vals[1].loss, std::max(before.raw.loss, before.tracks[0].val.loss));
  EXPECT_EQ(ToyWorld::floatsOf(0), raw);
  EXPECT_EQ(trainer.evaluate().raw, before.raw);
}

TEST(SegmentScan, OfATrackThatIsNotThereIsRefused) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  const auto scanned = trainer.scan({"nobody", {0.5}});
  ASSERT_FALSE(scanned.ok());
  EXPECT_EQ(scanned.error().why, "there is no track 'nobody'");
}

std::vector<float> floatsIn(const std::string& path, const std::string& name) {
  const auto reader = SafetensorsReader::open(path);
  EXPECT_TRUE(reader.ok());
  const auto& tensors = reader->header().tensors;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    if (tensors[i].name != name) continue;
    std::vector<float> values(tensors[i].elements);
    EXPECT_TRUE(reader->read(i, 0, std::as_writable_bytes(std::span(values))).ok());
    return values;
  }
  return {};
}

TEST(SavedWeights, AreThoseOfRawAndOfEachTrack) {
  const ToyWorld world;
  const TemporaryFolder folder;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 20);
  const std::string raw = folder / "raw.safetensors";
  const std::string average = folder / "average.safetensors";
  ASSERT_TRUE(trainer.save({"raw", raw}).ok());
  const auto saved = trainer.save({trainer.tracks()[0].label, average});
  ASSERT_TRUE(saved.ok()) << saved.error().message();
  EXPECT_EQ(saved->bytes, static_cast<std::int64_t>(std::filesystem::file_size(average)));
  EXPECT_GT(saved->bytes, 7 * 4 + 8);
  const auto of_raw = ToyWorld::floatsOf(0);
  const auto of_average = ToyWorld::floatsOf(1);
  EXPECT_EQ(floatsIn(raw, "weight"), (std::vector<float>{of_raw.begin(), of_raw.begin() + 3}));
  EXPECT_EQ(floatsIn(average, "weight"),
            (std::vector<float>{of_average.begin(), of_average.begin() + 3}));
  EXPECT_NE(of_raw, of_average);
  const auto header = SafetensorsReader::open(average)->header();
  EXPECT_EQ(header.metadata.at("format"), "pt");
  EXPECT_EQ(header.metadata.at("emascope"), trainer.tracks()[0].label + ", step 20");
}

TEST(SavedWeights, OfTheBestAreThoseOfTheEvaluationWithTheLowestLoss) {
  const ToyWorld world;
  const TemporaryFolder folder;
  RunConfig config = toyConfig();
  config.saves = {{"best.raw", folder / "raw.safetensors"},
                  {"best.slow", folder / "slow.safetensors"}};
  Trainer trainer(toyModel(), toyPlan(config));
  EXPECT_FALSE(trainer.save(config.saves[0]).ok());  // there has been no evaluation
  double lowest = std::numeric_limits<double>::infinity();
  std::int64_t step = 0;
  std::vector<float> weights;
  for (int i = 0; i < 10; ++i) {
    steps(trainer, 3);
    const EvalPoint point = trainer.evaluate();
    if (!(point.raw.loss < lowest)) continue;
    lowest = point.raw.loss;
    step = point.step;
    weights = ToyWorld::floatsOf(0);
  }
  steps(trainer, 1);
  const auto saved = trainer.save(config.saves[0]);
  ASSERT_TRUE(saved.ok()) << saved.error().message();
  EXPECT_EQ(saved->step, step);
  EXPECT_EQ(floatsIn(folder / "raw.safetensors", "weight"),
            (std::vector<float>{weights.begin(), weights.begin() + 3}));
  EXPECT_NE(ToyWorld::floatsOf(0), weights);
  EXPECT_TRUE(trainer.save(config.saves[1]).ok());
  EXPECT_FALSE(trainer.save({"best.main", folder / "main.safetensors"}).ok());  // not kept
}

TEST(SavedWeights, OfASynthesisAreThoseThatWereEvaluated) {
  const ToyWorld world;
  const TemporaryFolder folder;
  RunConfig config = toyConfig();
  config.steps = 200;
  config.snapshot_every = 5;
  config.tracks = {
      {.label = "short", .schedule = "power-function", .params = {{"sigma_rel", 0.05}}},
      {.label = "long", .schedule = "power-function", .params = {{"sigma_rel", 0.28}}},
      {.label = "kept", .schedule = "power-function", .params = {{"sigma_rel", 0.15}}}};
  config.syntheses = {{"mid", "sigma_rel", 0.15, 0}};
  Trainer trainer(toyModel(), toyPlan(config));
  steps(trainer, 200);
  const auto saved = trainer.save({"mid", folder / "mid.safetensors"});
  ASSERT_TRUE(saved.ok()) << saved.error().message();
  EXPECT_EQ(saved->step, 200);
  ASSERT_TRUE(trainer.save({"kept", folder / "kept.safetensors"}).ok());
  ASSERT_TRUE(trainer.save({"long", folder / "long.safetensors"}).ok());
  const auto mid = floatsIn(folder / "mid.safetensors", "weight");
  const auto kept = floatsIn(folder / "kept.safetensors", "weight");
  const auto far = floatsIn(folder / "long.safetensors", "weight");
  ASSERT_EQ(mid.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_LT(std::abs(mid[i] - kept[i]), 0.1F * std::abs(far[i] - kept[i]) + 1e-6F);
  }
}

TEST(SavedWeights, AreRefusedWhereNoFileCanBe) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  const auto saved = trainer.save({"raw", "/nowhere/raw.safetensors"});
  ASSERT_FALSE(saved.ok());
  EXPECT_NE(saved.error().message().find("/nowhere/raw.safetensors"), std::string::npos);
}

TEST(FinalTest, HasTheLastAndTheBest) {
  const ToyWorld world;
  Trainer trainer(tested(), toyPlan(toyConfig()));
  std::vector<EvalPoint> points;
  for (int i = 0; i < 10; ++i) {
    steps(trainer, 3);
    points.push_back(trainer.evaluate());
  }
  const auto rows = trainer.test();
  const std::size_t tracks = trainer.tracks().size();
  ASSERT_EQ(rows.size(), tracks + 3);
  EXPECT_EQ(rows[0], (event::TestedWeights{"raw", 30, points.back().raw}));
  const auto best = *std::min_element(
      points.begin(), points.end(),
      [](const EvalPoint& a, const EvalPoint& b) { return a.raw.loss < b.raw.loss; });
  EXPECT_EQ(rows[1], (event::TestedWeights{"best raw", best.step, best.raw}));
  EXPECT_EQ(rows[2].of, trainer.tracks()[0].label);
  EXPECT_EQ(rows[2].val, points.back().tracks[0].val);
  double lowest = rows.back().val.loss;
  for (const EvalPoint& point : points) {
    for (const TrackEvaluation& track : point.tracks) EXPECT_GE(track.val.loss, lowest);
  }
  EXPECT_EQ(rows.back().of.substr(0, 5), "best ");
}

TEST(FinalTest, NeedsTestSamples) {
  const ToyWorld world;
  Trainer trainer(toyModel(), toyPlan(toyConfig()));
  steps(trainer, 5);
  static_cast<void>(trainer.evaluate());
  EXPECT_TRUE(trainer.test().empty());
}

}  // namespace
}  // namespace emascope
