// SPDX-License-Identifier: Apache-2.0
#include "core/cuda/plugin_updater.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

namespace emascope {
namespace {

constexpr std::size_t kMost = EMASCOPE_CUDA_MOST_TRACKS;  ///< averages of a call

}  // namespace

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
