// SPDX-License-Identifier: Apache-2.0
//
// The plug-in's updater whose kernels run on the host, for averages on the CPU. Counts what a
// device would do.
#pragma once

#include "core/cuda/plugin_updater.h"
#include "tests/support/cuda_on_host.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace emascope {

struct DeviceCounts {
  unsigned launches = 0;
  unsigned uploads = 0;
  unsigned waits = 0;
  unsigned allocations = 0;
  friend bool operator==(const DeviceCounts&, const DeviceCounts&) = default;
};

class HostUpdater final : public PluginUpdater {
 public:
  /// `counts` outlives this.
  explicit HostUpdater(DeviceCounts& counts)
      : PluginUpdater({.error_text = emascopeCudaErrorText,
                       .scratch_bytes = emascopeCudaScratchBytes,
                       .update_tracks = emascopeCudaUpdateTracks,
                       .find_bad = emascopeCudaFindBad,
                       .set_rates = emascopeCudaSetRates,
                       .copy = emascopeCudaCopy,
                       .decide_step = emascopeCudaDecideStep,
                       .take_step = emascopeCudaTakeStep}),
        counts_(counts) {}

  [[nodiscard]] void* allocate(std::size_t bytes) override {
    ++counts_.allocations;
    return memory_.emplace_back(bytes / sizeof(Sixteen) + 1, Sixteen{{0x7fa0, 0x7fa0}}).data();
  }
  void upload(std::span<const float> values, float* rates) override {
    ++counts_.uploads;
    PluginUpdater::upload(values, rates);
  }
  void read(const Word* words, std::span<Word> to) override {
    ++counts_.waits;
    std::copy_n(words, to.size(), to.begin());
  }

 protected:
  int onDevice(const Call& call) override {
    cuda::takeWatched();
    const int code = call(nullptr);
    counts_.launches += cuda::takeWatched().launches;
    return code;
  }

 private:
  struct alignas(16) Sixteen {
    unsigned long long words[2];
  };
  DeviceCounts& counts_;
  std::vector<std::vector<Sixteen>> memory_ = {};
};

}  // namespace emascope
