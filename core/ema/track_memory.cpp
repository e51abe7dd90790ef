// SPDX-License-Identifier: Apache-2.0
#include "core/ema/track_memory.h"

#include "core/base/numbers.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>

namespace emascope {
namespace {

double arraysOf(const TrackTraits& traits) {
  switch (traits.kind) {
    case AverageKind::kRecursive:
      break;
    case AverageKind::kLastSnapshots:
      return 1.0 + static_cast<double>(std::max<std::int64_t>(traits.snapshots, 1));
    case AverageKind::kBema:
      return 3.0;
  }
  return 1.0;
}

std::string sizeText(double bytes) {
  return bytes < 1e9 ? formatShort(bytes / 1e6, 3) + " MB" : formatShort(bytes / 1e9, 3) + " GB";
}

}  // namespace

double trackBytes(const TrackTraits& traits, std::int64_t floats) {
  return arraysOf(traits) * static_cast<double>(floats) * sizeof(float);
}

std::optional<double> availableBytes() {
  std::ifstream file("/proc/meminfo");
  std::string key;
  double kilobytes = 0.0;
  while (file >> key >> kilobytes) {
    if (key == "MemAvailable:") return 1024.0 * kilobytes;
    file.ignore(100, '\n');
  }
  return std::nullopt;
}

Status checkTrackMemory(const TrackTraits& traits, std::int64_t floats,
                        std::optional<double> available, std::string_view where) {
  const double needed = trackBytes(traits, floats);
  if (!available || needed <= *available) return Ok{};
  const std::string lacks =
      "needs " + sizeText(needed) + ", but only " + sizeText(*available) + " are available";
  if (traits.kind != AverageKind::kLastSnapshots) return Error{std::string(where), lacks};
  const double fit = std::floor(*available / (static_cast<double>(floats) * sizeof(float))) - 1.0;
  return Error{std::string(where),
               "the mean of " + std::to_string(traits.snapshots) + " snapshots " + lacks,
               fit >= 1.0 ? "at most " + formatNumber(fit) + " snapshots of this model" : ""};
}

}  // namespace emascope
