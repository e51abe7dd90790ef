// SPDX-License-Identifier: Apache-2.0
#include "core/train/sample_comparison.h"

#include "core/base/counted.h"
#include "core/models/sample_results.h"
#include "core/train/weights_reports.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include <ATen/TensorOperators.h>
#include <ATen/ops/tensor.h>

namespace emascope {
namespace sample_comparison {

/// Samples in a piece of work. Fixed, because the size of a matrix product may change its last bit.
constexpr std::int64_t kPiece = 64;

template <typename Number>
void append(std::vector<Number>& to, const at::Tensor& values) {
  const Number* begin = values.const_data_ptr<Number>();
  to.insert(to.end(), begin, begin + values.numel());
}

void appendBits(std::vector<std::uint8_t>& to, std::size_t have, const at::Tensor& bits) {
  const bool* values = bits.const_data_ptr<bool>();
  for (std::int64_t i = 0; i < bits.numel(); ++i, ++have) {
    if (have % 8 == 0) to.push_back(0);
    if (values[i]) to.back() = static_cast<std::uint8_t>(to.back() | 1U << (have % 8));
  }
}

void intoUnit(std::vector<float>& values, const NumberUnit& unit) {
  if (unit.scale.empty()) return;
  for (float& value : values) {
    value = static_cast<float>(double{value} * unit.scale[0] + unit.shift[0]);
  }
}

/// Each piece of work is one model's results on up to kPiece samples.
class Comparison {
 public:
  Comparison(event::SamplesCompared begun, std::shared_ptr<const Model> raw,
             std::shared_ptr<const Model> mix, const Batch& validation, const SampleView& view)
      : answer_(std::move(begun)),
        raw_(std::move(raw)),
        mix_(std::move(mix)),
        objective_(*raw_->objective()),
        validation_(validation),
        view_(view) {
    using Kind = event::SamplesCompared::Kind;
    const bool numbers = objective_.loss == Objective::Loss::kSquared ||
                         objective_.loss == Objective::Loss::kAbsolute;
    answer_.kind = numbers ? Kind::kNumbers : Kind::kClasses;
    if (!numbers) answer_.classes = view.classes;
    answer_.per_sample = resultsPerSample(objective_, validation.targets);
    answer_.total = validation.targets.size(0) * answer_.per_sample;
    answer_.samples = comparedResults(answer_.total);
  }

  [[nodiscard]] std::optional<Event> operator()() {
    if (next_ < answer_.samples.size()) {
      work();
      if (next_ < answer_.samples.size()) return std::nullopt;
    }
    intoUnit(answer_.truth_value, view_.targets);
    intoUnit(answer_.raw_prediction, view_.targets);
    intoUnit(answer_.mix_prediction, view_.targets);
    return Event(std::move(answer_));
  }

 private:
  /// The end of the results from number `next_` on that belong to kPiece samples.
  [[nodiscard]] std::size_t endOfPiece() const {
    const std::vector<std::int64_t>& results = answer_.samples;  // ascending
    if (answer_.per_sample == 1) return std::min(results.size(), next_ + kPiece);
    const std::int64_t first = results[next_] / answer_.per_sample;
    const std::int64_t limit = (first + kPiece) * answer_.per_sample;
    std::size_t end = next_;
    while (end < results.size() && results[end] < limit) ++end;
    return end;
  }

  void work() {
    const std::size_t end = endOfPiece();
    const std::vector<std::int64_t> results(
        answer_.samples.begin() + static_cast<std::ptrdiff_t>(next_),
        answer_.samples.begin() + static_cast<std::ptrdiff_t>(end));
    std::vector<std::int64_t> rows;    // the samples of these results
    std::vector<std::int64_t> places;  // of the results among those of the rows
    for (const std::int64_t result : results) {
      const std::int64_t row = result / answer_.per_sample;
      if (rows.empty() || rows.back() != row) rows.push_back(row);
      places.push_back((static_cast<std::int64_t>(rows.size()) - 1) * answer_.per_sample +
                       result % answer_.per_sample);
    }
    const at::Tensor index = at::tensor(rows).to(validation_.inputs.device());
    const at::Tensor targets = validation_.targets.index_select(0, index);
    const Model& model = mix_turn_ ? *mix_ : *raw_;
    const SampleResults found = sampleResults(
        objective_, model.outputs(validation_.inputs.index_select(0, index)), targets);
    add(found, at::tensor(places));
    if (mix_turn_) next_ = end;
    mix_turn_ = !mix_turn_;
  }

  void add(const SampleResults& found, const at::Tensor& places) {
    const auto picked = [&](const at::Tensor& values) {
      return values.index_select(0, places).contiguous();
    };
    if (answer_.kind == event::SamplesCompared::Kind::kClasses) {
      appendBits(mix_turn_ ? answer_.mix_right : answer_.raw_right, next_, picked(found.right));
      append(mix_turn_ ? answer_.mix_top : answer_.raw_top, picked(found.top));
      append(mix_turn_ ? answer_.mix_given : answer_.raw_given, picked(found.given));
      if (!mix_turn_) append(answer_.truth, picked(found.truth));
      return;
    }
    append(mix_turn_ ? answer_.mix_loss : answer_.raw_loss, picked(found.loss));
    if (!found.prediction.defined()) return;
    append(mix_turn_ ? answer_.mix_prediction : answer_.raw_prediction, picked(found.prediction));
    if (!mix_turn_) append(answer_.truth_value, picked(found.truth));
  }

  event::SamplesCompared answer_;
  std::shared_ptr<const Model> raw_;
  std::shared_ptr<const Model> mix_;
  Objective objective_;
  const Batch& validation_;
  const SampleView& view_;
  std::size_t next_ = 0;  ///< of answer_.samples
  bool mix_turn_ = false;
};

/// Each piece of work is a part of one tensor.
class Distances {
 public:
  Distances(event::DistancesMeasured begun, std::shared_ptr<const Model> raw,
            std::shared_ptr<const Model> average)
      : answer_(std::move(begun)),
        raw_(std::move(raw)),
        average_(std::move(average)),
        from_(tensorsOf(*raw_)),
        to_(tensorsOf(*average_)),
        parameters_(raw_->parameters().size()) {}

  [[nodiscard]] std::optional<Event> operator()() {
    while (tensor_ < from_.size() && !from_[tensor_].tensor.is_floating_point()) ++tensor_;
    if (tensor_ == from_.size()) return Event(std::move(answer_));
    work();
    return std::nullopt;
  }

 private:
  struct Sums {
    double raw = 0.0;
    double average = 0.0;
    double both = 0.0;
    double difference = 0.0;
  };

  void work() {
    constexpr std::int64_t kElements = 1 << 18;
    const at::Tensor raw = from_[tensor_].tensor.flatten();
    const std::int64_t count = std::min(kElements, raw.numel() - done_);
    const at::Tensor a = raw.narrow(0, done_, count).to(at::kDouble);
    const at::Tensor b = to_[tensor_].tensor.flatten().narrow(0, done_, count).to(at::kDouble);
    sums_.raw += a.square().sum().item<double>();
    sums_.average += b.square().sum().item<double>();
    sums_.both += (a * b).sum().item<double>();
    sums_.difference += (b - a).square().sum().item<double>();
    done_ += count;
    if (done_ < raw.numel()) return;
    answer_.tensors.push_back(whole());
    ++tensor_;
    done_ = 0;
    sums_ = {};
  }

  [[nodiscard]] event::TensorDistance whole() const {
    const double raw = std::sqrt(sums_.raw);
    const double distance = std::sqrt(sums_.difference);
    const double relative = raw > 0.0        ? distance / raw
                            : distance > 0.0 ? std::numeric_limits<double>::infinity()
                                             : distance;  // 0, or NaN
    const double norms = raw * std::sqrt(sums_.average);
    const double cosine = norms > 0.0 ? std::clamp(sums_.both / norms, -1.0, 1.0)
                                      : std::numeric_limits<double>::quiet_NaN();
    const bool parameter = tensor_ < parameters_;
    return {.name = from_[tensor_].name,
            .count = from_[tensor_].tensor.numel(),
            .parameter = parameter,
            .raw_norm = raw,
            .distance = distance,
            .relative = relative,
            .cosine = cosine};
  }

  event::DistancesMeasured answer_;
  std::shared_ptr<const Model> raw_;
  std::shared_ptr<const Model> average_;
  std::vector<NamedTensor> from_;
  std::vector<NamedTensor> to_;
  std::size_t parameters_;
  std::size_t tensor_ = 0;
  std::int64_t done_ = 0;  ///< elements of it
  Sums sums_;
};

std::string kindOf(const Batch& validation, const SampleView& view) {
  if (!validation.inputs.is_floating_point()) return "tokens";
  if (view.images) return "image";
  return view.columns.empty() ? "numbers" : "row";
}

/// The true class of each of `targets`, if a sample has one class.
std::vector<std::string> labelsOf(const at::Tensor& targets, const SampleView& view) {
  std::vector<std::string> labels;
  const at::Tensor classes = targets.to(at::kCPU, at::kLong).contiguous();
  for (std::int64_t i = 0; i < classes.numel(); ++i) {
    const auto label = static_cast<std::size_t>(classes.const_data_ptr<std::int64_t>()[i]);
    labels.push_back(label < view.classes.size() ? view.classes[label] : std::to_string(label));
  }
  return labels;
}

}  // namespace sample_comparison

std::vector<std::int64_t> comparedResults(std::int64_t total) {
  std::vector<std::int64_t> results(
      static_cast<std::size_t>(std::min(total, event::kMostCompared)));
  std::iota(results.begin(), results.end(), std::int64_t{0});
  if (total <= event::kMostCompared) return results;
  const double apart = static_cast<double>(total) / static_cast<double>(event::kMostCompared);
  for (std::int64_t& result : results) {
    result = static_cast<std::int64_t>(static_cast<double>(result) * apart);
  }
  return results;
}

ReportWork compareSamples(event::SamplesCompared begun, std::shared_ptr<const Model> raw,
                          std::shared_ptr<const Model> mix, const Batch& validation,
                          const SampleView& view) {
  return sample_comparison::Comparison(std::move(begun), std::move(raw), std::move(mix), validation,
                                       view);
}

ReportWork measureDistances(event::DistancesMeasured begun, std::shared_ptr<const Model> raw,
                            std::shared_ptr<const Model> average) {
  return sample_comparison::Distances(std::move(begun), std::move(raw), std::move(average));
}

Result<event::SamplesShown> shownSamples(const std::vector<std::int64_t>& samples,
                                         const Batch& validation, const SampleView& view,
                                         const Objective* objective) {
  const std::int64_t all = validation.inputs.size(0);
  if (samples.empty() || samples.size() > command::kMostShown) {
    return Error{"samples", counted(samples.size(), "sample", "samples"),
                 "1 to " + std::to_string(command::kMostShown)};
  }
  for (const std::int64_t sample : samples) {
    if (sample >= 0 && sample < all) continue;
    return Error{"samples", "there is no validation sample " + std::to_string(sample),
                 "0 to " + std::to_string(all - 1)};
  }
  const std::int64_t floats = validation.inputs.numel() / all;
  if (floats > event::kMostShownNumbers / static_cast<std::int64_t>(samples.size())) {
    return Error{"samples",
                 std::to_string(samples.size()) + " samples of " + std::to_string(floats) +
                     " numbers are too many",
                 "at most " + std::to_string(event::kMostShownNumbers) + " numbers together"};
  }
  const at::Tensor index = at::tensor(samples).to(validation.inputs.device());
  const at::Tensor inputs =
      validation.inputs.index_select(0, index).to(at::kCPU, at::kFloat).contiguous();
  event::SamplesShown shown{.samples = samples,
                            .kind = sample_comparison::kindOf(validation, view),
                            .shape = validation.inputs.sizes().slice(1).vec()};
  sample_comparison::append(shown.values, inputs);
  if (const std::size_t groups = view.inputs.scale.size(); groups > 0) {
    const std::size_t group = static_cast<std::size_t>(floats) / groups;
    for (std::size_t i = 0; i < shown.values.size(); ++i) {
      const std::size_t k = i / group % groups;
      shown.values[i] =
          static_cast<float>(double{shown.values[i]} * view.inputs.scale[k] + view.inputs.shift[k]);
    }
  }
  if (shown.kind == "row") shown.names = view.columns;
  const bool classes = objective != nullptr && (objective->loss == Objective::Loss::kCrossEntropy ||
                                                objective->loss == Objective::Loss::kBinary);
  if (classes && resultsPerSample(*objective, validation.targets) == 1) {
    shown.labels = sample_comparison::labelsOf(validation.targets.index_select(0, index), view);
  }
  return shown;
}

}  // namespace emascope
