// SPDX-License-Identifier: Apache-2.0
//
// MosaicML Composer's algorithm EMA.
#include "core/rules/presets/library_params.h"
#include "core/rules/units.h"

namespace emascope {
namespace {

enum Param {
  kHalfLife,
  kSmoothing,
  kTimeUnit,
  kUpdateInterval,
  kEmaStart,
  kEmaStartUnit,
  kStepsPerEpoch
};
enum class StartUnit { kDuration, kBatches, kEpochs };

/// The update interval; 1 for none and 0.
double interval(std::span<const double> values) { return std::max(values[kUpdateInterval], 1.0); }

double usedSmoothing(std::span<const double> values) {
  if (!isNone(values[kSmoothing])) return values[kSmoothing];
  if (values[kHalfLife] <= 0.0) return 0.0;
  return betaOfHalfLife(values[kHalfLife] / interval(values));
}

/// Whether ema_start is reached at the end of a batch (of an epoch, with time_unit=ep) after
/// `batches` batches. An epoch counts only once the end of its last batch has been reported.
bool hasStarted(std::span<const double> values, const Call& call, double batches) {
  const double start = values[kEmaStart];
  switch (static_cast<StartUnit>(static_cast<int>(values[kEmaStartUnit]))) {
    case StartUnit::kDuration:
      return start <= 0.0 || (call.run_steps > 0.0 && start <= batches / call.run_steps);
    case StartUnit::kBatches:
      return start <= batches;
    case StartUnit::kEpochs:
      break;
  }
  const double epoch_steps = epochSteps(values[kStepsPerEpoch], call);
  const double before = isSet(values[kTimeUnit]) ? batches : batches - 1.0;
  return start <= (epoch_steps > 0.0 ? std::floor(before / epoch_steps) : 0.0);
}

// EMA.match() runs at the end of each batch or epoch. The first one after ema_start makes the copy,
// and updates it with the same weights if an update is due; until then the model is evaluated with
// its raw weights. Ends whose count is not a multiple of update_interval update nothing.
EmaAction action(std::span<const double> values, const Call& call) {
  const double epoch_steps = epochSteps(values[kStepsPerEpoch], call);
  const bool by_epoch = isSet(values[kTimeUnit]);
  const double unit = by_epoch ? epoch_steps : 1.0;
  if (!(unit > 0.0)) return copyAction(Reason::kWarmup);
  const bool ends = std::fmod(call.time, unit) == 0.0;
  const bool updates = ends && std::fmod(call.time / unit, interval(values)) == 0.0;
  const double previous_end = (std::ceil(call.time / unit) - 1.0) * unit;
  const bool begun =
      call.weight_sum > 0.0 || (previous_end > 0.0 && hasStarted(values, call, previous_end));
  if (!begun) {
    const bool starts = ends && hasStarted(values, call, call.time);
    EmaAction copy = copyAction(starts ? Reason::kFirst : Reason::kWarmup);
    copy.weight = starts ? 1.0 : 0.0;
    if (starts && updates) copy.again = usedSmoothing(values);
    return copy;
  }
  if (!updates) return skipAction(Reason::kStride);
  return blendAction(usedSmoothing(values), Reason::kConstant);
}

void link(std::span<double> values, const ParamValues& changes) {
  if (const auto found = changes.find("smoothing"); found != changes.end()) {
    if (!isNone(found->second)) values[kHalfLife] = kNoneValue;
  } else if (const auto half_life = changes.find("half_life"); half_life != changes.end()) {
    if (!isNone(half_life->second)) values[kSmoothing] = kNoneValue;
  }
}

std::string quoted(double value, const char* unit) { return "'" + pyText(value) + unit + "'"; }

PythonLines python(std::span<const double> values) {
  const char* unit = isSet(values[kTimeUnit]) ? "ep" : "ba";
  const bool smoothing = !isNone(values[kSmoothing]);
  const auto start_unit = static_cast<StartUnit>(static_cast<int>(values[kEmaStartUnit]));
  const char* start = start_unit == StartUnit::kDuration  ? "dur"
                      : start_unit == StartUnit::kBatches ? "ba"
                                                          : "ep";
  const bool half_life = !smoothing && !isNone(values[kHalfLife]);
  PythonLines lines = {
      .imports = {"import copy", "", "from composer.algorithms import EMA"},
      .construct = pyCall("ema = EMA", {"half_life=" + (half_life ? quoted(values[kHalfLife], unit)
                                                                  : std::string("None")),
                                        pyOptional("smoothing", values[kSmoothing]),
                                        "ema_start=" + quoted(values[kEmaStart], start),
                                        "update_interval=" + quoted(interval(values), unit)}),
      .evaluate = {"averaged = ema.get_ema_model(copy.deepcopy(model))"}};
  lines.construct.emplace_back("# trainer = Trainer(model=model, algorithms=[ema], …)");
  const std::string smoothed = "ema.smoothing = " + pyText(usedSmoothing(values));
  lines.set = {{"smoothing", smoothed}, {"half_life", smoothed}};
  return lines;
}

std::vector<ParamSpec> params() {
  return {
      optionalSpec(countSpec("half_life", "half-life",
                             "Half-life in units of time_unit; none: smoothing is used instead. "
                             "Setting either one sets the other to none.",
                             0.0, 1000.0),
                   1000.0),
      optionalSpec(decaySpec("smoothing", "β", 0.0,
                             "Fraction of the old average kept by each update, not adjusted for "
                             "update_interval; none: half_life is used instead.")),
      choiceSpec("time_unit", "unit", {"ba", "ep"},
                 "Unit of half_life and update_interval: batches or epochs."),
      optionalSpec(countSpec("update_interval", "update every",
                             "Batches or epochs between updates; none or 0 means 1.", 0.0, 0.0)),
      {.id = "ema_start",
       .label = "start",
       .tip = "Training before averaging starts: a fraction of the run, batches, or epochs.",
       .min = 0.0,
       .max = kLongestCount,
       .initial = 0.0,
       .scale = ParamSpec::Scale::kLog,
       .advanced = true,
       .slider_min = 0.0,
       .slider_max = 1.0},
      choiceSpec("ema_start_unit", "start unit", {"dur", "ba", "ep"},
                 "Unit of ema_start: fraction of the run (dur), batches or epochs."),
      stepsPerEpochSpec()};
}

// EMAParameters holds the trainable parameters and all buffers; integers are averaged and
// truncated.
TrackTraits traits(std::span<const double> /*values*/) {
  TrackTraits traits;
  traits.at_blend = uses(TensorUse::kAverage, TensorUse::kAverage, TensorUse::kTruncate);
  traits.at_blend.frozen = TensorUse::kCopy;
  traits.copies_at_skip = true;
  return traits;
}

}  // namespace

void registerRulePresetComposer(ScheduleRegistry& registry) {
  registry["composer"] = {
      .id = "composer",
      .label = "Composer EMA",
      .formula = "smoothing, or 2^(-update_interval/half_life); the raw weights until ema_start",
      .source = "composer.algorithms.EMA.match, compute_ema",
      .params = params(),
      .action = action,
      .cap_from = noCap,
      .python = python,
      .traits = traits,
      .link = link,
      .library = "mosaicml 0.32.1",
      .checked = kRecorded};
}

}  // namespace emascope
