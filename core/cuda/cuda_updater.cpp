// SPDX-License-Identifier: Apache-2.0
#include "core/cuda/cuda_updater.h"

#include "core/cuda/plugin_updater.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <c10/core/DeviceGuard.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace emascope {
namespace {

class CudaUpdater final : public PluginUpdater {
 public:
  CudaUpdater(const PluginCalls& calls, const c10::Device& device)
      : PluginUpdater(calls), device_(device) {}

  [[nodiscard]] void* allocate(std::size_t bytes) override {
    const auto options = at::TensorOptions().dtype(at::kByte).device(device_);
    memory_.push_back(at::empty({static_cast<std::int64_t>(bytes)}, options));
    return memory_.back().mutable_data_ptr();
  }
  void read(const Word* words, std::span<Word> to) override {
    const c10::InferenceMode guard;
    const auto options = at::TensorOptions().dtype(at::kLong);
    const auto size = static_cast<std::int64_t>(to.size());
    const at::Tensor there = at::from_blob(
        const_cast<Word*>(words), {size}, [](void*) {}, options.device(device_), device_);
    at::from_blob(to.data(), {size}, options).copy_(there);
  }

 protected:
  int onDevice(const Call& call) override {
    const c10::DeviceGuard guard(device_);
    return call(c10::impl::VirtualGuardImpl(device_.type()).getStream(device_).native_handle());
  }

 private:
  c10::Device device_;
  std::vector<at::Tensor> memory_ = {};
};

Error refused(std::string why) { return {"plug-in", std::move(why), ""}; }

}  // namespace

Result<std::unique_ptr<DeviceUpdater>> cudaUpdater(const c10::Device& device, c10::ScalarType type,
                                                   const std::filesystem::path& plugin,
                                                   const DriverPlaces& places) {
  if (!device.is_cuda())
    return refused("updates averages on a CUDA device, and these are on " + device.str());
  if (type != at::kFloat)
    return refused(std::string("updates averages of float32 weights, and these are ") +
                   c10::toString(type));
  const auto driver = findDriver(places);
  if (!driver) return refused(driver.error().why);
  const auto index = static_cast<std::size_t>(device.has_index() ? device.index() : 0);
  if (index >= driver->gpus.size())
    return refused("the NVIDIA driver does not list " + device.str());
  const auto loaded = loadPlugin(plugin);
  if (!loaded) return loaded.error();
  if (const Status runs = pluginRunsOn(*loaded, driver->gpus[index], driver->version); !runs)
    return runs.error();
  return std::unique_ptr<DeviceUpdater>(std::make_unique<CudaUpdater>(loaded->calls, device));
}

}  // namespace emascope
