// SPDX-License-Identifier: Apache-2.0
//
// Updates of the averages by the plug-in's kernels, without LibTorch: where memory and stream come
// from is left to a subclass, core/cuda/cuda_updater.cpp or a test's.
#pragma once

#include "core/base/result.h"
#include "core/cuda/plugin_loader.h"
#include "core/ema/device_updater.h"

#include <functional>

namespace emascope {

/// [trainer-thread] allocate() and read() are the subclass's.
class PluginUpdater : public DeviceUpdater {
 public:
  /// @pre all functions are there
  explicit PluginUpdater(const PluginCalls& calls) : calls_(calls) {}
  void upload(std::span<const float> values, float* rates) override;
  void blend(const DeviceBlend& blend) override;
  void findBad(const float* online, std::size_t count, float limit, Word* first_bad) override;
  void copy(void* to, const void* from, std::size_t bytes, const Word* skip) override;

 protected:
  /// Calls a function of the plug-in with a stream, and returns its code.
  using Call = std::function<int(void* stream)>;
  /// `call` with the stream in which LibTorch works, on whose device it must work, too.
  virtual int onDevice(const Call& call) = 0;

 private:
  void run(const char* what, const Call& call);
  PluginCalls calls_;
};

/// Updates a few averages whose results are known, and has an update left out. The error says what
/// the device refused or got wrong: it must not update a run's averages. Waits for the device and
/// leaves some memory allocated. [trainer-thread]
[[nodiscard]] Status tryOut(DeviceUpdater& updater);

}  // namespace emascope
