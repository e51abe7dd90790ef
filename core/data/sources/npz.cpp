// SPDX-License-Identifier: Apache-2.0
//
// NumPy's archives of arrays: one array of samples, one of targets; or x_train, y_train, x_test and
// y_test, where the two latter are the test part. Unpacked into memory.
#include "core/data/array_dataset.h"
#include "core/data/source.h"
#include "core/data/zip_members.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace emascope {
namespace {

constexpr std::string_view kSuffix = ".npy";

class Archive {
 public:
  Archive(const PathHead& head, const DataOptions& options, ZipMembers members)
      : path_(head.path),
        options_(options),
        members_(std::move(members)),
        budget_(options.memory_budget) {
    for (const std::string& member : members_.names()) {
      const bool suffixed = member.ends_with(kSuffix);
      names_.push_back(suffixed ? member.substr(0, member.size() - kSuffix.size()) : member);
    }
  }

  Result<std::unique_ptr<Dataset>> open() {
    std::vector<ArraySegment> segments;
    if (options_.target.empty() && has("x_train") && has("y_train")) {
      const bool tested = has("x_test") && has("y_test");
      const auto part = [tested](Part which) {
        return tested ? std::optional(which) : std::nullopt;
      };
      auto status = add(segments, "x_train", "y_train", part(Part::kTrain));
      if (status && tested) status = add(segments, "x_test", "y_test", part(Part::kTest));
      if (!status) return status.error();
    } else if (auto status = addPair(segments); !status) {
      return status.error();
    }
    DataOptions options = options_;
    options.target.clear();
    return makeArrayDataset(path_, "NPZ", std::move(segments), options);
  }

 private:
  [[nodiscard]] bool has(std::string_view name) const {
    return std::ranges::find(names_, name) != names_.end();
  }
  [[nodiscard]] std::string listed() const {
    std::string text;
    for (const std::string& name : names_) text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "nothing" : text;
  }

  Status addPair(std::vector<ArraySegment>& segments) {
    std::string target = options_.target;
    for (const char* const usual : {"y", "labels", "label", "targets", "target"}) {
      if (target.empty() && has(usual)) target = usual;
    }
    if (target.empty() || !has(target)) {
      return Error{path_,
                   target.empty() ? "does not say which array the targets are"
                                  : "has no array '" + target + "'",
                   "--target with one of: " + listed()};
    }
    std::vector<std::string> others;
    std::ranges::copy_if(names_, std::back_inserter(others), [&](const std::string& name) {
      return name != target && std::ranges::find(options_.ignore, name) == options_.ignore.end();
    });
    if (others.size() != 1) {
      return Error{path_,
                   "has " + std::to_string(others.size()) + " arrays beside '" + target + "'",
                   "one array of samples; --ignore leaves others out of: " + listed()};
    }
    return add(segments, others.front(), target, std::nullopt);
  }

  Status add(std::vector<ArraySegment>& segments, std::string_view samples,
             std::string_view targets, std::optional<Part> part) {
    auto x = array(samples);
    if (!x) return x.error();
    auto y = array(targets);
    if (!y) return y.error();
    segments.push_back({std::move(x).value(), std::move(y).value(), part});
    return Ok{};
  }

  Result<RawArray> array(std::string_view name) {
    const auto index = static_cast<std::size_t>(std::ranges::find(names_, name) - names_.begin());
    auto bytes = members_.read(index, budget_);
    if (!bytes) return bytes.error();
    budget_ -= bytes->size();
    return npyArrayOf(path_ + ", member " + std::string(name), std::move(bytes).value());
  }

  const std::string& path_;
  const DataOptions& options_;
  ZipMembers members_;
  std::uint64_t budget_;
  std::vector<std::string> names_ = {};
};

bool recognises(const PathHead& head) {
  return head.begin.starts_with("PK\x03\x04") || head.begin.starts_with("PK\x05\x06");
}

Result<std::unique_ptr<Dataset>> open(const PathHead& head, const DataOptions& options) {
  if (!options.labels.empty()) {
    return Error{"--labels", "an NPZ archive holds its targets", "--target ARRAY"};
  }
  auto members = ZipMembers::open(head.path);
  if (!members) return members.error();
  return Archive(head, options, std::move(members).value()).open();
}

}  // namespace

void registerSourceNpz(SourceRegistry& registry) {
  registry.push_back({"NPZ", "arrays in NPZ, one of them the targets", recognises, open});
}

}  // namespace emascope
