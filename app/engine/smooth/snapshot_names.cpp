// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/snapshot_names.h"

#include "core/base/quoted.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace emascope {
namespace {

constexpr std::size_t kMostDigits = 15;
constexpr std::size_t kMostKimgDigits = 12;
constexpr std::size_t kMostIndexDigits = 4;
constexpr std::ptrdiff_t kMostAny = 2;
constexpr const char* kPatternForm =
    "text with {step} or {kimg}, and {index}, {sigma_rel} or {gamma}, such as 'ema_{sigma_rel}_"
    "{step}'; * stands for any text";

bool isFigure(char c) { return c >= '0' && c <= '9'; }

std::size_t figures(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, isFigure) - text.begin());
}

/// The number of decimal digits, and perhaps a fraction, that `text` is.
double numberOf(std::string_view text) {
  double value = 0.0;
  double scale = 1.0;
  bool behind_point = false;
  for (const char c : text) {
    if (c == '.') {
      behind_point = true;
      continue;
    }
    value = value * 10.0 + (c - '0');
    if (behind_point) scale *= 10.0;
  }
  return value / scale;  // both are exact: at most 15 digits
}

/// Length of the number at the begin of `text`; 0 if there is none. A fraction has a point.
std::size_t numberAt(std::string_view text, bool fraction, bool fraction_needed, std::size_t most) {
  std::size_t length = figures(text);
  if (length == 0) return 0;
  std::size_t digits = length;
  if (fraction && length + 1 < text.size() && text[length] == '.') {
    const std::size_t behind = figures(text.substr(length + 1));
    digits += behind;
    if (behind > 0) length += 1 + behind;
    if (behind == 0 && fraction_needed) return 0;
  } else if (fraction_needed) {
    return 0;
  }
  return digits <= most ? length : 0;
}

}  // namespace

bool SnapshotPattern::has(Kind kind) const {
  return std::ranges::find(parts_, kind, &Part::kind) != parts_.end();
}

bool SnapshotPattern::inImages() const { return has(Kind::kKimg); }

Result<SnapshotPattern> SnapshotPattern::parse(std::string_view text, std::string_view where) {
  constexpr std::array<std::pair<std::string_view, Kind>, 6> kPlaces = {
      {{"*", Kind::kAny},
       {"{step}", Kind::kStep},
       {"{kimg}", Kind::kKimg},
       {"{index}", Kind::kIndex},
       {"{sigma_rel}", Kind::kSigmaRel},
       {"{gamma}", Kind::kGamma}}};
  SnapshotPattern pattern;
  pattern.text_ = text;
  const auto refused = [&](const std::string& why) {
    return Error{std::string(where), inQuotes(pattern.text_) + " " + why, kPatternForm};
  };
  while (!text.empty()) {
    const auto place = std::ranges::find_if(
        kPlaces, [text](const auto& each) { return text.starts_with(each.first); });
    const bool literal = place == kPlaces.end();
    const Kind kind = literal ? Kind::kText : place->second;
    if (literal && (text.front() == '{' || text.front() == '}' || text.front() == '/')) {
      const std::size_t end = text.front() == '{' ? text.find('}') + 1 : 1;
      return refused("has an unknown " + inQuotes(text.substr(0, std::max<std::size_t>(end, 1))));
    }
    const Kind last = pattern.parts_.empty() ? Kind::kText : pattern.parts_.back().kind;
    if (literal && !pattern.parts_.empty() && last == Kind::kText) {
      pattern.parts_.back().text += text.front();
    } else {
      if (kind > Kind::kAny && last > Kind::kAny) return refused("has two numbers side by side");
      pattern.parts_.push_back({kind, std::string(literal ? text.substr(0, 1) : "")});
    }
    text.remove_prefix(literal ? 1 : place->first.size());
  }
  const auto count = [&](Kind kind) {
    return std::ranges::count(pattern.parts_, kind, &Part::kind);
  };
  if (count(Kind::kStep) + count(Kind::kKimg) != 1) {
    return refused("does not have {step} or {kimg} once");
  }
  if (count(Kind::kIndex) + count(Kind::kSigmaRel) + count(Kind::kGamma) > 1) {
    return refused("has more than one of {index}, {sigma_rel} and {gamma}");
  }
  if (count(Kind::kAny) > kMostAny) return refused("has more than two *");
  return pattern;
}

std::optional<SnapshotName> SnapshotPattern::match(std::string_view name) const {
  SnapshotName found;
  if (!matchFrom(0, name, '\0', found)) return std::nullopt;
  return found;
}

bool SnapshotPattern::matchFrom(std::size_t part, std::string_view rest, char before,
                                SnapshotName& name) const {
  if (part == parts_.size()) return rest.empty();
  const Part& wanted = parts_[part];
  if (wanted.kind == Kind::kText) {
    return rest.starts_with(wanted.text) &&
           matchFrom(part + 1, rest.substr(wanted.text.size()), wanted.text.back(), name);
  }
  if (wanted.kind == Kind::kAny) {
    for (std::size_t length = 0; length <= rest.size(); ++length) {
      const char last = length == 0 ? before : rest[length - 1];
      if (matchFrom(part + 1, rest.substr(length), last, name)) return true;
    }
    return false;
  }
  if (isFigure(before)) return false;  // inside a number
  const bool whole = wanted.kind != Kind::kSigmaRel && wanted.kind != Kind::kGamma;
  const std::size_t most = wanted.kind == Kind::kIndex  ? kMostIndexDigits
                           : wanted.kind == Kind::kKimg ? kMostKimgDigits
                                                        : kMostDigits;
  const std::size_t length = numberAt(rest, !whole, wanted.kind == Kind::kSigmaRel, most);
  if (length == 0) return false;
  const double value = numberOf(rest.substr(0, length));
  if (wanted.kind == Kind::kStep) name.step = value;
  if (wanted.kind == Kind::kKimg) name.step = exactKimg(value);
  if (wanted.kind == Kind::kIndex) name.index = static_cast<std::size_t>(value);
  if (wanted.kind == Kind::kSigmaRel) name.sigma_rel = value;
  if (wanted.kind == Kind::kGamma) name.gamma = value;
  return matchFrom(part + 1, rest.substr(length), rest[length - 1], name);
}

double exactKimg(double kimg) {
  constexpr double kThousand = 1000.0;
  constexpr double kUnit = 1024.0;
  const double images = std::floor((kimg * kThousand + kThousand - 1.0) / kUnit) * kUnit;
  return std::floor(images / kThousand) == kimg ? images / kThousand : kimg;
}

std::optional<std::string> snapshotStem(std::string_view name) {
  constexpr std::array<std::string_view, 8> kEndings = {".safetensors.index.json",
                                                        ".bin.index.json",
                                                        ".safetensors",
                                                        ".pt",
                                                        ".pth",
                                                        ".bin",
                                                        ".ckpt",
                                                        ".pkl"};
  const auto ending = std::ranges::find_if(
      kEndings, [name](std::string_view each) { return name.ends_with(each); });
  if (ending == kEndings.end() || ending->size() == name.size()) return std::nullopt;
  name.remove_suffix(ending->size());
  constexpr std::string_view kOf = "-of-";
  const std::size_t of = name.rfind(kOf);
  if (of == std::string_view::npos || of == 0) return std::string(name);
  const std::string_view count = name.substr(of + kOf.size());
  const std::size_t dash = name.rfind('-', of - 1);
  if (dash == std::string_view::npos || count.empty() || figures(count) != count.size() ||
      of == dash + 1 || figures(name.substr(dash + 1)) != of - dash - 1) {
    return std::string(name);
  }
  return std::string(name.substr(0, dash));
}

}  // namespace emascope
