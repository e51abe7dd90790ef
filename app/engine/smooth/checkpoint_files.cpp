// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/checkpoint_files.h"

#include "core/base/file_kind.h"
#include "core/base/utf8.h"
#include "core/json/shard_index.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <glob.h>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace emascope {
namespace {

bool isDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// Removes leading digits from `text` and returns them without leading zeros.
std::string_view takeNumber(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && isDigit(text[end])) ++end;
  std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
  return digits;
}

using TensorsByName = std::map<std::string, const TensorInfo*, std::less<>>;

TensorsByName byName(const SafetensorsHeader& header) {
  TensorsByName tensors;
  for (const TensorInfo& tensor : header.tensors) tensors[tensor.name] = &tensor;
  return tensors;
}

/// The differences between `header` and `first`, one per line.
std::string differences(const SafetensorsHeader& header, const SafetensorsHeader& first) {
  const TensorsByName expected = byName(first);
  const TensorsByName found = byName(header);
  std::string text;
  for (const auto& [name, tensor] : expected) {
    const auto same = found.find(name);
    if (same == found.end()) {
      text += "\n  lacks '" + name + "', " + typeAndShape(*tensor);
    } else if (typeAndShape(*same->second) != typeAndShape(*tensor)) {
      text +=
          "\n  '" + name + "' is " + typeAndShape(*same->second) + ", not " + typeAndShape(*tensor);
    }
  }
  for (const auto& [name, tensor] : found) {
    if (!expected.contains(name)) text += "\n  also has '" + name + "', " + typeAndShape(*tensor);
  }
  return text;
}

/// A file with a name like NAME-00002-of-00003.END.
struct Shard {
  std::string all = {};  ///< "NAME-?-of-00003.END"
  std::size_t number = 0;
  std::size_t count = 0;
};

std::size_t asNumber(std::string_view digits) {
  constexpr std::size_t kMostDigits = 6;
  if (digits.empty() || digits.size() > kMostDigits) return 0;
  std::size_t number = 0;
  for (const char digit : digits) number = number * 10 + static_cast<std::size_t>(digit - '0');
  return number;
}

std::optional<Shard> shardOf(const std::string& path) {
  constexpr std::string_view kOf = "-of-";
  const auto of = path.rfind(kOf);
  if (of == std::string::npos) return std::nullopt;
  std::size_t begin = of;
  while (begin > 0 && isDigit(path[begin - 1])) --begin;
  std::size_t end = of + kOf.size();
  while (end < path.size() && isDigit(path[end])) ++end;
  Shard shard{
      .all = path.substr(0, begin) + "?" + path.substr(of),
      .number = asNumber(std::string_view(path).substr(begin, of - begin)),
      .count = asNumber(std::string_view(path).substr(of + kOf.size(), end - of - kOf.size()))};
  if (shard.number < 1 || shard.number > shard.count || path.find('/', end) != std::string::npos) {
    return std::nullopt;
  }
  return shard;
}

/// Groups files into checkpoints: shards belong together, and so do the files listed in an index.
class Gatherer {
 public:
  /// Must be called before add(), for all files of a pattern: files listed in an index are not
  /// checkpoints of their own.
  Status list(const std::string& path) {
    if (!isIndex(path)) return Ok{};
    const auto files = filesOfIndex(path);
    if (!files) return files.error();
    for (const std::string& file : *files) listed_.insert(canonical(file));
    return Ok{};
  }

  Status add(const std::string& path) {
    if (isIndex(path)) return addIndex(path);
    if (listed_.contains(canonical(path))) return Ok{};
    const auto shard = shardOf(path);
    if (!shard) {
      checkpoints_.push_back({path, {path}});
      return Ok{};
    }
    const auto [found, fresh] = groups_.emplace(shard->all, Group{checkpoints_.size(), *shard});
    if (fresh) checkpoints_.push_back({shard->all, {}});
    checkpoints_[found->second.checkpoint].files.push_back(path);
    found->second.numbers.insert(shard->number);
    return Ok{};
  }

  Result<std::vector<WeightsCheckpoint>> take() {
    for (const auto& [all, group] : groups_) {
      if (group.numbers.size() == group.first.count) continue;
      const std::string& file = checkpoints_[group.checkpoint].files.front();
      return Error{file,
                   "is one of " + std::to_string(group.first.count) + " shards, of which " +
                       std::to_string(group.numbers.size()) + " are given",
                   "all shards of each state, or its .index.json"};
    }
    return std::move(checkpoints_);
  }

 private:
  struct Group {
    std::size_t checkpoint = 0;
    Shard first = {};
    std::set<std::size_t> numbers = {};
  };

  static bool isIndex(const std::string& path) { return fileKind(path) == FileKind::kJson; }
  static std::string canonical(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::weakly_canonical(path, ignored).string();
  }

  Status addIndex(const std::string& path) {
    auto files = filesOfIndex(path);
    if (!files) return files.error();
    checkpoints_.push_back({path, std::move(files).value()});
    return Ok{};
  }

  std::vector<WeightsCheckpoint> checkpoints_ = {};
  std::map<std::string, Group, std::less<>> groups_ = {};
  std::set<std::string, std::less<>> listed_ = {};  ///< files listed in an index
};

/// The files that match a pattern, or the file with exactly that name.
Result<std::vector<std::string>> matches(const std::string& pattern) {
  if (fileKind(pattern) != FileKind::kMissing) return std::vector<std::string>{pattern};
  glob_t found{};
  const int code = ::glob(pattern.c_str(), GLOB_ERR | GLOB_NOSORT, nullptr, &found);
  std::vector<std::string> files(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  ::globfree(&found);
  if (code != 0 && code != GLOB_NOMATCH) {
    return Error{pattern, "matches folders that cannot be read", ""};
  }
  if (files.empty()) {
    if (pattern.find_first_of("*?[") == std::string::npos) {
      std::error_code failed;
      static_cast<void>(std::filesystem::file_size(pattern, failed));
      return Error{pattern, "cannot be read: " + failed.message(),
                   "a file, or a pattern in quotes such as 'run/*.safetensors'"};
    }
    return Error{pattern, "matches no file",
                 "a file, or a pattern in quotes such as 'run/*.safetensors'"};
  }
  std::ranges::sort(files, naturallyBefore);
  return files;
}

Error isFolder(const std::string& path) {
  const std::string pattern = (std::filesystem::path(path) / "*.safetensors").string();
  return {path, "is a folder", "a file, or a pattern in quotes such as '" + pattern + "'"};
}

/// True if the file holds tensors, false for a table or array; refuses other files.
Result<bool> isOfTensors(const std::string& path) {
  const FileKind kind = fileKind(path);
  switch (kind) {
    case FileKind::kSafetensors:
    case FileKind::kZip:
    case FileKind::kJson:
      return true;
    case FileKind::kStream:
    case FileKind::kNpy:
    case FileKind::kMissing:
      return false;
    case FileKind::kEmpty:
    case FileKind::kOther:
      return path.ends_with(".safetensors");
    case FileKind::kFolder:
      return isFolder(path);
    default:
      return Error{path, std::string(kindWords(kind)),
                   "a CSV table, an NPY array, a safetensors file, or a state_dict written by "
                   "torch.save"};
  }
}

}  // namespace

bool naturallyBefore(std::string_view a, std::string_view b) {
  const auto whole = std::pair(a, b);
  while (!a.empty() && !b.empty()) {
    if (isDigit(a.front()) && isDigit(b.front())) {
      const std::string_view left = takeNumber(a);
      const std::string_view right = takeNumber(b);
      if (left.size() != right.size()) return left.size() < right.size();
      if (left != right) return left < right;
      continue;
    }
    if (a.front() != b.front()) return a.front() < b.front();
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  if (a.empty() != b.empty()) return a.empty();
  return whole.first < whole.second;  // "01" and "1": a fixed order
}

std::string outputOf(const std::string& output, const std::string& label, bool several) {
  constexpr std::string_view kPlace = "{label}";
  std::string path = output;
  bool placed = false;
  for (auto at = path.find(kPlace); at != std::string::npos; at = path.find(kPlace, at)) {
    path.replace(at, kPlace.size(), label);
    at += label.size();
    placed = true;
  }
  if (placed || !several) return path;
  const std::filesystem::path whole(output);
  return whole.parent_path() / (whole.stem().string() + "-" + label + whole.extension().string());
}

Result<SmoothInput> findInput(const std::vector<std::string>& typed) {
  SmoothInput input;
  if (typed.size() == 1 && typed.front() == "-") {
    input.series = "-";
    return input;
  }
  Gatherer gatherer;
  std::size_t files = 0;
  std::string series;
  for (const std::string& one : typed) {
    if (one == "-") {
      return Error{"input", "standard input cannot be combined with files", "- alone"};
    }
    const auto found = matches(one);
    if (!found) return found.error();
    for (const std::string& path : *found) {
      if (auto status = gatherer.list(path); !status) return status.error();
    }
    for (const std::string& path : *found) {
      ++files;
      const auto of_tensors = isOfTensors(path);
      if (!of_tensors) return of_tensors.error();
      if (!*of_tensors) {
        series = path;
      } else if (auto status = gatherer.add(path); !status) {
        return status.error();
      }
    }
  }
  if (!series.empty() && files > 1) {
    return Error{series, "is a table or an array, and only one of these can be read at a time",
                 "one table or array, or files of tensors"};
  }
  input.series = series;
  auto checkpoints = gatherer.take();
  if (!checkpoints) return checkpoints.error();
  input.checkpoints = std::move(checkpoints).value();
  return input;
}

Result<SafetensorsHeader> commonHeader(const std::vector<WeightsCheckpoint>& checkpoints,
                                       const TensorOptions& options) {
  SafetensorsHeader first;
  SafetensorsHeader last;
  std::string all;
  std::size_t stripped = 0;
  for (const WeightsCheckpoint& checkpoint : checkpoints) {
    auto source = openTensors(checkpoint.files, options);
    if (!source) return source.error();
    stripped += source.value()->stripped();
    last = source.value()->header();
    if (&checkpoint == &checkpoints.front()) first = last;
    const std::string text = differences(last, first);
    if (text.empty()) continue;
    all += (all.empty() ? "" : "\n") + checkpoint.name + " has other tensors:" + text;
  }
  if (!all.empty()) {
    const std::string hint =
        options.strip.empty() ? " (--strip removes prefixes such as module. from names)" : "";
    return Error{checkpoints.front().name, "differs from the others" + hint + "\n" + asUtf8(all),
                 ""};
  }
  if (!options.strip.empty() && stripped == 0) {
    return Error{"strip", "no name begins with '" + options.strip.front() + "'",
                 "a prefix of names, such as " +
                     (last.tensors.empty() ? "module." : asUtf8(last.tensors.front().name))};
  }
  return last;
}

}  // namespace emascope
