// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/options/action_options.h"

#include "core/base/numbers.h"
#include "core/base/overloaded.h"
#include "core/protocol/options/track_options.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

constexpr const char* kDoForm =
    "STEP:add LABEL:key=value{,key=value}, STEP:rule LABEL:key=value{,key=value}, "
    "STEP:fork NEW=OLD, STEP:remove LABEL, "
    "STEP:promote LABEL, STEP:rename OLD=NEW, STEP:feedback LABEL[,keep=SHARE], "
    "STEP:undo-feedback, STEP:set TRACK.PARAM=VALUE{,PARAM=VALUE}";

std::string whereOf(const std::string& text) { return "do '" + text + "'"; }

/// One value of --do, split at its colon and its first blank.
struct Typed {
  std::int64_t step = 0;
  std::string verb = {};
  std::string words = {};
};

Result<Typed> takenApart(const std::string& text) {
  const auto colon = text.find(':');
  if (colon == std::string::npos) return Error{whereOf(text), "is not understood", kDoForm};
  const auto step = parseInteger(text.substr(0, colon), whereOf(text));
  if (!step) return Error{whereOf(text), step.error().why, kDoForm};
  const auto blank = text.find(' ', colon);
  Typed typed{.step = *step, .verb = text.substr(colon + 1, blank - colon - 1)};
  if (blank != std::string::npos) typed.words = text.substr(blank + 1);
  return typed;
}

/// "A=B"
Result<std::pair<std::string, std::string>> twoLabels(const std::string& words,
                                                      const std::string& where, const char* form) {
  const auto equals = words.find('=');
  if (equals == std::string::npos) return Error{where, "'" + words + "' has no =", form};
  return std::pair(words.substr(0, equals), words.substr(equals + 1));
}

/// The track of "add LABEL:key=value" and "rule LABEL:key=value".
Result<TrackSpec> readOneTrack(const Typed& typed, const std::string& where,
                               const Catalog& catalog) {
  const auto colon = typed.words.find(':');
  if (colon == std::string::npos || colon > typed.words.find('=')) {
    const std::string whose = typed.verb == "add" ? "the new track" : "the track";
    return Error{where, whose + " has no label",
                 "STEP:" + typed.verb + " LABEL:key=value{,key=value}"};
  }
  auto tracks = readTracks({typed.words}, catalog);
  if (!tracks) {
    return Error{where + ": " + tracks.error().where, tracks.error().why, tracks.error().allowed};
  }
  return std::move(tracks.value().front());
}

Result<TrackAction> readRuled(const Typed& typed, const std::string& where,
                              const Catalog& catalog) {
  auto track = readOneTrack(typed, where, catalog);
  if (!track) return track.error();
  if (typed.verb == "add") return TrackAction(track_action::Add{std::move(track).value()});
  const std::string label = track->label;
  return TrackAction(track_action::Fork{label, label, std::move(track).value()});
}

Result<TrackAction> readFeedBack(const std::string& words, const std::string& where) {
  constexpr std::string_view kKeep = ",keep=";
  const auto comma = words.find(',');
  track_action::FeedBack feedback{.label = words.substr(0, comma)};
  if (comma != std::string::npos) {
    const std::string_view rest = std::string_view(words).substr(comma);
    if (!rest.starts_with(kKeep)) {
      return Error{where, "'" + std::string(rest.substr(1)) + "' is not understood",
                   "STEP:feedback LABEL[,keep=SHARE]"};
    }
    const auto keep = parseNumber(rest.substr(kKeep.size()), where + ": keep");
    if (!keep) return keep.error();
    feedback.keep = *keep;
  }
  return TrackAction(feedback);
}

Result<TrackAction> readAction(const Typed& typed, const std::string& where,
                               const Catalog& catalog) {
  if (typed.verb == "add" || typed.verb == "rule") return readRuled(typed, where, catalog);
  if (typed.verb == "feedback") return readFeedBack(typed.words, where);
  if (typed.verb == "remove") return TrackAction(track_action::Remove{typed.words});
  if (typed.verb == "promote") return TrackAction(track_action::Promote{typed.words});
  if (typed.verb == "fork") {
    const auto labels = twoLabels(typed.words, where, "STEP:fork NEW=OLD");
    if (!labels) return labels.error();
    return TrackAction(track_action::Fork{.from = labels->second, .label = labels->first});
  }
  if (typed.verb == "rename") {
    const auto labels = twoLabels(typed.words, where, "STEP:rename OLD=NEW");
    if (!labels) return labels.error();
    return TrackAction(track_action::Rename{.label = labels->first, .to = labels->second});
  }
  if (typed.verb == "undo-feedback" && typed.words.empty()) {
    return TrackAction(track_action::UndoFeedBack{});
  }
  return Error{where, "'" + typed.verb + "' is not understood", kDoForm};
}

Result<ScheduledEdit> readDo(const std::string& text, const std::vector<TrackSpec>& tracks,
                             const Catalog& catalog) {
  const auto typed = takenApart(text);
  if (!typed) return typed.error();
  if (typed->verb == "set") {
    return readEdit(std::to_string(typed->step) + ":" + typed->words, tracks, catalog);
  }
  auto action = readAction(*typed, whereOf(text), catalog);
  if (!action) return action.error();
  return ScheduledEdit{.step = typed->step, .action = std::move(action).value()};
}

/// The step at the start of `text`; 0 if there is none, which is refused when the text is read.
std::int64_t stepOf(const std::string& text) {
  const auto step = parseInteger(text.substr(0, text.find(':')), "");
  return step ? *step : 0;
}

}  // namespace

Result<std::vector<ScheduledEdit>> readScheduled(const std::vector<std::string>& dos,
                                                 const std::vector<std::string>& sets,
                                                 std::vector<TrackSpec> tracks,
                                                 const Catalog& catalog) {
  std::vector<std::string> texts = dos;
  texts.insert(texts.end(), sets.begin(), sets.end());
  std::vector<std::size_t> by_step(texts.size());
  std::iota(by_step.begin(), by_step.end(), std::size_t{0});
  std::stable_sort(by_step.begin(), by_step.end(), [&](std::size_t a, std::size_t b) {
    return stepOf(texts[a]) < stepOf(texts[b]);
  });
  std::vector<ScheduledEdit> edits;
  for (const std::size_t i : by_step) {
    auto edit =
        i < dos.size() ? readDo(texts[i], tracks, catalog) : readEdit(texts[i], tracks, catalog);
    if (!edit) return edit.error();
    edits.push_back(std::move(edit).value());
    if (!edits.back().action) continue;
    auto next = editedTracks(tracks, *edits.back().action);  // validate() reports refusals
    if (next) tracks = std::move(next).value();
  }
  return edits;
}

std::vector<std::string> scheduledOptions(const std::vector<ScheduledEdit>& edits) {
  std::set<std::int64_t> with_action;
  for (const ScheduledEdit& edit : edits) {
    if (edit.action) with_action.insert(edit.step);
  }
  std::vector<std::string> words;
  const auto add = [&words](const char* name, std::string value) {
    words.emplace_back(name);
    words.push_back(std::move(value));
  };
  for (const ScheduledEdit& edit : edits) {
    const std::string step = std::to_string(edit.step) + ":";
    if (edit.action) {
      add("--do", step + actionOption(*edit.action));
    } else if (with_action.contains(edit.step)) {  // --set would come after all of --do
      add("--do", step + "set " + editOption(edit).substr(step.size()));
    } else {
      add("--set", editOption(edit));
    }
  }
  return words;
}

std::string actionOption(const TrackAction& action) {
  const std::string verb(trackActionVerb(action));
  if (const TrackSpec* ruled = ruleSetBy(action)) return verb + " " + trackOption(*ruled);
  return std::visit(
      Overloaded{
          [&](const track_action::Add& add) { return verb + " " + add.track.label; },  // above
          [&](const track_action::Fork& fork) { return verb + " " + fork.label + "=" + fork.from; },
          [&](const track_action::Rename& rename) {
            return verb + " " + rename.label + "=" + rename.to;
          },
          [&](const track_action::FeedBack& feedback) {
            const std::string keep =
                feedback.keep != 0.0 ? ",keep=" + formatNumber(feedback.keep) : "";
            return verb + " " + feedback.label + keep;
          },
          [&](const track_action::UndoFeedBack&) { return verb; },
          [&](const auto& of_one) { return verb + " " + of_one.label; }},
      action);
}

}  // namespace emascope
