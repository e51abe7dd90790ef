// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/checkpoint_parts.h"

#include "core/rules/live_edit.h"
#include "core/rules/name_filters.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace emascope {
namespace {

constexpr std::string_view kKnown[] = {"running_mean", "running_var"};
constexpr const char* kKnownText = "running_mean, running_var";

bool isKnownBuffer(std::string_view name) {
  const auto dot = name.rfind('.');
  const auto last = dot == std::string_view::npos ? name : name.substr(dot + 1);
  return std::ranges::find(kKnown, last) != std::end(kKnown);
}

std::vector<std::string> namesOf(const std::vector<BankPart>& parts) {
  std::vector<std::string> names;
  for (const BankPart& part : parts) names.push_back(part.name);
  return names;
}

std::string_view useText(TensorUse use) {
  return use == TensorUse::kIgnore ? "left as in the first file" : "copied";
}

/// Describes how a rule with `values` treats buffers differently from parameters; empty if it does
/// not. `where` names the track or the edit in errors.
Result<std::string> wordsOnBuffers(const ScheduleEntry& rule, const std::vector<double>& values,
                                   const std::vector<std::string>& buffers,
                                   const std::string& where) {
  const TrackTraits traits = rule.traits(values);
  if (traits.estimate_batches > 0) {
    return Error{where + ": buffers", "estimate needs a model and its training data",
                 "average, copy"};
  }
  if (traits.at_blend.buffers == traits.at_blend.trainable) return std::string();
  if (!buffers.empty()) {
    const std::string count =
        buffers.size() == 1 ? "1 buffer is " : std::to_string(buffers.size()) + " buffers are ";
    return count + std::string(useText(traits.at_blend.buffers)) + " (" + someNames(buffers) +
           "); --buffers adds others";
  }
  const auto defaults = orderedValues(rule, {}, where);
  const bool asked_for =
      defaults && rule.traits(*defaults).at_blend.buffers != traits.at_blend.buffers;
  if (asked_for) {
    return Error{where,
                 "treats buffers differently from parameters, but no tensor is known to be a "
                 "buffer",
                 std::string("--buffers GLOB,… with their names; known are ") + kKnownText};
  }
  return std::string("no tensor is known to be a buffer (") + kKnownText +
         "), so all are treated as parameters; --buffers names them";
}

/// Adds the line about a track, and one for each of its `edits` that changes what it says.
Status addLines(const BankTrack& track, const std::vector<BankEdit>& edits,
                const std::vector<std::string>& buffers, std::vector<std::string>& lines) {
  const std::string where = "track " + track.label;
  std::vector<double> values = track.values;
  const auto begin = wordsOnBuffers(*track.rule, values, buffers, where);
  if (!begin) return begin.error();
  if (!begin->empty()) lines.push_back(where + ": " + *begin);
  std::string last = *begin;
  for (const BankEdit& edit : edits) {
    const std::string of_edit = "set at step " + std::to_string(edit.call) + ": " + track.label;
    ParamValues changes = edit.values;
    changes.erase(std::string(kReseed));
    const Status status = changeValues(*track.rule, values, changes, of_edit);
    if (!status) return status;
    const auto words = wordsOnBuffers(*track.rule, values, buffers, of_edit);
    if (!words) return words.error();
    if (*words == last) continue;
    lines.push_back(of_edit + ": " +
                    (words->empty() ? "buffers are averaged like parameters" : *words));
    last = *words;
  }
  return Ok{};
}

}  // namespace

Result<std::vector<BankPart>> partsOfTensors(const SafetensorsHeader& header,
                                             const std::vector<std::string>& buffers) {
  std::vector<BankPart> parts;
  for (const TensorInfo& tensor : header.tensors) {
    const bool named = std::ranges::any_of(buffers, [&](const std::string& pattern) {
      return nameMatches(pattern, false, tensor.name);
    });
    const PartKind kind = !isFloating(tensor.type)              ? PartKind::kInteger
                          : named || isKnownBuffer(tensor.name) ? PartKind::kBuffer
                                                                : PartKind::kTrainable;
    parts.push_back({tensor.name, tensor.elements, kind});
  }
  for (const std::string& pattern : buffers) {
    const bool matches = std::ranges::any_of(
        parts, [&](const BankPart& part) { return nameMatches(pattern, false, part.name); });
    if (matches) continue;
    return Error{"buffers", "'" + pattern + "' matches no tensor",
                 "a name or a glob such as '*.mask'; there are " + someNames(namesOf(parts))};
  }
  return parts;
}

Result<std::vector<std::string>> checkTensorTracks(const std::vector<BankTrack>& tracks,
                                                   std::vector<BankEdit> edits,
                                                   const std::vector<BankPart>& parts) {
  const std::vector<std::string> names = namesOf(parts);
  std::vector<std::string> buffers;
  for (const BankPart& part : parts) {
    if (part.kind == PartKind::kBuffer) buffers.push_back(part.name);
  }
  std::ranges::stable_sort(edits, {}, &BankEdit::call);
  std::vector<std::string> lines;
  for (std::size_t k = 0; k < tracks.size(); ++k) {
    const BankTrack& track = tracks[k];
    if (auto status = checkSelections(track.rule->name_keys, track.selections, names,
                                      "track " + track.label, "tensor");
        !status) {
      return status.error();
    }
    std::vector<BankEdit> its;
    std::ranges::copy_if(edits, std::back_inserter(its),
                         [k](const BankEdit& edit) { return edit.track == k; });
    if (auto status = addLines(track, its, buffers, lines); !status) return status.error();
  }
  return lines;
}

}  // namespace emascope
