// SPDX-License-Identifier: Apache-2.0
#include "core/cuda/plugin_updater.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <stdexcept>
#include <string>

namespace emascope {
namespace {

constexpr std::size_t kMost = EMASCOPE_CUDA_MOST_TRACKS;  ///< averages of a call

constexpr std::size_t kTried = 12;  ///< floats

/// Device memory with these floats.
float* placed(DeviceUpdater& updater, const std::array<float, kTried>& values) {
  auto* const place = static_cast<float*>(updater.allocate(sizeof values));
  updater.upload(values, place);
  return place;
}

std::array<float, kTried> readFloats(DeviceUpdater& updater, const float* from) {
  std::array<DeviceUpdater::Word, kTried / 2> words = {};
  static_assert(sizeof words == sizeof(std::array<float, kTried>));
  updater.read(reinterpret_cast<const DeviceUpdater::Word*>(from), words);
  return std::bit_cast<std::array<float, kTried>>(words);
}

/// Whether the device moves averages, copies, and leaves both out, as it is told.
bool worksAsTold(DeviceUpdater& updater) {
  std::array<float, kTried> values = {};
  std::array<float, kTried> quarters = {};
  for (std::size_t i = 0; i < kTried; ++i) {
    quarters[i] = static_cast<float>(i);
    values[i] = 4.0F * quarters[i];
  }
  const float* const online = placed(updater, values);
  float* const average = placed(updater, {});
  float* const copy = placed(updater, {});
  float* const rate = placed(updater, {0.25F});
  auto* const first_bad =
      static_cast<DeviceUpdater::Word*>(updater.allocate(sizeof(DeviceUpdater::Word)));
  const auto update = [&](float limit) {
    updater.findBad(online, kTried, limit, first_bad);
    updater.blend({online, kTried, {&average, 1}, rate, first_bad});
    updater.copy(copy, online, sizeof values, first_bad);
  };
  update(values.back());
  const bool left_out = readFloats(updater, average) == std::array<float, kTried>{} &&
                        readFloats(updater, copy) == std::array<float, kTried>{};
  update(values.back() + 1.0F);
  return left_out && readFloats(updater, average) == quarters &&
         readFloats(updater, copy) == values;
}

}  // namespace

Status tryOut(DeviceUpdater& updater) {
  try {
    if (worksAsTold(updater)) return Ok{};
    return Error{"plug-in", "its kernels compute wrong values on this GPU", ""};
  } catch (const std::exception& error) {
    return Error{"plug-in", error.what(), ""};
  }
}

void PluginUpdater::run(const char* what, const Call& call) {
  const int code = onDevice(call);
  if (code == EMASCOPE_CUDA_OK) return;
  throw std::runtime_error("averages on the GPU: " + std::string(what) +
                           " failed: " + calls_.error_text(code));
}

void PluginUpdater::upload(std::span<const float> values, float* rates) {
  for (std::size_t first = 0; first < values.size(); first += kMost) {
    const std::size_t count = std::min(kMost, values.size() - first);
    run("setting 1 - beta", [&](void* stream) {
      return calls_.set_rates(rates + first, values.data() + first, static_cast<int>(count),
                              stream);
    });
  }
}

void PluginUpdater::blend(const DeviceBlend& blend) {
  for (std::size_t first = 0; first < blend.averages.size(); first += kMost) {
    EmascopeCudaUpdate update = {};
    update.online = blend.online;
    update.online_type = EMASCOPE_CUDA_FLOAT32;
    update.count = blend.count;
    update.averages = blend.averages.data() + first;
    update.rates = blend.rates + first;
    update.tracks = static_cast<int>(std::min(kMost, blend.averages.size() - first));
    update.limit = std::numeric_limits<float>::infinity();  // no check in this pass
    update.skip = blend.skip;
    run("an update", [&](void* stream) { return calls_.update_tracks(&update, stream); });
  }
}

void PluginUpdater::findBad(const float* online, std::size_t count, float limit, Word* first_bad) {
  run("the check of the weights", [&](void* stream) {
    return calls_.find_bad(online, EMASCOPE_CUDA_FLOAT32, count, limit, first_bad, 0, stream);
  });
}

void PluginUpdater::copy(void* to, const void* from, std::size_t bytes, const Word* skip) {
  run("a copy",
      [&](void* stream) { return calls_.copy(to, from, bytes / sizeof(unsigned), skip, stream); });
}

}  // namespace emascope
