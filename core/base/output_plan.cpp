// SPDX-License-Identifier: Apache-2.0
#include "core/base/output_plan.h"

#include "core/base/output_path.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <sys/stat.h>

namespace emascope {
namespace {

bool isDevice(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && (S_ISCHR(info.st_mode) || S_ISBLK(info.st_mode));
}

bool isFolder(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool isPresent(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0;
}

/// Names with these endings cannot be samples in a folder of images or binary files.
bool cannotBeSample(std::string_view path) {
  constexpr std::array<std::string_view, 8> kEndings = {".csv", ".html", ".json", ".safetensors",
                                                        ".pt",  ".pth",  ".pdf",  ".svg"};
  return std::ranges::any_of(kEndings,
                             [path](std::string_view ending) { return path.ends_with(ending); });
}

/// Whether the folder of `target` is `folder` or a subfolder of it.
bool isWithin(const std::string& target, const std::string& folder) {
  const auto wanted = identityOf(folder);
  std::string at = folderOf(target);
  while (wanted && !at.empty()) {
    if (identityOf(at) == wanted) return true;
    at = folderOf(at.substr(0, at.size() - 1));  // parent folder
  }
  return false;
}

}  // namespace

void OutputPlan::reads(const std::string& by, const std::string& path) {
  const std::string name = path == "-" ? "/dev/stdin" : path;
  if (!name.empty() && isPresent(name)) inputs_.push_back({by, name});
}

void OutputPlan::writes(const std::string& by, const std::string& path) {
  if (path != "-") outputs_.push_back({by, path});
}

Status OutputPlan::checkFolder(const Named& output, const Named& input) {
  if (!isFolder(input.path)) return Ok{};
  const auto target = outputTarget(output.path);
  if (!target || cannotBeSample(*target) || !isWithin(*target, input.path)) return Ok{};
  return Error{output.text(), "is in the folder that " + input.text() + " reads",
               "another folder, or a name that cannot be a sample: .csv, .json, .safetensors, .pt"};
}

OutputPlan::ByIdentity OutputPlan::identified(const std::vector<Named>& files) {
  ByIdentity found;
  for (const Named& file : files) {
    if (const auto identity = identityOf(file.path)) found.emplace(*identity, &file);
  }
  return found;
}

Status OutputPlan::checkOne(const Named& output, const ByIdentity& inputs,
                            const ByIdentity& outputs) const {
  const auto identity = identityOf(output.path);
  if (!identity || isDevice(output.path)) return Ok{};  // opening it reports a missing folder
  if (const auto read = inputs.find(*identity); read != inputs.end()) {
    return Error{output.text(), "is the file that " + read->second->text() + " reads",
                 "another file"};
  }
  for (const Named& input : inputs_) {
    if (auto status = checkFolder(output, input); !status) return status;
  }
  if (const auto same = outputs.find(*identity); same != outputs.end()) {
    return Error{output.text(), "is the file that " + same->second->text() + " also writes",
                 "a different file for each"};
  }
  return Ok{};
}

Status OutputPlan::check() const {
  const ByIdentity inputs = identified(inputs_);
  ByIdentity outputs;
  for (const Named& output : outputs_) {
    if (auto status = checkOne(output, inputs, outputs); !status) return status;
    if (const auto identity = identityOf(output.path)) outputs.emplace(*identity, &output);
  }
  return Ok{};
}

Status OutputPlan::checkFurther(const std::string& by, const std::string& path) const {
  if (path == "-") return Ok{};
  return checkOne({by, path}, identified(inputs_), identified(outputs_));
}

}  // namespace emascope
