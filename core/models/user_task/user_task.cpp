// SPDX-License-Identifier: Apache-2.0
#include "core/models/user_task/user_task.h"

#include "core/base/input_error.h"
#include "core/base/numbers.h"
#include "core/data/batches/training_set.h"
#include "core/data/number_words.h"
#include "core/data/source.h"
#include "core/data/summary.h"
#include "core/data/token_check.h"
#include "core/models/network_model.h"
#include "core/models/user_task/data_choice.h"
#include "core/models/user_task/loaded_batches.h"
#include "core/models/user_task/network_choice.h"
#include "core/models/user_task/script_choice.h"
#include "core/sandbox/hosted_thread.h"
#include "core/script/script_probe.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>

#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

/// Opened, checked and split files; not yet prepared for a network.
struct OpenedData {
  std::unique_ptr<Dataset> dataset = {};
  SplitIndices split = {};
  TrainingScalings scalings = {};
};

/// The loaded data, owned by the entry's functions.
struct OpenedTask {
  std::shared_ptr<const LoadedData> loaded = {};
  Batch validation = {};
  Batch test = {};
};

Result<OpenedData> openData(const DataChoice& choice, std::uint64_t seed,
                            std::optional<std::int64_t> batch) {
  OpenedData opened;
  auto dataset = openDataset(choice.data);
  if (!dataset) return dataset.error();
  opened.dataset = std::move(dataset).value();
  const auto summary = summarize(*opened.dataset, {.skip_corrupt = choice.data.skip_corrupt,
                                                   .threads = readingThreads(),
                                                   .duplicates = choice.data.duplicates});
  if (!summary) return summary.error();
  SplitOptions split_options = choice.split;
  split_options.seed = seed;
  auto split = splitSamples(*opened.dataset, split_options);
  if (!split) return split.error();
  opened.split = std::move(split).value();
  noteCopies(*opened.dataset, summary->hashes, &opened.split);
  opened.dataset->knowTextsOf(opened.split.train);
  auto scalings = fitToTraining(*opened.dataset, *summary, opened.split, readingThreads());
  if (!scalings) return scalings.error();
  opened.scalings = std::move(scalings).value();
  if (batch) {
    const auto size = static_cast<std::uint64_t>(*batch);
    const auto order = EpochOrder::make(opened.split.train, size, seed);
    if (!order) {
      Error error = order.error();
      error.allowed += " of " + opened.dataset->head().path;
      return error;
    }
  }
  const DatasetHead& head = opened.dataset->head();
  if (choice.augmentation.any()) {
    const auto status = checkAugmentation(choice.augmentation, head);
    if (!status) return status.error();
  }
  return opened;
}

/// None if the inputs are not scaled.
Result<std::optional<Scaling>> chooseScaling(const DataChoice& choice, const OpenedData& data,
                                             const NetworkChoice& network) {
  const std::int64_t tokens = network.tokens;
  const std::string& path = data.dataset->head().path;
  using Inputs = DataChoice::Inputs;
  if (tokens != 0 && choice.inputs == Inputs::kScaled) {
    return Error{"inputs", network.source + " begins with an embedding, which takes whole numbers",
                 "as-is or auto"};
  }
  const bool scaled = tokens == 0 && choice.inputs != Inputs::kAsIs;
  if (!scaled && choice.data.impute) {
    return Error{"impute",
                 "replaces missing numbers by the mean used for scaling, but the inputs of " +
                     path + " are not scaled for " + network.source,
                 "--inputs scaled, or data without missing numbers"};
  }
  if (tokens != 0) {
    const auto status =
        checkTokens(*data.dataset, std::max<std::int64_t>(0, tokens), readingThreads());
    if (!status) return status.error();
  }
  if (!scaled && !data.dataset->head().offsets.empty()) {
    return Error{
        "inputs",
        "the numbers of " + path + " are too large to be distinguished in float32 without scaling",
        "scaled, or numbers with their smallest value subtracted"};
  }
  return scaled ? std::optional(data.scalings.inputs) : std::optional<Scaling>();
}

/// Reads the validation and test sets.
Result<OpenedTask> prepareData(const DataChoice& choice, OpenedData data, std::uint64_t seed,
                               const NetworkChoice& network) {
  auto scaling = chooseScaling(choice, data, network);
  if (!scaling) return scaling.error();
  auto loaded = std::make_shared<LoadedData>();
  loaded->preparation = {choice.augmentation, std::move(scaling).value(), seed};
  loaded->targets = std::move(data.scalings.targets);
  loaded->dataset = std::move(data.dataset);
  loaded->training = std::move(data.split.train);
  loaded->resident_budget = choice.data.memory_budget;
  loaded->workers = choice.workers;
  auto validation = evaluationBatch(*loaded, data.split.validation);
  if (!validation) return validation.error();
  OpenedTask task{loaded, std::move(validation).value()};
  if (data.split.test.empty()) return task;
  auto test = evaluationBatch(*loaded, data.split.test);
  if (!test) return test.error();
  task.test = std::move(test).value();
  return task;
}

Result<Objective> chooseObjective(const UserTaskOptions& user_task, const DatasetHead& head,
                                  const std::optional<TargetScaling>& scaling) {
  const Targets& targets = head.targets;
  const bool classes = targets.task == TaskKind::kClassification;
  Objective objective{.loss = classes ? Objective::Loss::kCrossEntropy : Objective::Loss::kSquared};
  if (const auto typed = user_task.find("loss"); typed != user_task.end()) {
    const auto loss = parseLoss(typed->second, "loss");
    if (!loss) return loss.error();
    const bool two = classes && targets.classes.size() == 2;
    const bool binary = *loss == Objective::Loss::kBinary;
    const bool for_classes = binary || *loss == Objective::Loss::kCrossEntropy;
    if (for_classes != classes || (binary && !two)) {
      return Error{"loss",
                   "'" + typed->second + "' is not for the " +
                       (classes ? std::to_string(targets.classes.size()) + " classes of "
                                : "numbers that are to be learned of ") +
                       head.path,
                   two       ? "cross-entropy, bce"
                   : classes ? "cross-entropy"
                             : "mse, mae"};
    }
    objective.loss = *loss;
  }
  if (const auto typed = user_task.find("label-smoothing"); typed != user_task.end()) {
    const auto smoothing = parseNumber(typed->second, "label-smoothing");
    const bool smooths = objective.loss == Objective::Loss::kCrossEntropy;
    if (!smoothing || *smoothing < 0.0 || *smoothing >= 1.0 || !smooths) {
      if (smooths) {
        return Error{"label-smoothing", "'" + typed->second + "' is not allowed",
                     "a number, at least 0 and below 1"};
      }
      return Error{"label-smoothing",
                   head.path + " is learned with " + lossText(objective.loss) +
                       " loss, which has no labels to smooth",
                   "with cross-entropy loss"};
    }
    objective.label_smoothing = *smoothing;
  }
  if (scaling) objective.unit = scaling->unit;
  if (objective.loss == Objective::Loss::kCrossEntropy) {
    objective.classes = static_cast<std::int64_t>(targets.classes.size());
  }
  return objective;
}

/// Checks with one pass over two samples that outputs and targets fit.
Status tryOut(const NetworkChoice& choice, const Objective& objective, const DatasetHead& head) {
  const c10::InferenceMode guard;
  constexpr std::int64_t kSome = 2;
  std::vector<std::int64_t> inputs = {kSome};
  for (const std::uint64_t length : head.shape) inputs.push_back(static_cast<std::int64_t>(length));
  const bool classes = head.targets.task == TaskKind::kClassification;
  const at::Tensor targets =
      classes ? at::zeros({kSome}, at::kLong)
              : at::zeros({kSome, static_cast<std::int64_t>(head.targets.width)});
  const at::Tensor outputs = choice.make(1)->forward(at::zeros(inputs), /*training=*/false);
  auto status = checkOutputs(objective, outputs, targets, objective.classes, choice.source);
  if (status) return status;
  Error error = status.error();
  error.allowed += " on " + head.path;
  return error;
}

/// A network that accepts the samples and whose outputs fit the targets.
Result<NetworkChoice> fittingNetwork(const UserTaskOptions& user_task, const DatasetHead& head,
                                     const Objective& objective) {
  const std::vector<std::int64_t> input(head.shape.begin(), head.shape.end());
  const auto outputs =
      objective.classes != 0 ? objective.classes : static_cast<std::int64_t>(head.targets.width);
  auto network = chooseNetwork(user_task, input, outputs);
  if (!network) return network;
  try {
    if (const Status fits = tryOut(*network, objective, head); !fits) return fits.error();
  } catch (const InputError& error) {
    return error.error();
  }
  return network;
}

bool scriptTakes(const UserTaskOptions& user_task, const std::vector<std::uint64_t>& shape) {
  const auto probed = probeScript(
      user_task.find("model")->second,
      {.input_shape = {shape.begin(), shape.end()}, .trust = user_task.contains("trust")});
  return probed && probed->usable();
}

/// Likewise for `dataset`. Drops a guessed channel if the network only accepts samples without it.
/// Errors describe the samples with the guessed channel.
Result<NetworkChoice> networkFor(const UserTaskOptions& user_task, Dataset& dataset,
                                 const Objective& objective) {
  if (!dataset.head().channel_guessed) return fittingNetwork(user_task, dataset.head(), objective);
  const auto& shape = dataset.head().shape;
  DatasetHead flat{.path = dataset.head().path, .shape = {shape.begin() + 1, shape.end()}};
  flat.targets.task = dataset.head().targets.task;
  flat.targets.width = dataset.head().targets.width;
  // Runs the script in a child process: once a script is loaded, no process may be started.
  if (const auto typed = user_task.find("model");
      typed != user_task.end() && isScriptName(typed->second)) {
    if (!scriptTakes(user_task, shape) && scriptTakes(user_task, flat.shape)) dataset.dropChannel();
    return fittingNetwork(user_task, dataset.head(), objective);
  }
  auto network = fittingNetwork(user_task, dataset.head(), objective);
  if (network) return network;
  auto other = fittingNetwork(user_task, flat, objective);
  if (other) dataset.dropChannel();
  return other ? other : network;
}

/// The last component of a path.
std::string nameOfData(const std::string& of) {
  std::filesystem::path path(of);
  if (!path.has_filename()) path = path.parent_path();
  return path.filename().string();
}

ModelInfo infoOf(const OpenedTask& task, const NetworkChoice& network, const Objective& objective) {
  const DatasetHead& head = task.loaded->dataset->head();
  std::vector<std::string> notes = head.notes;
  notes.insert(notes.end(), network.notes.begin(), network.notes.end());
  return {.id = kOwnPreset,
          .title = nameOfData(head.path),
          .network = network.title,
          .data = head.format + " of " + std::to_string(task.loaded->dataset->size()) +
                  " samples of " + numberWords(head.shape),
          .parameters = network.parameters,
          .buffers = network.buffers,
          .train_samples = static_cast<std::int64_t>(task.loaded->training.size()),
          .validation_samples = task.validation.inputs.size(0),
          .test_samples = task.test.inputs.defined() ? task.test.inputs.size(0) : 0,
          .metric = metricName(objective),
          .notes = std::move(notes)};
}

/// What undoes `scaling` and adds back what reading subtracted.
NumberUnit inputUnit(const std::optional<Scaling>& scaling, const DatasetHead& head) {
  NumberUnit unit;
  if (!scaling) return unit;
  const std::size_t groups = scaling->mean.size();
  const std::size_t parts = std::max(groups, head.offsets.size());
  for (std::size_t i = 0; i < parts; ++i) {
    const std::size_t group = i / (parts / groups);
    unit.scale.push_back(1.0 / double{scaling->inverse[group]});
    unit.shift.push_back(double{scaling->mean[group]} + head.offsetOf(i, parts));
  }
  return unit;
}

NumberUnit targetUnit(const std::optional<TargetScaling>& scaling, const Targets& targets) {
  NumberUnit unit;
  if (!scaling) return unit;
  for (std::size_t i = 0; i < scaling->mean.size(); ++i) {
    unit.scale.push_back(double{scaling->unit[i]});
    unit.shift.push_back(double{scaling->mean[i]} +
                         (i < targets.offsets.size() ? targets.offsets[i] : 0.0));
  }
  return unit;
}

SampleView viewOf(const LoadedData& data) {
  const DatasetHead& head = data.dataset->head();
  return {.classes = head.targets.classes,
          .columns = head.features,
          .images = head.shape.size() == 2 || head.shape.size() == 3,
          .inputs = inputUnit(data.preparation.scaling, head),
          .targets = targetUnit(data.targets, head.targets)};
}

}  // namespace

Result<ModelEntry> openUserTask(const UserTaskOptions& user_task, std::uint64_t seed,
                                std::optional<std::int64_t> batch) {
  const auto choice = readDataChoice(user_task);
  if (!choice) return choice.error();
  auto data = openData(*choice, seed, batch);
  if (!data) return data.error();
  const auto objective = chooseObjective(user_task, data->dataset->head(), data->scalings.targets);
  if (!objective) return objective.error();
  const auto network = networkFor(user_task, *data->dataset, *objective);
  if (!network) return network.error();
  std::optional<Result<OpenedTask>> prepared;
  asUnconfined([&] {  // reads files, and the network may be a program that has given that up
    prepared = prepareData(*choice, std::move(data).value(), seed, *network);
  });
  if (!*prepared) return prepared->error();
  const OpenedTask task = std::move(*prepared).value();
  return ModelEntry{.info = infoOf(task, *network, *objective),
                    .make =
                        [make = network->make, objective = *objective,
                         source = network->source](std::uint64_t of_seed) {
                          return makeNetworkModel(make(of_seed), objective, of_seed, source);
                        },
                    .data =
                        [task](std::uint64_t /*of_seed*/) {
                          return TaskData{
                              .validation = task.validation,
                              .test = task.test,
                              .batches = [loaded = task.loaded](const BatchRequest& request) {
                                return makeLoadedBatches(loaded, request);
                              }};
                        },
                    .bfloat16 = true,
                    .metric_transform = metricTransform(*objective),
                    .save_script = network->save_script,
                    .view = viewOf(*task.loaded)};
}

}  // namespace emascope
