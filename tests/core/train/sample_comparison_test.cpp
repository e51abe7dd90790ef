// SPDX-License-Identifier: Apache-2.0
//
// Reports that compare raw weights with a mix, on the demos: against what the saved weights give
// when everything is computed at once, and against the run's own evaluations.
#include "core/train/sample_comparison.h"

#include "core/models/model.h"
#include "core/models/objective.h"
#include "core/models/preset.h"
#include "core/models/sample_results.h"
#include "core/models/weights_file.h"
#include "core/train/run_plan.h"
#include "core/train/trainer.h"
#include "tests/core/models/apply_weights.h"
#include "tests/support/temporary_folder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <memory>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include <ATen/TensorOperators.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

constexpr std::chrono::minutes kLong(1);

/// A run of a demo, at some step.
struct DemoRun {
  explicit DemoRun(const std::string& id, std::uint64_t seed = 3)
      : preset(*std::find_if(presets().begin(), presets().end(),
                             [&](const Preset& each) { return each.info.id == id; })),
        entry(models().at(preset.info.model)),
        config(preset.info.config) {
    config.seed = seed;
    config.device = "cpu";
    config.threads = 1;
    trainer =
        std::make_unique<Trainer>(entry, planRun(config, preset, entry.info, {.device = "cpu"}));
  }

  void steps(int count) {
    for (int i = 0; i < count; ++i) static_cast<void>(trainer->step());
  }
  /// The one answer to `wanted`.
  template <typename Answer, typename Wanted>
  Answer ask(const Wanted& wanted) {
    const Status begun = trainer->beginReport(wanted);
    EXPECT_TRUE(begun.ok()) << begun.error().message();
    const auto answers = trainer->advanceReports(kLong);
    EXPECT_EQ(answers.size(), 1U);
    return std::get<Answer>(answers.at(0));
  }
  /// A model with the weights that are saved now.
  std::unique_ptr<Model> saved(const std::string& of, double share = 1.0) {
    const TemporaryFolder folder;
    const std::string path = folder / "weights.safetensors";
    const auto written = trainer->save({of, path, share});
    EXPECT_TRUE(written.ok()) << written.error().message();
    auto model = entry.make(99);
    std::vector<NamedTensor> tensors = model->parameters();
    for (NamedTensor& buffer : model->buffers()) tensors.push_back(std::move(buffer));
    const c10::InferenceMode guard;
    applyWeights(readWeights(path, tensors, WeightsWanted::kAll).value().tensors, tensors);
    return model;
  }
  [[nodiscard]] std::string main() const { return config.tracks.front().label; }
  [[nodiscard]] Batch validation() const { return entry.data(config.seed).validation; }

  const Preset& preset;
  const ModelEntry& entry;
  RunConfig config;
  std::unique_ptr<Trainer> trainer;
};

bool bit(const std::vector<std::uint8_t>& bits, std::size_t i) {
  return (bits[i / 8] >> (i % 8) & 1U) != 0;
}

double countOf(const std::vector<std::uint8_t>& bits) {
  double count = 0.0;
  for (const std::uint8_t byte : bits) count += std::popcount(byte);
  return count;
}

TEST(CompareSamples, AgreesWithTheSavedWeightsOfAMixOnDigits) {
  DemoRun run("digits");
  run.steps(150);
  const auto compared =
      run.ask<event::SamplesCompared>(command::CompareSamples{7, run.main(), 0.4});
  EXPECT_EQ(compared.request, 7U);
  EXPECT_EQ(compared.step, 150);
  EXPECT_EQ(compared.of, run.main());
  EXPECT_EQ(compared.share, 0.4);
  EXPECT_EQ(compared.kind, event::SamplesCompared::Kind::kClasses);
  EXPECT_EQ(compared.total, 500);
  EXPECT_EQ(compared.per_sample, 1);
  ASSERT_EQ(compared.samples.size(), 500U);
  EXPECT_EQ(compared.samples.back(), 499);
  const auto raw = run.saved("raw");
  const auto mix = run.saved(run.main(), 0.4);
  const c10::InferenceMode guard;
  const Batch validation = run.validation();
  const at::Tensor of_raw = at::softmax(raw->outputs(validation.inputs), 1);
  const at::Tensor of_mix = at::softmax(mix->outputs(validation.inputs), 1);
  ASSERT_FALSE(of_raw.argmax(1).eq(of_mix.argmax(1)).all().item<bool>());  // they do differ
  for (std::int64_t i = 0; i < 500; ++i) {
    const auto k = static_cast<std::size_t>(i);
    const auto truth = validation.targets[i].item<std::int64_t>();
    const auto top = [&](const at::Tensor& given) {
      return given[i].argmax().item<std::int64_t>();
    };
    EXPECT_EQ(compared.truth[k], truth);
    EXPECT_EQ(compared.raw_top[k], top(of_raw));
    EXPECT_EQ(compared.mix_top[k], top(of_mix));
    EXPECT_EQ(bit(compared.raw_right, k), top(of_raw) == truth);
    EXPECT_EQ(bit(compared.mix_right, k), top(of_mix) == truth);
    // In pieces and at once, sums are rounded differently.
    EXPECT_NEAR(compared.raw_given[k], of_raw[i][truth].item<float>(), 1e-5);
    EXPECT_NEAR(compared.mix_given[k], of_mix[i][truth].item<float>(), 1e-5);
  }
}

TEST(SaveMix, RefusesWhatIsNoTrackAndOtherShares) {
  DemoRun run("two-spirals");
  run.steps(1);
  const TemporaryFolder folder;
  const auto why = [&](const std::string& of, double share) {
    const auto saved = run.trainer->save({of, folder / "mix.safetensors", share});
    return saved ? "" : saved.error().why;
  };
  EXPECT_EQ(why(run.main(), 0.5), "");
  EXPECT_EQ(why(run.main(), 1.6), "share 1.6 is not allowed");
  EXPECT_EQ(why("raw", 0.5), "only a track is mixed with raw");
  EXPECT_EQ(why("best.raw", 0.5), "only a track is mixed with raw");
  EXPECT_EQ(why("nobody", 0.5), "there is no track 'nobody'");
  EXPECT_EQ(folder.files(), 1U);
}

TEST(CompareSamples, CountsAsTheEvaluationDoes) {
  for (const char* const demo : {"digits", "two-spirals"}) {
    DemoRun run(demo);
    run.steps(60);
    const EvalPoint point = run.trainer->evaluate();
    const auto compared = run.ask<event::SamplesCompared>(command::CompareSamples{1, run.main()});
    const auto total = static_cast<double>(compared.total);
    EXPECT_EQ(countOf(compared.raw_right), std::round(point.raw.metric * total)) << demo;
    EXPECT_EQ(countOf(compared.mix_right), std::round(point.tracks[0].val.metric * total)) << demo;
    double loss = 0.0;
    for (const float given : compared.raw_given) loss -= std::log(double{given}) / total;
    EXPECT_NEAR(loss, point.raw.loss, 1e-4 * point.raw.loss) << demo;
  }
}

TEST(CompareSamples, OfNumbersHasTheLossOfEachAndItsPrediction) {
  DemoRun run("curve");
  run.steps(50);
  const EvalPoint point = run.trainer->evaluate();
  const auto compared = run.ask<event::SamplesCompared>(command::CompareSamples{1, run.main()});
  EXPECT_EQ(compared.kind, event::SamplesCompared::Kind::kNumbers);
  EXPECT_TRUE(compared.raw_right.empty());
  ASSERT_EQ(compared.raw_loss.size(), 500U);
  double raw = 0.0;
  double mix = 0.0;
  for (std::size_t i = 0; i < 500; ++i) {
    raw += compared.raw_loss[i] / 500.0;
    mix += compared.mix_loss[i] / 500.0;
    EXPECT_NEAR(compared.mix_loss[i],
                std::pow(compared.mix_prediction[i] - compared.truth_value[i], 2), 1e-5);
  }
  EXPECT_NEAR(raw, point.raw.loss, 1e-5);
  EXPECT_NEAR(mix, point.tracks[0].val.loss, 1e-5);
}

TEST(CompareSamples, OfSeveralNumbersHasNoPrediction) {
  DemoRun run("diffusion");
  run.steps(5);
  const auto compared = run.ask<event::SamplesCompared>(command::CompareSamples{1, run.main()});
  EXPECT_EQ(compared.raw_loss.size(), 2000U);
  EXPECT_TRUE(compared.raw_prediction.empty());
  EXPECT_TRUE(compared.truth_value.empty());
}

TEST(CompareSamples, OfATextIsByCharacter) {
  DemoRun run("characters");
  run.steps(2);
  const auto compared = run.ask<event::SamplesCompared>(command::CompareSamples{1, run.main()});
  EXPECT_EQ(compared.per_sample, 32);
  EXPECT_EQ(compared.total, 249 * 32);
  EXPECT_EQ(compared.truth.size(), 249U * 32);
  EXPECT_EQ(compared.classes.size(), 65U);
  const at::Tensor targets = run.validation().targets;
  EXPECT_EQ(compared.truth[100], targets[3][4].item<std::int64_t>());
  const double perplexity = run.trainer->evaluate().raw.metric;
  double loss = 0.0;
  for (const float given : compared.raw_given) loss -= std::log(double{given});
  EXPECT_NEAR(std::exp(loss / static_cast<double>(compared.total)), perplexity, 1e-3 * perplexity);
}

TEST(CompareSamples, IsRefusedWhereSamplesHaveNoResults) {
  for (const char* const demo : {"noisy-signal", "quadratic-bowl"}) {
    DemoRun run(demo);
    const auto begun = run.trainer->beginReport(command::CompareSamples{1, run.main()});
    ASSERT_FALSE(begun.ok()) << demo;
    EXPECT_EQ(begun.error().why, "this task has no results of single samples");
  }
  DemoRun run("digits");
  EXPECT_EQ(run.trainer->beginReport(command::CompareSamples{1, "nobody"}).error().why,
            "there is no track 'nobody'");
  EXPECT_FALSE(run.trainer->beginReport(command::CompareSamples{1, run.main(), 2.0}).ok());
}

// As of pictures: the window asks for the average and the lowest mix at once, to judge them.
TEST(CompareSamples, OfATrackItselfNeverGiveWayToANewerOne) {
  DemoRun run("two-spirals");
  run.steps(3);
  std::uint64_t request = 0;
  for (const double share : {1.0, 0.2, 1.0, 0.9}) {
    const auto begun =
        run.trainer->beginReport(command::CompareSamples{++request, run.main(), share});
    ASSERT_TRUE(begun.ok()) << begun.error().message();
  }
  const auto answers = run.trainer->advanceReports(kLong);
  ASSERT_EQ(answers.size(), 4U);
  const auto& refused = std::get<event::Rejected>(answers[0]);
  EXPECT_EQ(refused.request, 2U);
  EXPECT_EQ(refused.error.why, event::kSuperseded);
  const std::uint64_t requests[] = {1, 3, 4};
  for (std::size_t i = 1; i < answers.size(); ++i) {
    EXPECT_EQ(std::get<event::SamplesCompared>(answers[i]).request, requests[i - 1]);
  }
}

TEST(ComparedResults, AreAllOrEvenlySpread) {
  EXPECT_EQ(comparedResults(3), (std::vector<std::int64_t>{0, 1, 2}));
  const auto exact = comparedResults(event::kMostCompared);
  EXPECT_EQ(exact.back(), event::kMostCompared - 1);
  const auto spread = comparedResults(250'001);
  ASSERT_EQ(spread.size(), static_cast<std::size_t>(event::kMostCompared));
  EXPECT_EQ(spread.front(), 0);
  EXPECT_LT(spread.back(), 250'001);
  for (std::size_t i = 1; i < spread.size(); ++i) {
    const std::int64_t apart = spread[i] - spread[i - 1];
    ASSERT_TRUE(apart == 2 || apart == 3) << i;
  }
}

/// Says of sample i, whose input is i, that it is of class i % 3.
class Counting final : public Model {
 public:
  [[nodiscard]] std::vector<NamedTensor> parameters() const override { return {}; }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override { return {}; }
  [[nodiscard]] at::Tensor lossAndGradients(const Batch&) override { return {}; }
  [[nodiscard]] EvalSums evaluate(const Batch&) const override { return {}; }
  [[nodiscard]] at::Tensor outputs(const at::Tensor& inputs) const override {
    const at::Tensor wanted = inputs.remainder(3.0);
    const at::Tensor classes = at::tensor({0.0F, 1.0F, 2.0F});
    return wanted.unsqueeze(1).eq(classes).to(at::kFloat);
  }
  [[nodiscard]] const Objective* objective() const override {
    static const Objective objective = {.loss = Objective::Loss::kCrossEntropy, .classes = 3};
    return &objective;
  }
};

TEST(CompareSamples, OfManySamplesTakesThoseThatItNames) {
  constexpr std::int64_t kSamples = 123'457;
  std::vector<float> inputs(kSamples);
  for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = static_cast<float>(i);
  const Batch validation{at::tensor(inputs), at::tensor(inputs).remainder(2.0).to(at::kLong)};
  const auto model = std::make_shared<const Counting>();
  const SampleView view;
  ReportWork work = compareSamples({}, model, model, validation, view);
  const c10::InferenceMode guard;
  std::optional<Event> answer;
  while (!answer) answer = work();
  const auto& compared = std::get<event::SamplesCompared>(*answer);
  EXPECT_EQ(compared.total, kSamples);
  EXPECT_EQ(compared.samples, comparedResults(kSamples));
  ASSERT_EQ(compared.mix_top.size(), compared.samples.size());
  for (std::size_t i = 0; i < compared.samples.size(); ++i) {
    const std::int64_t sample = compared.samples[i];
    ASSERT_EQ(compared.raw_top[i], sample % 3);
    ASSERT_EQ(compared.mix_top[i], sample % 3);
    ASSERT_EQ(compared.truth[i], sample % 2);
    ASSERT_EQ(bit(compared.mix_right, i), sample % 3 == sample % 2);
  }
}

TEST(SampleResults, GiveBinaryProbabilitiesTheirFullPrecision) {
  const Objective objective = {.loss = Objective::Loss::kBinary};
  const auto results = sampleResults(objective, at::tensor({40.0F, 40.0F, -1.0F}).unsqueeze(1),
                                     at::tensor({1.0F, 0.0F, 0.0F}));
  EXPECT_EQ(results.given[0].item<float>(), 1.0F);
  EXPECT_NEAR(results.given[1].item<float>() / std::exp(-40.0), 1.0, 1e-6);
  EXPECT_NEAR(results.given[2].item<float>(), 1.0 / (1.0 + std::exp(-1.0)), 1e-6);
  EXPECT_TRUE(results.right[0].item<bool>());
  EXPECT_FALSE(results.right[1].item<bool>());
  EXPECT_TRUE(results.right[2].item<bool>());
}

TEST(MeasureDistances, AreThoseOfTheSavedTensors) {
  DemoRun run("digits");
  run.steps(150);
  const auto measured = run.ask<event::DistancesMeasured>(command::MeasureDistances{5, run.main()});
  EXPECT_EQ(measured.step, 150);
  const auto raw = run.saved("raw");
  const auto track = run.saved(run.main());
  std::vector<NamedTensor> from = raw->parameters();
  std::vector<NamedTensor> to = track->parameters();
  const std::size_t parameters = from.size();
  for (const NamedTensor& buffer : raw->buffers()) {
    if (buffer.tensor.is_floating_point()) from.push_back(buffer);
  }
  for (const NamedTensor& buffer : track->buffers()) {
    if (buffer.tensor.is_floating_point()) to.push_back(buffer);
  }
  ASSERT_EQ(measured.tensors.size(), from.size());
  const c10::InferenceMode guard;
  for (std::size_t i = 0; i < from.size(); ++i) {
    const event::TensorDistance& one = measured.tensors[i];
    const at::Tensor a = from[i].tensor.to(at::kDouble).flatten();
    const at::Tensor b = to[i].tensor.to(at::kDouble).flatten();
    const double norm = a.square().sum().sqrt().item<double>();
    const double distance = (a - b).square().sum().sqrt().item<double>();
    const double cosine =
        (a * b).sum().item<double>() / norm / b.square().sum().sqrt().item<double>();
    EXPECT_EQ(one.name, from[i].name);
    EXPECT_EQ(one.count, a.numel());
    EXPECT_EQ(one.parameter, i < parameters);
    EXPECT_NEAR(one.raw_norm, norm, 1e-12 * norm);
    EXPECT_NEAR(one.distance, distance, 1e-12 * norm);
    EXPECT_NEAR(one.relative, distance / norm, 1e-12);
    EXPECT_NEAR(one.cosine, cosine, 1e-12);
  }
}

TEST(MeasureDistances, OfWhatIsZeroHaveNoAngle) {
  DemoRun run("digits");  // the bias of a BatchNorm starts at 0
  const auto measured = run.ask<event::DistancesMeasured>(command::MeasureDistances{1, run.main()});
  const event::TensorDistance& bias = measured.tensors.at(2);
  EXPECT_EQ(bias.name, "norm1.bias");
  EXPECT_EQ(bias.relative, 0.0);
  EXPECT_TRUE(std::isnan(bias.cosine));
  EXPECT_EQ(measured.tensors[0].distance, 0.0);
  EXPECT_NEAR(measured.tensors[0].cosine, 1.0, 1e-12);
}

TEST(ShowSamples, OfImagesGivesThemWithTheirClass) {
  DemoRun run("digits");
  const auto shown = run.ask<event::SamplesShown>(command::ShowSamples{3, {4, 499, 4}});
  EXPECT_EQ(shown.request, 3U);
  EXPECT_EQ(shown.kind, "image");
  EXPECT_EQ(shown.shape, (std::vector<std::int64_t>{1, 8, 8}));
  ASSERT_EQ(shown.values.size(), 3U * 64);
  const Batch validation = run.validation();
  EXPECT_EQ(shown.values[64 + 10], validation.inputs[499][0][1][2].item<float>());
  EXPECT_EQ(shown.labels[1], std::to_string(validation.targets[499].item<std::int64_t>()));
  EXPECT_EQ(shown.labels[0], shown.labels[2]);
  EXPECT_TRUE(shown.names.empty());
}

TEST(ShowSamples, NamesClassesAndColumnsAsTheTaskDoes) {
  DemoRun transfer("transfer");
  const auto image = transfer.ask<event::SamplesShown>(command::ShowSamples{1, {0}});
  const auto truth = transfer.validation().targets[0].item<std::int64_t>();
  EXPECT_EQ(image.labels, std::vector<std::string>{std::to_string(truth + 5)});
  DemoRun spirals("two-spirals");
  const auto row = spirals.ask<event::SamplesShown>(command::ShowSamples{1, {0, 1}});
  EXPECT_EQ(row.kind, "row");
  EXPECT_EQ(row.names, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(row.values.size(), 4U);
}

TEST(ShowSamples, GivesTheNumbersOfTheData) {
  const Batch validation{at::tensor({0.0F, 1.0F, -2.0F, 0.5F}).view({2, 2}),
                         at::tensor({0, 1}).to(at::kLong)};
  const SampleView view{.columns = {"mass", "year"},
                        .inputs = {.scale = {2.0, 10.0}, .shift = {1.0, 2000.0}}};
  const auto shown = shownSamples({1, 0}, validation, view, nullptr);
  ASSERT_TRUE(shown.ok());
  EXPECT_EQ(shown->values, (std::vector<float>{-3.0F, 2005.0F, 1.0F, 2010.0F}));
  EXPECT_EQ(shown->names, view.columns);
}

TEST(ShowSamples, RefusesWhatIsNotThereAndTooMuch) {
  DemoRun run("digits");
  const auto why = [&](const std::vector<std::int64_t>& samples) {
    const auto begun = run.trainer->beginReport(command::ShowSamples{1, samples});
    return begun ? "" : begun.error().message();
  };
  EXPECT_EQ(why({500}), "samples: there is no validation sample 500; allowed: 0 to 499");
  EXPECT_EQ(why({-1}), "samples: there is no validation sample -1; allowed: 0 to 499");
  EXPECT_EQ(why({}), "samples: 0 samples; allowed: 1 to 64");
  EXPECT_EQ(why(std::vector<std::int64_t>(65, 0)), "samples: 65 samples; allowed: 1 to 64");
  const Batch large{at::tensor({1.0F}).expand({2, 600'000}), at::tensor({0.0F, 0.0F})};
  EXPECT_EQ(shownSamples({0, 1}, large, {}, nullptr).error().message(),
            "samples: 2 samples of 600000 numbers are too many; allowed: at most 1000000 numbers "
            "together");
}

std::string bytesOf(DemoRun& run, const std::string& of) {
  const TemporaryFolder folder;
  const std::string path = folder / "weights.safetensors";
  EXPECT_TRUE(run.trainer->save({of, path}).ok());
  return TemporaryFolder::contents(path);
}

/// Losses of all evaluations and the weights at the end. Where `asks`, reports of every kind are
/// asked for at random and worked on in several pieces between two steps.
std::pair<std::vector<EvalPoint>, std::string> resultsOf(const std::string& demo, int steps,
                                                         bool asks) {
  constexpr int kPieces = 8;
  DemoRun run(demo);
  std::mt19937 random(17);
  std::set<std::size_t> answered;  // the kinds
  std::vector<EvalPoint> points;
  for (int step = 1; step <= steps; ++step) {
    run.steps(1);
    if (asks && random() % 3 == 0) {
      const double share = static_cast<double>(random() % 21) / 10.0 - 0.5;
      static_cast<void>(run.trainer->beginReport(command::Scan{5, {run.main(), {0.0, 0.5, 1.0}}}));
      static_cast<void>(run.trainer->beginReport(command::Render{1, run.main(), share}));
      static_cast<void>(run.trainer->beginReport(command::CompareSamples{2, run.main(), share}));
      static_cast<void>(run.trainer->beginReport(command::MeasureDistances{3, run.main()}));
      static_cast<void>(run.trainer->beginReport(command::ShowSamples{4, {0, 1}}));
    }
    for (int piece = 0; asks && piece < kPieces; ++piece) {
      for (const Event& answer : run.trainer->advanceReports({})) answered.insert(answer.index());
    }
    if (step % 10 == 0) points.push_back(run.trainer->evaluate());
  }
  // What is still waiting.
  for (const Event& answer : run.trainer->advanceReports(kLong)) answered.insert(answer.index());
  const std::set<std::size_t> all = {
      Event(event::Rendered{}).index(), Event(event::SamplesCompared{}).index(),
      Event(event::DistancesMeasured{}).index(), Event(event::SamplesShown{}).index(),
      Event(event::Scanned{}).index()};
  EXPECT_TRUE(std::ranges::includes(answered, asks ? all : std::set<std::size_t>())) << demo;
  return {points, bytesOf(run, "raw") + bytesOf(run, run.main())};
}

TEST(Reports, ChangeNothingOfTheRun) {
  for (const char* const demo : {"two-spirals", "digits", "transfer", "curve", "characters"}) {
    const int steps = std::string(demo) == "characters" ? 20 : 130;
    const auto [points, weights] = resultsOf(demo, steps, false);
    const auto [with_points, with_weights] = resultsOf(demo, steps, true);
    EXPECT_EQ(points, with_points) << demo;
    EXPECT_TRUE(weights == with_weights) << demo;
  }
}

}  // namespace
}  // namespace emascope
