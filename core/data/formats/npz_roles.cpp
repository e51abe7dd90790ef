// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/npz_roles.h"

#include "core/data/split_names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <iterator>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

enum Role : std::size_t { kSamples, kTargets };
constexpr std::size_t kRoles = 2;
constexpr std::array<const char*, kRoles> kRoleWords = {"x", "y"};

/// Training, validation, test, and arrays without a split.
constexpr std::size_t kSets = 4;
constexpr std::size_t kWhole = 3;

std::string setWord(std::size_t set) {
  return set == kWhole ? "" : splitWord(static_cast<Split>(set));
}

bool isOneOf(std::string_view word, std::initializer_list<const char*> words) {
  return std::ranges::find(words, word) != words.end();
}

std::optional<Role> roleOfWord(std::string_view word) {
  if (isOneOf(word, {"x", "data", "images", "image", "imgs", "img", "features", "feature", "inputs",
                     "input", "samples"})) {
    return kSamples;
  }
  if (isOneOf(word, {"y", "labels", "label", "targets", "target"})) return kTargets;
  return std::nullopt;
}

/// The role of the last word, if all words have a role: "image labels" are labels.
std::optional<Role> roleOf(std::string_view words) {
  std::optional<Role> role;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    role = roleOfWord(words.substr(0, end));
    if (!role) return std::nullopt;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return role;
}

/// In lower case, with a space for each character that is neither a letter nor a digit.
std::string wordsOf(std::string_view name) {
  std::string words;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    words += std::isalnum(byte) != 0 ? static_cast<char>(std::tolower(byte)) : ' ';
  }
  return words;
}

class Assignment {
 public:
  Assignment(const std::string& path, const std::vector<std::string>& names,
             const DataOptions& options)
      : path_(path), names_(names), options_(options), taken_(names.size(), false) {}

  Result<NpzRoles> make() {
    const auto missing = missingIgnored();
    if (!missing.empty() && !options_.ofSeveralFiles()) {
      return refuse("has no array '" + missing.front() + "'", "--ignore with one of: " + listed());
    }
    for (const std::string& asked : options_.arrays) {
      if (auto status = give(asked); !status) return status.error();
    }
    if (auto status = giveTarget(); !status) return status.error();
    guess();
    auto roles = holdsTraining() ? parted() : whole();
    if (roles) roles.value().not_ignored = missing;
    return roles;
  }

 private:
  struct Slot {
    std::optional<std::size_t> array = {};  ///< given by the user
    std::vector<std::size_t> guesses = {};  ///< candidates by name
  };

  [[nodiscard]] Error refuse(std::string why, std::string allowed) const {
    return {path_, std::move(why), std::move(allowed)};
  }
  [[nodiscard]] std::string listed() const {
    std::string text;
    for (const std::string& name : names_) text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "nothing" : text;
  }
  [[nodiscard]] Slot& slot(std::size_t set, Role role) { return slots_[set][role]; }
  [[nodiscard]] bool isIgnored(std::size_t i) const {
    return std::ranges::find(options_.ignore, names_[i]) != options_.ignore.end();
  }

  [[nodiscard]] std::vector<std::string> missingIgnored() const {
    std::vector<std::string> missing;
    std::ranges::copy_if(options_.ignore, std::back_inserter(missing), [this](const auto& name) {
      return std::ranges::find(names_, name) == names_.end();
    });
    return missing;
  }

  Status giveTo(Slot& slot, const std::string& name, const std::string& option) {
    const auto found = std::ranges::find(names_, name);
    if (found == names_.end()) {
      return refuse("has no array '" + name + "'", option + " with one of: " + listed());
    }
    const auto index = static_cast<std::size_t>(found - names_.begin());
    if (slot.array || taken_[index]) {
      return Error{option, "'" + name + "' or its role is already assigned",
                   "each array and each role once"};
    }
    if (isIgnored(index)) {
      return Error{option, "'" + name + "' is left out with --ignore", "either of the two"};
    }
    taken_[index] = true;
    slot.array = index;
    return Ok{};
  }

  /// "train.x=NAME", "y=NAME"
  Status give(const std::string& asked) {
    const Error form{"--array", "'" + asked + "' does not assign a role to an array",
                     "SPLIT.ROLE=NAME, where SPLIT is train, validation or test (omit it for all "
                     "samples), ROLE is x or y, and NAME is an array"};
    const std::size_t equals = asked.find('=');
    if (equals == std::string::npos) return form;
    std::string_view use = std::string_view(asked).substr(0, equals);
    std::size_t set = kWhole;
    if (const std::size_t dot = use.find('.'); dot != std::string_view::npos) {
      const auto split = splitOfName(use.substr(0, dot));
      if (!split) return form;
      set = static_cast<std::size_t>(*split);
      use.remove_prefix(dot + 1);
    }
    if (use != kRoleWords[kSamples] && use != kRoleWords[kTargets]) return form;
    const Role role = use == kRoleWords[kSamples] ? kSamples : kTargets;
    return giveTo(slot(set, role), asked.substr(equals + 1), "--array");
  }

  Status giveTarget() {
    if (options_.target.empty()) return Ok{};
    const auto split = readSplitName(options_.target);
    const std::size_t set = split ? static_cast<std::size_t>(split->split) : kWhole;
    return giveTo(slot(set, kTargets), options_.target, "--target");
  }

  void guess() {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (taken_[i] || isIgnored(i)) continue;
      const auto split = readSplitName(names_[i]);
      const auto role = roleOf(split ? split->rest : wordsOf(names_[i]));
      if (!role) continue;
      Slot& its = slot(split ? static_cast<std::size_t>(split->split) : kWhole, *role);
      if (!its.array) its.guesses.push_back(i);
    }
  }

  [[nodiscard]] bool holds(std::size_t set) const {
    return std::ranges::any_of(
        slots_[set], [](const Slot& slot) { return slot.array || !slot.guesses.empty(); });
  }
  [[nodiscard]] bool holdsTraining() const {
    return holds(static_cast<std::size_t>(Split::kTrain));
  }

  /// The array with a role, if any.
  Result<std::optional<std::size_t>> choose(std::size_t set, Role role) {
    Slot& its = slot(set, role);
    if (its.array) return its.array;
    if (its.guesses.empty()) return std::optional<std::size_t>();
    if (its.guesses.size() > 1) {
      const std::string use = (set == kWhole ? "" : setWord(set) + ".") + kRoleWords[role];
      return refuse("'" + names_[its.guesses[0]] + "' and '" + names_[its.guesses[1]] +
                        "' could both be " + use,
                    "--array " + use + "=NAME, or --ignore NAME");
    }
    taken_[its.guesses.front()] = true;
    return std::optional(its.guesses.front());
  }

  Result<std::optional<NpzPair>> pairOf(std::size_t set) {
    const auto samples = choose(set, kSamples);
    if (!samples) return samples.error();
    const auto targets = choose(set, kTargets);
    if (!targets) return targets.error();
    if (!*samples && !*targets) return std::optional<NpzPair>();
    if (*samples && *targets) {
      return std::optional(NpzPair{**samples, **targets, static_cast<Split>(set)});
    }
    const Role missing = *samples ? kTargets : kSamples;
    const std::string& there = names_[*samples ? **samples : **targets];
    return refuse(
        "has '" + there + "' but no " + (missing == kTargets ? "targets" : "samples") + " for it",
        "--array " + setWord(set) + "." + kRoleWords[missing] + "=NAME, or --ignore " + there +
            "; it has: " + listed());
  }

  /// Adds the validation and test pairs.
  Status addOthers(NpzRoles& roles) {
    for (const Split split : {Split::kValidation, Split::kTest}) {
      const auto pair = pairOf(static_cast<std::size_t>(split));
      if (!pair) return pair.error();
      if (*pair) roles.pairs.push_back(**pair);
    }
    if (roles.pairs.size() == 1) roles.pairs.front().split.reset();
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (!taken_[i] && !isIgnored(i)) roles.unused.push_back(i);
    }
    return Ok{};
  }

  Result<NpzRoles> parted() {
    for (const Slot& slot : slots_[kWhole]) {
      if (!slot.array) continue;
      return refuse("has arrays of separate splits, but '" + names_[*slot.array] +
                        "' is assigned to all samples",
                    "--array with a split: train, validation or test");
    }
    const auto pair = pairOf(static_cast<std::size_t>(Split::kTrain));
    if (!pair) return pair.error();
    NpzRoles roles{.pairs = {**pair}};
    if (auto status = addOthers(roles); !status) return status.error();
    return roles;
  }

  /// The roles in a file without named training arrays.
  Result<NpzRoles> whole() {
    const auto targets = choose(kWhole, kTargets);
    if (!targets) return targets.error();
    if (!*targets) {
      return refuse("does not show which array holds the targets",
                    "--target, or --array y=NAME, with one of: " + listed());
    }
    auto samples = choose(kWhole, kSamples);
    if (!samples) return samples.error();
    if (!*samples) samples = onlyOther(**targets);
    if (!samples) return samples.error();
    NpzRoles roles{.pairs = {{**samples, **targets, Split::kTrain}}};
    if (auto status = addOthers(roles); !status) return status.error();
    return roles;
  }

  Result<std::optional<std::size_t>> onlyOther(std::size_t targets) {
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (!taken_[i] && !isIgnored(i)) others.push_back(i);
    }
    if (others.size() != 1) {
      return refuse("has " + std::to_string(others.size()) + " arrays besides '" + names_[targets] +
                        "', none with a usual name for samples",
                    "--array x=NAME, or --ignore for all but one of: " + listed());
    }
    taken_[others.front()] = true;
    return std::optional(others.front());
  }

  const std::string& path_;
  const std::vector<std::string>& names_;
  const DataOptions& options_;
  std::vector<bool> taken_;
  std::array<std::array<Slot, kRoles>, kSets> slots_ = {};
};

}  // namespace

Result<NpzRoles> npzRoles(const std::string& path, const std::vector<std::string>& names,
                          const DataOptions& options) {
  return Assignment(path, names, options).make();
}

}  // namespace emascope
