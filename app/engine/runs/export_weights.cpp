// SPDX-License-Identifier: Apache-2.0
#include "app/engine/runs/export_weights.h"

#include "app/common/kept_run.h"
#include "app/engine/smooth/tensor_pieces.h"
#include "core/base/numbers.h"
#include "core/library/journal.h"
#include "core/library/run_folder.h"
#include "core/library/run_row.h"
#include "core/library/stored_run.h"
#include "core/session/checkpoint.h"
#include "core/store/checkpoint_folder.h"
#include "core/store/sealed_file.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

constexpr int kShownLossDigits = 4;

/// One set of weights in a checkpoint.
struct WeightsCandidate {
  std::string path = {};
  std::int64_t step = 0;
  std::string of = {};
  double loss = 0.0;  ///< NaN if it is not finite or there is none
};

void addCandidates(const std::string& path, const CheckpointFacts& facts, const std::string& of,
                   std::vector<WeightsCandidate>& to) {
  const auto add = [&](const std::string& label, std::optional<double> loss) {
    const bool finite = loss && std::isfinite(*loss);
    to.push_back(
        {path, facts.step, label, finite ? *loss : std::numeric_limits<double>::quiet_NaN()});
  };
  if (of == "raw") return add(of, facts.raw_loss);
  const auto& tracks = facts.track_losses;
  if (of == kBestAverage) {
    for (const auto& [label, loss] : tracks) add(label, loss);
    return;
  }
  const auto found = tracks.find(of);
  add(of, found == tracks.end() ? std::nullopt : std::optional(found->second));
}

/// The lowest loss first; of equal ones, and of those without, the newest.
bool isBetter(const WeightsCandidate& a, const WeightsCandidate& b) {
  if (std::isnan(a.loss) != std::isnan(b.loss)) return std::isnan(b.loss);
  if (!std::isnan(a.loss) && a.loss != b.loss) return a.loss < b.loss;
  return a.step > b.step;
}

/// Of a run without checkpoints.
Error noWeights(const std::string& folder, const Result<StoredRun>& run) {
  if (run && isImported(run->record)) {
    return Error{folder, "is the log of another tool, without weights", "a run of EMAscope"};
  }
  return Error{folder, "has no checkpoint in its folder", "a run that has one"};
}

}  // namespace

Result<ChosenWeights> chooseWeights(const std::string& run, const std::string& library,
                                    const std::string& of) {
  const auto place = placeOfRun(run, library);
  if (!place) return place.error();
  if (place->trashed) return inTrash("export", place->folder);
  const auto stored = readStoredRun(place->folder);
  const std::string folder =  // a journal that cannot be read does not matter here
      stored ? stored->checkpoint_folder : place->folder + "/" + std::string(kCheckpointFolder);
  std::error_code ignored;
  ChosenWeights chosen;
  std::vector<WeightsCandidate> candidates;
  Error failure = {"--of " + of, "no checkpoint of the run has an evaluated average",
                   "raw, or the label of an average"};
  if (std::filesystem::is_directory(folder, ignored)) {
    const auto listed = listCheckpoints(folder);
    if (!listed) return listed.error();
    for (const CheckpointFile& file : *listed) {
      const std::string path = checkpointPath(folder, file.name);
      chosen.files.push_back(path);
      const auto header = readSealedHeader(path);
      const auto facts = header ? checkpointFacts(header->text, path) : header.error();
      if (facts) {
        addCandidates(path, *facts, of, candidates);
      } else {
        failure = facts.error();
        chosen.notes.push_back(failure.message());
      }
    }
  }
  chosen.checkpoints = chosen.files.size();
  if (chosen.checkpoints == 0) return noWeights(place->folder, stored);
  for (const std::string_view name : {kCardName, kJournalName}) {
    chosen.files.push_back(place->folder + "/" + std::string(name));
  }
  std::ranges::stable_sort(candidates, isBetter);
  for (const WeightsCandidate& each : candidates) {
    auto source = openTensors({each.path}, {.key = each.of});
    if (source) {
      chosen.source = std::move(source).value();
      chosen.of = each.of;
      chosen.step = each.step;
      chosen.loss = each.loss;
      return chosen;
    }
    failure = source.error();
    chosen.notes.push_back(failure.message());
  }
  return failure;
}

Status writeWeights(const ChosenWeights& weights, const std::string& path) {
  const SafetensorsHeader& header = weights.source->header();
  auto writer = SafetensorsWriter::create(path, header.tensors,
                                          {{"format", "pt"}, {"emascope", wordsOf(weights)}});
  if (!writer) return writer.error();
  for (std::size_t i = 0; i < header.tensors.size(); ++i) {
    if (auto status = copyTensor(*weights.source, i, writer.value()); !status) return status;
  }
  return writer.value().commit();
}

std::string shownWords(const ChosenWeights& weights) {
  std::string words = weights.of + " after step " + std::to_string(weights.step);
  if (!std::isnan(weights.loss)) {
    words += ", validation loss " + formatShort(weights.loss, kShownLossDigits);
  }
  if (weights.checkpoints == 1) return words + ", from the run's only checkpoint";
  if (std::isnan(weights.loss)) return words;
  words += ", the lowest among the run's checkpoints";
  return weights.notes.empty() ? words : words + " that can be read";
}

std::string wordsOf(const ChosenWeights& weights) {
  const std::string words = weights.of + " after step " + std::to_string(weights.step);
  return std::isnan(weights.loss) ? words
                                  : words + ", validation loss " + formatNumber(weights.loss);
}

}  // namespace emascope
