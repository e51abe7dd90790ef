// SPDX-License-Identifier: Apache-2.0
#include "core/data/axis_order.h"

namespace emascope {
namespace {

using Layout = DataOptions::Layout;

constexpr std::size_t kGrayAxes = 2;
constexpr std::size_t kColorAxes = 3;

bool isChannels(std::uint64_t length) { return length == 1 || length == 3 || length == 4; }

const char* wordOf(Layout layout) {
  switch (layout) {
    case Layout::kNhwc:
      return "nhwc";
    case Layout::kNchw:
      return "nchw";
    case Layout::kNhw:
      return "nhw";
    default:
      return "";
  }
}

AxisOrder guessedOfThree(std::span<const std::uint64_t> shape) {
  const bool first = isChannels(shape.front());
  const bool last = isChannels(shape.back());
  const std::string samples = "samples of " + shapeWords(shape) + " ";
  if (last && !first) {
    return {
        .channels_last = true,
        .note = samples + "are read as rows x columns x channels and converted to channels-first"};
  }
  if (first && last) {
    return {.note = samples +
                    "could have the channels first or last and are read as channels x rows x "
                    "columns; use --layout nhwc if they are last"};
  }
  if (first) return {};
  return {.note = samples + "are read as " + std::to_string(shape.front()) +
                  " channels x rows x columns; use --layout nhwc if the channels are last"};
}

}  // namespace

std::string oneChannelNote(std::span<const std::uint64_t> shape) {
  return "samples of " + shapeWords(shape) +
         " are read as pictures with one channel; use --layout as-is if they are not pictures";
}

Result<AxisOrder> axisOrder(std::span<const std::uint64_t> shape, Layout layout,
                            const std::string& where) {
  if (layout == Layout::kAsIs) return AxisOrder{};
  const std::string samples = "samples of " + shapeWords(shape) + " ";
  if (layout == Layout::kAuto) {
    if (shape.size() == kColorAxes) return guessedOfThree(shape);
    if (shape.size() != kGrayAxes) return AxisOrder{};
    return AxisOrder{.adds_channel = true, .note = oneChannelNote(shape)};
  }
  const std::size_t axes = layout == Layout::kNhw ? kGrayAxes : kColorAxes;
  if (shape.size() != axes) {
    return Error{where,
                 "has " + samples + "numbers, but --layout " + wordOf(layout) + " needs " +
                     std::to_string(axes) + " axes per sample",
                 "nhwc or nchw for three axes, nhw for two, as-is for any"};
  }
  return AxisOrder{
      .channels_last = layout == Layout::kNhwc,
      .adds_channel = layout == Layout::kNhw,
      .note = samples + "are read as " + wordOf(layout) + ", as requested with --layout"};
}

}  // namespace emascope
