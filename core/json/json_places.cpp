// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_places.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>

namespace emascope {
namespace {

/// Walks through a document and keeps the path of the value that it is at.
class PlaceWalk {
 public:
  using Visit = std::function<void(std::string_view path, std::size_t offset)>;

  PlaceWalk(std::string_view text, const Visit& visit) : json_(text), visit_(visit) {}

  /// Calls `visit` for each value, containers before what they contain.
  void run() {
    while (at_ < json_.size()) {
      const char c = json_[at_];
      if (c == '{' || c == '[') {
        begin();
        open_.push_back({.is_array = c == '[', .path_size = path_.size()});
        ++at_;
      } else if (c == '}' || c == ']') {
        if (open_.empty()) return;
        path_.resize(open_.back().path_size);
        open_.pop_back();
        end();
        ++at_;
      } else if (c == '"' && wantsKey()) {
        key();
      } else if (isFiller(c)) {
        ++at_;
      } else {
        begin();
        skipScalar();
        end();
      }
    }
  }

 private:
  struct Container {
    bool is_array = false;
    std::size_t path_size = 0;  ///< of the container's own path
    std::size_t index = 0;      ///< of the element that comes next
    bool has_key = false;       ///< the key of the value that comes next has been read
  };

  [[nodiscard]] static bool isFiller(char c) {
    return c == ',' || c == ':' || c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
  [[nodiscard]] bool wantsKey() const {
    return !open_.empty() && !open_.back().is_array && !open_.back().has_key;
  }

  void begin() {
    if (!open_.empty() && open_.back().is_array) {
      path_.resize(open_.back().path_size);
      path_ += "[" + std::to_string(open_.back().index) + "]";
    }
    visit_(path_, at_);
  }
  void end() {
    if (open_.empty()) return;
    ++open_.back().index;
    open_.back().has_key = false;
  }
  void key() {
    const std::size_t start = at_ + 1;
    skipString();
    path_.resize(open_.back().path_size);
    if (!path_.empty()) path_ += '.';
    path_ += json_.substr(start, at_ - 1 - start);
    open_.back().has_key = true;
  }
  void skipString() {
    for (++at_; at_ < json_.size() && json_[at_] != '"'; ++at_) {
      if (json_[at_] == '\\') ++at_;
    }
    at_ = std::min(at_ + 1, json_.size());
  }
  void skipScalar() {
    if (json_[at_] == '"') return skipString();
    while (at_ < json_.size() && !isFiller(json_[at_]) && json_[at_] != '}' && json_[at_] != ']') {
      ++at_;
    }
  }

  std::string_view json_;
  const Visit& visit_;
  std::size_t at_ = 0;
  std::string path_ = {};
  std::vector<Container> open_ = {};
};

void walk(std::string_view text, const PlaceWalk::Visit& visit) { PlaceWalk(text, visit).run(); }

/// `path` is that of a container around `wanted`, or of `wanted` itself.
bool leadsTo(std::string_view path, std::string_view wanted) {
  if (!wanted.starts_with(path)) return false;
  return path.empty() || path.size() == wanted.size() || wanted[path.size()] == '.' ||
         wanted[path.size()] == '[';
}

}  // namespace

std::size_t lineAt(std::string_view json, std::size_t offset) {
  const std::string_view before = json.substr(0, std::min(offset, json.size()));
  return 1 + static_cast<std::size_t>(std::ranges::count(before, '\n'));
}

std::size_t lineOf(std::string_view json, std::string_view path) {
  std::size_t found = 0;
  std::size_t length = 0;
  walk(json, [&](std::string_view here, std::size_t offset) {
    if (here.size() < length || !leadsTo(here, path)) return;
    found = offset;
    length = here.size();
  });
  return lineAt(json, found);
}

std::vector<std::string> inDocumentOrder(std::string_view json, std::string_view path,
                                         std::vector<std::string> keys) {
  std::map<std::string, std::size_t, std::less<>> offsets;
  for (const std::string& key : keys) {
    offsets[std::string(path) + (path.empty() ? "" : ".") + key] = json.size();
  }
  walk(json, [&](std::string_view here, std::size_t offset) {
    if (const auto found = offsets.find(here); found != offsets.end()) found->second = offset;
  });
  const auto offset = [&](const std::string& key) {
    return offsets.at(std::string(path) + (path.empty() ? "" : ".") + key);
  };
  std::ranges::stable_sort(keys, {}, offset);
  return keys;
}

}  // namespace emascope
