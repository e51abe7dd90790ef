// SPDX-License-Identifier: Apache-2.0
#include "core/rules/python_text.h"

#include "core/rules/live_edit.h"
#include "core/rules/python_class.h"
#include "core/rules/track_params.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

using Lines = std::vector<std::string>;

constexpr std::string_view kLost = "# not expressible: ";
constexpr std::string_view kAveraged = "averaged = ";

Lines operator+(Lines lines, const Lines& more) {
  lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

Result<PythonValues> valuesOf(const PythonTrack& track) {
  auto start = orderedValues(*track.rule, track.values, "track " + track.label);
  if (!start) return start.error();
  PythonValues values{.start = *start};
  std::vector<double> now = *start;
  for (const PythonEdit& edit : track.edits) {
    ParamValues changes = edit.values;
    changes.erase(std::string(kReseed));
    const std::string where = "step " + std::to_string(edit.step) + ": " + track.label;
    if (auto status = changeValues(*track.rule, now, changes, where); !status)
      return status.error();
    values.after.push_back(now);
  }
  return values;
}

/// The ids whose values differ, and kReseed.
Lines changedIds(const PythonTrack& track, std::size_t edit, std::span<const double> old,
                 std::span<const double> now) {
  Lines ids;
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (old[i] != now[i]) ids.push_back(track.rule->params[i].id);
  }
  if (track.edits[edit].values.contains(kReseed)) ids.emplace_back(kReseed);
  return ids;
}

std::span<const double> before(const PythonValues& values, std::size_t edit) {
  return edit == 0 ? values.start : values.after[edit - 1];
}

/// Whether the library of a schedule has all that the track uses.
bool isTheLibrarys(const PythonTrack& track, const PythonValues& values) {
  if (track.rule->python == nullptr || !track.selections.empty()) return false;
  const std::vector<ParamSpec>& params = track.rule->params;
  for (std::size_t i = params.size() - kTrackParams; i < params.size(); ++i) {
    if (values.start[i] != params[i].initial) return false;
  }
  const PythonLines lines = track.rule->python(values.start);
  if (lines.construct.empty()) return false;
  for (std::size_t edit = 0; edit < track.edits.size(); ++edit) {
    if (track.edits[edit].feed_back) return false;
    for (const std::string& id : changedIds(track, edit, before(values, edit), values.after[edit]))
      if (!lines.set.contains(id)) return false;
  }
  return true;
}

/// Names of tensors as arguments of a library's constructor; `lines` end with that call.
void nameTensors(const PythonTrack& track, PythonLines& lines) {
  for (const NameKey& key : track.rule->name_keys) {
    std::string names;
    for (const NameSelection& selection : track.selections) {
      if (selection.key == key.key)
        names += (names.empty() ? "" : ", ") + pyString(selection.pattern);
    }
    if (names.empty()) continue;
    if (track.rule->id == "torchtitan") {
      lines.lost.push_back(key.key + " " + names + ": here globs, there regular expressions");
      continue;
    }
    const std::string argument = key.key + "={" + names + "}";
    if (lines.construct.size() == 1) {
      lines.construct.front().insert(lines.construct.front().size() - 1, ", " + argument);
    } else {
      lines.construct.insert(lines.construct.end() - 1, "    " + argument + ",");
    }
  }
}

std::string shown(const ParamSpec& spec, double value) {
  return spec.choices.empty() ? (isNone(value) ? "none" : pyText(value)) : valueText(spec, value);
}

/// "beta 0.995 -> 0.999, power 2/3 -> 0.75"
std::string description(const PythonTrack& track, std::size_t edit, std::span<const double> old,
                        std::span<const double> now) {
  std::string text;
  const auto append = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  for (std::size_t i = 0; i < now.size(); ++i) {
    const ParamSpec& spec = track.rule->params[i];
    if (old[i] != now[i])
      append(spec.id + " " + shown(spec, old[i]) + " -> " + shown(spec, now[i]));
  }
  if (track.edits[edit].values.contains(kReseed)) append("reset to the raw weights");
  if (const auto keep = track.edits[edit].feed_back)
    append("written into the raw weights, of which " + pyText(*keep) + " is kept");
  return text;
}

/// Writes the average of a library's object into the model.
Lines feedBackLines(const PythonLines& lines, double keep) {
  const std::string first = lines.evaluate.empty() ? "" : lines.evaluate.front();
  if (!first.starts_with(kAveraged)) {
    return {std::string(kLost) + "write the averaged weights into the model yourself"};
  }
  return {first, "for w, e in zip(model.state_dict().values(), averaged.state_dict().values()):",
          "    if w.is_floating_point():", "        w.lerp_(e, " + pyText(1.0 - keep) + ")"};
}

/// What to do at an edit of a library's object.
Lines libraryEdit(const PythonTrack& track, std::size_t edit, std::span<const double> old,
                  std::span<const double> now) {
  const PythonLines from = track.rule->python(old);
  const PythonLines to = track.rule->python(now);
  Lines statements;
  const bool updates = from.update != to.update;
  for (const std::string& id : changedIds(track, edit, old, now)) {
    const auto found = to.set.find(id);
    if (found != to.set.end()) {
      if (std::find(statements.begin(), statements.end(), found->second) == statements.end())
        statements.push_back(found->second);
    } else if (!updates && from.construct != to.construct) {
      statements.push_back(std::string(kLost) + "the library fixes " + id + " at construction");
    } else if (id == kReseed) {
      statements.push_back(std::string(kLost) + "the library cannot restart its average");
    } else if (!updates) {
      statements.push_back(std::string(kLost) + id + " is no argument of the library");
    }
  }
  if (updates)
    statements = statements + Lines{"# from then on, after each optimizer step:"} + to.update;
  if (const auto keep = track.edits[edit].feed_back)
    statements = statements + feedBackLines(to, *keep);
  return statements;
}

Lines classEdit(const PythonTrack& track, std::size_t edit, std::span<const double> old,
                std::span<const double> now) {
  Lines statements;
  if (track.edits[edit].values.contains(kReseed)) statements.emplace_back("ema.reseed()");
  statements = statements + pythonClassEdit(track, old, now);
  if (const auto keep = track.edits[edit].feed_back)
    statements.push_back("ema.feed_back(" + pyText(*keep) + ")");
  const bool debias = trackParam(old, TrackParam::kDebias) != trackParam(now, TrackParam::kDebias);
  if (debias) statements.emplace_back("# debias matters only when an average begins");
  return statements;
}

Lines editLines(const PythonTrack& track, const PythonValues& values, bool of_library) {
  Lines lines;
  for (std::size_t edit = 0; edit < track.edits.size(); ++edit) {
    const std::span<const double> old = before(values, edit);
    const std::span<const double> now = values.after[edit];
    const std::string what = description(track, edit, old, now);
    if (what.empty()) continue;
    const std::int64_t step = track.edits[edit].step;
    std::string head = "# step " + std::to_string(step);
    if (track.began > 1) head += ", update " + std::to_string(step - track.began + 1);
    lines.push_back(head + ": " + what);
    for (const std::string& line :
         of_library ? libraryEdit(track, edit, old, now) : classEdit(track, edit, old, now))
      lines.push_back("#     " + line);
  }
  if (lines.empty()) return lines;
  return Lines{"", "# Changes during the run, each before the optimizer step that it names:"} +
         lines;
}

/// The construction with the values of the end, as a comment.
Lines lastValues(const PythonLines& last, const PythonLines& first) {
  if (last.construct == first.construct) return {};
  Lines lines = {"# With the values of the end:"};
  const auto call =
      std::find_if(last.construct.begin(), last.construct.end(), [](const auto& line) {
        return line.find(" = ") != std::string::npos && !line.starts_with(' ');
      });
  for (auto line = call; line != last.construct.end() && !line->starts_with('#'); ++line)
    lines.push_back("#     " + *line);
  return lines;
}

/// Nothing in a comment may begin a line of code.
std::string oneLine(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ') c = ' ';
  }
  return text;
}

Lines heading(const PythonTrack& track) {
  const ScheduleEntry& rule = *track.rule;
  std::string title = "# EMAscope";
  if (!track.label.empty()) title += ", track " + oneLine(track.label);
  title += ": " + rule.label + (rule.library.empty() ? "" : " (" + rule.library + ")");
  Lines lines = {title, "# " + rule.formula};
  if (track.began > 1) {
    lines.push_back("# It began at step " + std::to_string(track.began) +
                    " of the run: construct it with the weights before that step.");
  }
  return lines;
}

/// Whether the lines count optimizer steps in `step`.
bool countsSteps(const PythonLines& lines) {
  return std::any_of(lines.update.begin(), lines.update.end(), [](const std::string& line) {
    return line.find("step -") != std::string::npos || line.find("step *") != std::string::npos ||
           line.find("=step") != std::string::npos;
  });
}

}  // namespace

Result<std::string> pythonText(const PythonTrack& track) {
  const auto values = valuesOf(track);
  if (!values) return values.error();
  const bool of_library = !track.rule->library.empty() || isTheLibrarys(track, *values);
  PythonLines lines = of_library ? track.rule->python(values->start) : pythonClass(track, *values);
  if (of_library) nameTensors(track, lines);
  Lines text = heading(track);
  for (const Lines& lost : {track.lost, lines.lost})
    for (const std::string& what : lost) text.push_back(std::string(kLost) + what);
  text = text + lines.imports + Lines{""} + lines.construct;
  if (!values->after.empty()) {
    const std::vector<double>& last = values->after.back();
    text = text + lastValues(of_library ? track.rule->python(last) : pythonClass(track, {last, {}}),
                             lines);
  }
  if (lines.update.empty()) {
    text = text + Lines{"", "# The trainer updates it."};
  } else {
    text = text +
           Lines{"", countsSteps(lines) ? "# After each optimizer step, `step` counting from 1:"
                                        : "# After each optimizer step:"} +
           lines.update;
  }
  text = text + editLines(track, *values, of_library);
  text = text + Lines{"", "# To evaluate with the averaged weights:"} + lines.evaluate;
  std::string joined;
  for (const std::string& line : text) joined += line + "\n";
  return joined;
}

}  // namespace emascope
