// SPDX-License-Identifier: Apache-2.0
#include "core/rules/python_class.h"

#include "core/rules/live_edit.h"
#include "core/rules/track_params.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

using Lines = std::vector<std::string>;

bool isLetter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Whether `text` contains `name` as a whole identifier.
bool mentions(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    const bool longer =
        (at > 0 && isLetter(text[at - 1])) || (end < text.size() && isLetter(text[end]));
    if (!longer) return true;
  }
  return false;
}

std::string valueOf(const ScheduleEntry& rule, std::span<const double> values, std::size_t index) {
  if (rule.python_value != nullptr) return rule.python_value(values, index);
  const ParamSpec& spec = rule.params[index];
  if (spec.choices.size() == 2 && spec.choices.back() == "true")
    return values[index] != 0.0 ? "True" : "False";
  return pyText(values[index]);
}

BufferPolicy buffersOf(std::span<const double> values) {
  return static_cast<BufferPolicy>(static_cast<int>(trackParam(values, TrackParam::kBuffers)));
}

double named(const ScheduleEntry& rule, std::span<const double> values, std::string_view id) {
  const auto index = paramIndex(rule, id);
  return index ? values[*index] : 0.0;
}

/// The values that the object holds as attributes: those of its decay, and the shared ones.
bool isAttribute(const ScheduleEntry& rule, std::size_t index) {
  const std::string& id = rule.params[index].id;
  if (isTrackParam(id)) return id == "frozen" || id.starts_with("update_model_with_ema_");
  return id == "update_after_step" || id == "update_every" ||
         (rule.id == "last-snapshots" && id == "k") || mentions(rule.python_decay, "self." + id);
}

/// What the class has to do.
struct Needs {
  const ScheduleEntry* rule = nullptr;
  bool warmup = false;     ///< update_after_step
  bool stride = false;     ///< update_every
  bool frozen = false;     ///< it may be frozen
  bool feeds = false;      ///< by the rule, at intervals
  bool feed_back = false;  ///< the method
  bool reseeds = false;
  bool zero_start = false;
  bool bema = false;
  bool snapshots = false;
  bool gap = false, states = false, total = false;  ///< of ScheduleEntry::python_decay
};

Needs needsOf(const PythonTrack& track, const PythonValues& values) {
  const ScheduleEntry& rule = *track.rule;
  Needs needs{.rule = &rule,
              .gap = mentions(rule.python_decay, "gap"),
              .states = mentions(rule.python_decay, "self.states"),
              .total = mentions(rule.python_decay, "self.total")};
  std::vector<std::vector<double>> all = values.after;
  all.push_back(values.start);
  for (const auto& now : all) {
    needs.warmup |= named(rule, now, "update_after_step") > 0.0;
    needs.stride |= named(rule, now, "update_every") > 1.0;
    needs.frozen |= trackParam(now, TrackParam::kFrozen) != 0.0;
    needs.feeds |= trackParam(now, TrackParam::kFeedbackEvery) > 0.0;
  }
  needs.feed_back = needs.feeds;
  for (const PythonEdit& edit : track.edits) {
    needs.reseeds |= edit.values.contains(kReseed);
    needs.feed_back |= edit.feed_back.has_value();
  }
  const TrackTraits traits = rule.traits(values.start);
  needs.bema = traits.kind == AverageKind::kBema;
  needs.snapshots = traits.kind == AverageKind::kLastSnapshots;
  // With a warm-up the first update copies, which ends the debiasing.
  needs.zero_start = traits.debias && named(rule, values.start, "update_after_step") == 0.0;
  return needs;
}

bool isNeeded(const Needs& needs, std::size_t index) {
  const std::string& id = needs.rule->params[index].id;
  if (!isAttribute(*needs.rule, index)) return false;
  if (id == "update_after_step") return needs.warmup;
  if (id == "update_every") return needs.stride;
  if (id == "frozen") return needs.frozen;
  return id.starts_with("update_model_with_ema_") ? needs.feeds : true;
}

void add(Lines& lines, int depth, std::string_view line) {
  lines.push_back(std::string(static_cast<std::size_t>(depth) * 4, ' ') + std::string(line));
}

/// "chosen('bn.*', 'head.*')" for the patterns of one key; empty without any.
std::string chosen(const PythonTrack& track, std::string_view key) {
  std::string text;
  for (const NameSelection& selection : track.selections) {
    if (selection.key != key) continue;
    text += (text.empty() ? "chosen(" : ", ") + pyString(selection.pattern);
  }
  return text.empty() ? text : text + ")";
}

/// A condition on the name `k`: no pattern of the track decides about it. Empty without patterns.
std::string notChosen(const std::vector<NameSelection>& selections) {
  std::string patterns;
  for (const NameSelection& selection : selections) patterns += pyString(selection.pattern) + ", ";
  return patterns.empty() ? "" : "not any(fnmatchcase(k, p) for p in (" + patterns + "))";
}

void addNames(Lines& lines, const PythonTrack& track) {
  if (track.selections.empty()) return;
  add(lines, 2, "chosen = lambda *patterns: {");
  add(lines, 3, "k for k, _ in tensors(model) if any(fnmatchcase(k, p) for p in patterns)");
  add(lines, 2, "}");
  const std::string averaged = chosen(track, "average");
  const std::string copied = chosen(track, "copy");
  const std::string ignored = chosen(track, "ignore");
  if (!copied.empty()) add(lines, 2, "self.averaged -= " + copied);
  if (!ignored.empty()) {
    add(lines, 2,
        "self.ignored = " + ignored + (copied.empty() ? "" : " - " + copied) +
            (averaged.empty() ? "" : " - " + averaged));
  }
  if (!averaged.empty()) add(lines, 2, "self.averaged |= " + averaged);
}

void addInit(Lines& lines, const Needs& needs, const PythonTrack& track,
             std::span<const double> start) {
  add(lines, 1, "def __init__(self, model, **settings):");
  add(lines, 2, "self.model, self.module = model, copy.deepcopy(model).requires_grad_(False)");
  add(lines, 2, "self.averaged = {k for k, p in model.named_parameters() if p.requires_grad}");
  if (buffersOf(start) != BufferPolicy::kCopy) {
    add(lines, 2,
        "self.averaged |= {k for k, b in model.named_buffers() if b.is_floating_point()}");
  }
  addNames(lines, track);
  if (needs.bema) {
    add(lines, 2, "self.base = {k: w.detach().clone() for k, w in tensors(model)}");
    add(lines, 2, "self.anchor = {k: w.detach().clone() for k, w in model.named_parameters()}");
  }
  if (needs.snapshots) add(lines, 2, "self.snapshots = []");
  std::string counters = "self.calls = ";
  if (needs.gap) counters += "self.last = ";
  if (needs.states) counters += "self.states = ";
  if (needs.total) counters += "self.total = ";
  if (needs.zero_start) counters += "self.mass = ";
  if (needs.bema) counters += "self.correction = ";
  add(lines, 2, counters + "0");
  add(lines, 2, "vars(self).update(settings)");
}

void addDecay(Lines& lines, const Needs& needs) {
  if (needs.snapshots) return;
  lines.emplace_back();
  add(lines, 1, needs.gap ? "def decay(self, n, gap):" : "def decay(self, n):");
  std::string_view body = needs.rule->python_decay;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    add(lines, 2, body.substr(0, end));
    body.remove_prefix(std::min(end + 1, body.size()));
  }
}

void addMethod(Lines& lines, std::string_view head) {
  lines.emplace_back();
  add(lines, 1, "@torch.no_grad()");
  add(lines, 1, head);
}

/// "n = …", the returns of calls that do nothing, and `copies`.
void addOpening(Lines& lines, const Needs& needs) {
  const bool counts = needs.warmup || mentions(needs.rule->python_decay, "n");
  if (counts) {
    add(lines, 2,
        needs.warmup ? "n = self.calls - 1 - self.update_after_step" : "n = self.calls - 1");
  }
  if (needs.stride) {
    add(lines, 2, "if (self.calls - 1) % self.update_every:");
    add(lines, 3, "return");
  }
  if (needs.frozen) {
    add(lines, 2, "if self.frozen and self.calls > 1:");
    add(lines, 3, "return");
  }
  if (!needs.zero_start)
    add(lines, 2, needs.warmup ? "copies = self.calls == 1 or n <= 0" : "copies = self.calls == 1");
}

void addRate(Lines& lines, const Needs& needs) {
  if (needs.snapshots) {
    add(lines, 2, "if copies:");
    add(lines, 3, "self.snapshots.clear()");
    add(lines, 2, "self.snapshots.append({k: w.detach().clone() for k, w in tensors(self.model)})");
    add(lines, 2, "del self.snapshots[:-self.k]");
    return;
  }
  if (needs.states && !needs.zero_start) {
    add(lines, 2, "if copies:");
    add(lines, 3, needs.total ? "self.states, self.total = 0, 1" : "self.states = 0");
  }
  const bool n = mentions(needs.rule->python_decay, "n") || needs.warmup;
  const std::string decay = std::string("self.decay(") + (n ? "n" : "self.calls - 1") +
                            (needs.gap ? ", self.calls - self.last)" : ")");
  if (needs.zero_start) {
    add(lines, 2, "beta = " + decay);
    add(lines, 2, "kept, self.mass = beta * self.mass, beta * self.mass + 1 - beta");
    add(lines, 2, "beta = kept / self.mass if self.mass else 0  # the debiased decay");
  } else {
    add(lines, 2, "beta = 0 if copies else " + decay);
  }
  if (needs.states) add(lines, 2, "self.states += 1");
  if (needs.gap) add(lines, 2, "self.last = self.calls");
}

void addAverage(Lines& lines, const Needs& needs, bool ignores) {
  add(lines, 2, "for (name, e), (_, w) in zip(tensors(self.module), tensors(self.model)):");
  if (ignores) {
    add(lines, 3, "if name in self.ignored:");
    add(lines, 4, "continue");
  }
  add(lines, 3, "if name not in self.averaged:");
  add(lines, 4, "e.copy_(w)");
  if (needs.snapshots) {
    add(lines, 3, "else:");
    add(lines, 4, "e.copy_(sum(s[name] for s in self.snapshots) / len(self.snapshots))");
  } else if (needs.bema) {
    add(lines, 3, "else:");
    add(lines, 4, "e.copy_(self.base[name].lerp_(w, 1 - beta))");
    add(lines, 3, "if name in self.averaged and name in self.anchor:");
    if (!needs.zero_start) {
      add(lines, 4, "if copies:");
      add(lines, 5, "self.anchor[name].copy_(w)");
    }
    add(lines, 4, "e.add_(w - self.anchor[name], alpha=self.correction)");
  } else {
    add(lines, 3, "else:");
    add(lines, 4, "e.lerp_(w, 1 - beta)");
  }
}

void addReseed(Lines& lines, const Needs& needs) {
  addMethod(lines, "def reseed(self):");
  add(lines, 2, "for (name, e), (_, w) in zip(tensors(self.module), tensors(self.model)):");
  add(lines, 3, "e.copy_(w)");
  if (needs.bema) {
    add(lines, 3, "self.base[name].copy_(w)");
    add(lines, 3, "if name in self.anchor:");
    add(lines, 4, "self.anchor[name].copy_(w)");
  }
  if (needs.snapshots)
    add(lines, 2, "self.snapshots = [{k: w.detach().clone() for k, w in tensors(self.model)}]");
  if (needs.states) add(lines, 2, "self.states = 1");
  if (needs.total) add(lines, 2, "self.total = 1");
  if (needs.zero_start) add(lines, 2, "self.mass = 1");
}

void addFeedBack(Lines& lines, bool ignores) {
  addMethod(lines, "def feed_back(self, keep):");
  add(lines, 2, "for (name, e), (_, w) in zip(tensors(self.module), tensors(self.model)):");
  add(lines, 3,
      ignores ? "if w.is_floating_point() and name not in self.ignored:"
              : "if w.is_floating_point():");
  add(lines, 4, "w.lerp_(e, 1 - keep if name in self.averaged else 1)");
}

Lines classLines(const Needs& needs, const PythonTrack& track, std::span<const double> start) {
  const bool ignores = !chosen(track, "ignore").empty();
  Lines lines;
  add(lines, 0, "");
  add(lines, 0, "def tensors(module):");
  add(lines, 1, "return [*module.named_parameters(), *module.named_buffers()]");
  add(lines, 0, "");
  add(lines, 0, "");
  add(lines, 0, "class Average:");
  addInit(lines, needs, track, start);
  addDecay(lines, needs);
  if (needs.feeds) {
    lines.emplace_back();
    add(lines, 1, "def update(self):");
    add(lines, 2, "self.calls += 1");
    add(lines, 2, "self.average()");
    add(lines, 2, "every = self.update_model_with_ema_every");
    add(lines, 2, "if every and self.calls % every == 0:");
    add(lines, 3, "self.feed_back(self.update_model_with_ema_beta)");
    addMethod(lines, "def average(self):");
  } else {
    addMethod(lines, "def update(self):");
    add(lines, 2, "self.calls += 1");
  }
  addOpening(lines, needs);
  addRate(lines, needs);
  addAverage(lines, needs, ignores);
  if (needs.reseeds) addReseed(lines, needs);
  if (needs.feed_back) addFeedBack(lines, ignores);
  add(lines, 0, "");
  add(lines, 0, "");
  return lines;
}

}  // namespace

PythonLines pythonClass(const PythonTrack& track, const PythonValues& values) {
  const ScheduleEntry& rule = *track.rule;
  const Needs needs = needsOf(track, values);
  PythonLines lines;
  bool estimates = buffersOf(values.start) == BufferPolicy::kEstimate;
  for (const auto& now : values.after) estimates |= buffersOf(now) == BufferPolicy::kEstimate;
  lines.imports.emplace_back("import copy");
  if (estimates) lines.imports.emplace_back("import itertools");
  if (rule.python_decay.find("math.") != std::string::npos)
    lines.imports.emplace_back("import math");
  if (!track.selections.empty()) lines.imports.emplace_back("from fnmatch import fnmatchcase");
  lines.imports.insert(lines.imports.end(), {"", "import torch"});
  if (estimates) lines.imports.emplace_back("from torch.optim.swa_utils import update_bn");
  lines.construct = classLines(needs, track, values.start);
  Lines arguments = {"model"};
  for (std::size_t i = 0; i < rule.params.size(); ++i) {
    if (isNeeded(needs, i))
      arguments.push_back(rule.params[i].id + "=" + valueOf(rule, values.start, i));
  }
  for (std::string& line : pyCall("ema = Average", arguments))
    lines.construct.push_back(std::move(line));
  lines.update = {"ema.update()"};
  lines.evaluate = {"averaged = ema.module"};
  if (estimates) {
    const double batches = trackParam(values.start, TrackParam::kBufferBatches);
    lines.evaluate.push_back("update_bn(itertools.islice(loader, " + pyText(batches) +
                             "), averaged)  # loader: your training batches");
  }
  return lines;
}

std::vector<std::string> pythonClassEdit(const PythonTrack& track, std::span<const double> old,
                                         std::span<const double> now) {
  const ScheduleEntry& rule = *track.rule;
  Lines statements;
  for (std::size_t i = 0; i < rule.params.size(); ++i) {
    const std::string value = valueOf(rule, now, i);
    if (isAttribute(rule, i) && value != valueOf(rule, old, i))
      statements.push_back("ema." + rule.params[i].id + " = " + value);
  }
  const bool copied = buffersOf(old) == BufferPolicy::kCopy;
  if (copied != (buffersOf(now) == BufferPolicy::kCopy)) {
    const std::string open = notChosen(track.selections);
    statements.push_back(
        copied ? "ema.averaged |= {k for k, b in model.named_buffers() if b.is_floating_point()" +
                     (open.empty() ? "" : " and " + open) + "}"
               : "ema.averaged -= {k for k, _ in model.named_buffers()" +
                     (open.empty() ? "" : " if " + open) + "}");
  }
  return statements;
}

}  // namespace emascope
