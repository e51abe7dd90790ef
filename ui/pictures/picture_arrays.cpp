// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/picture_arrays.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace emascope::ui {
namespace {

/// A required array. In a shape, a letter is a size that is equal throughout a kind, a digit a
/// fixed size.
struct Needed {
  const char* name;
  const char* shape;
  const char* or_shape = nullptr;  // with another number of axes
};

const std::map<std::string, std::vector<Needed>, std::less<>>& kinds() {
  static const std::map<std::string, std::vector<Needed>, std::less<>> needed = {
      {"curve", {{"x", "n"}, {"fitted", "n"}, {"clean", "n"}}},
      {"surface", {{"probability", "rc"}, {"reach", "4"}, {"points", "n2"}, {"classes", "n"}}},
      {"point", {{"position", "2"}, {"bottom", "2"}}},
      {"bars", {{"shown", "n"}, {"clean", "n"}}},
      {"samples", {{"samples", "n2"}, {"centers", "m2"}}},
      {"mistakes", {{"images", "nrc", "n3rc"}, {"said", "n"}, {"right", "n"}, {"count", "1"}}},
      {"confusion", {{"counts", "cc"}}},
      {"scatter", {{"target", "n"}, {"prediction", "n"}}},
      {"text", {}}};
  return needed;
}

const TaskPicture::Array* find(const TaskPicture& picture, std::string_view name) {
  const auto found = std::find_if(picture.arrays.begin(), picture.arrays.end(),
                                  [&](const auto& array) { return array.name == name; });
  return found == picture.arrays.end() ? nullptr : &*found;
}

bool fits(const TaskPicture::Array& array, std::string_view shape,
          std::map<char, std::int64_t>& sizes) {
  if (array.shape.size() != shape.size()) return false;
  std::int64_t count = 1;
  for (std::size_t axis = 0; axis < shape.size(); ++axis) {
    const std::int64_t size = array.shape[axis];
    const bool digit = shape[axis] >= '0' && shape[axis] <= '9';
    const std::int64_t wanted =
        digit ? shape[axis] - '0' : sizes.try_emplace(shape[axis], size).first->second;
    if (size != wanted) return false;
    count *= size;
  }
  return count == static_cast<std::int64_t>(array.values.size());
}

}  // namespace

std::span<const float> numbers(const TaskPicture& picture, std::string_view name) {
  const TaskPicture::Array* array = find(picture, name);
  return array ? std::span<const float>(array->values) : std::span<const float>();
}

std::size_t axesOf(const TaskPicture& picture, std::string_view name) {
  const TaskPicture::Array* array = find(picture, name);
  return array ? array->shape.size() : 0;
}

std::int64_t sizeOf(const TaskPicture& picture, std::string_view name, std::size_t axis) {
  const TaskPicture::Array* array = find(picture, name);
  return array && axis < array->shape.size() ? array->shape[axis] : 0;
}

Status checkPicture(const TaskPicture& picture) {
  const auto kind = kinds().find(picture.kind);
  if (kind == kinds().end()) {
    std::string known;
    for (const auto& [name, arrays] : kinds()) known += (known.empty() ? "" : ", ") + name;
    return Error{"picture", "'" + picture.kind + "' is unknown to this window", known};
  }
  std::map<char, std::int64_t> sizes;
  for (const auto& [name, shape, or_shape] : kind->second) {
    const TaskPicture::Array* array = find(picture, name);
    const bool other = array && or_shape && array->shape.size() != std::string_view(shape).size();
    if (!array || !fits(*array, other ? or_shape : shape, sizes)) {
      return Error{"picture", std::string(name) + " of a " + picture.kind + " has the wrong shape",
                   ""};
    }
  }
  if (picture.kind == "text" && picture.texts.size() != 2) {
    return Error{"picture", std::to_string(picture.texts.size()) + " texts", "two"};
  }
  return Ok{};
}

}  // namespace emascope::ui
