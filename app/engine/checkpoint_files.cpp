// SPDX-License-Identifier: Apache-2.0
#include "app/engine/checkpoint_files.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <glob.h>
#include <map>
#include <set>
#include <utility>

namespace emascope {
namespace {

bool isDigit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// The digits `text` begins with, taken off it; without leading zeros.
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

/// What `header` has otherwise than `first`, a line each.
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

Result<std::vector<std::string>> checkpointFiles(const std::string& pattern,
                                                 const std::vector<std::string>& outputs) {
  glob_t found{};
  const int code = ::glob(pattern.c_str(), GLOB_ERR | GLOB_NOSORT, nullptr, &found);
  std::vector<std::string> files(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  ::globfree(&found);
  if (code != 0 && code != GLOB_NOMATCH) {
    return Error{pattern, "has folders that cannot be read", ""};
  }
  if (files.empty()) {
    return Error{pattern, "matches no file",
                 "a file, or a pattern in quotes such as 'run/*.safetensors'"};
  }
  std::ranges::sort(files, naturallyBefore);
  for (const std::string& output : outputs) {
    for (const std::string& file : files) {
      std::error_code ignored;
      if (std::filesystem::equivalent(output, file, ignored)) {
        return Error{output, "is also one of the inputs",
                     "an output that the pattern does not match"};
      }
    }
  }
  return files;
}

Result<SafetensorsHeader> commonHeader(const std::vector<std::string>& files) {
  SafetensorsHeader first;
  SafetensorsHeader last;
  std::string all;
  for (const std::string& path : files) {
    auto file = SafetensorsReader::open(path);
    if (!file) return file.error();
    last = file->header();
    if (path == files.front()) first = last;
    const std::string text = differences(last, first);
    if (!text.empty()) all += (all.empty() ? "" : "\n") + path + " has other tensors:" + text;
  }
  if (!all.empty()) return Error{files.front(), "is not like the others\n" + asUtf8(all), ""};
  return last;
}

}  // namespace emascope
