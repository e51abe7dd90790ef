// SPDX-License-Identifier: Apache-2.0
#include "core/cuda/gpu_report.h"

#include "core/base/phrase.h"
#include "core/cuda/plugin_loader.h"

#include <cmath>
#include <dlfcn.h>

namespace emascope {
namespace {

/// "139.8 GiB".
std::string memoryText(std::uint64_t bytes) {
  constexpr double kTenthOfGib = 0x1p30 / 10.0;
  const auto tenths = std::llround(static_cast<double>(bytes) / kTenthOfGib);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GiB";
}

std::string versionText(int version) { return version == 0 ? "unknown" : cudaVersion(version); }

}  // namespace

std::vector<GpuDetails> gpuDetails(const Driver& driver, int libtorch_version,
                                   const std::filesystem::path& file) {
  const auto plugin = loadPlugin(file);
  std::vector<GpuDetails> all;
  for (const Gpu& gpu : driver.gpus) {
    GpuDetails details = {.id = "cuda:" + std::to_string(all.size()),
                          .gpu = gpu,
                          .driver_version = driver.version,
                          .libtorch_version = libtorch_version};
    if (plugin.ok()) {
      details.plugin_version = plugin->toolkit_version;
      const Status runs = pluginRunsOn(plugin.value(), gpu, driver.version);
      if (!runs) details.plugin_why = runs.error().why;
    } else {
      details.plugin_why = plugin.error().why;
    }
    all.push_back(std::move(details));
  }
  return all;
}

std::vector<std::string> gpuLines(const GpuDetails& details) {
  const Gpu& gpu = details.gpu;
  std::string facts = gpu.memory == 0 ? "memory unknown" : memoryText(gpu.memory);
  facts += ", capability " + (gpu.capability == 0 ? "unknown" : cudaVersion(100 * gpu.capability));
  facts += "; CUDA of the driver: " + versionText(details.driver_version);
  facts += ", of LibTorch: " + versionText(details.libtorch_version);
  if (details.plugin_version != 0)
    facts += ", of the plug-in: " + versionText(details.plugin_version);
  return {facts, details.plugin_why.empty()
                     ? "plug-in: usable; training updates its averages with it"
                     : "plug-in: " + details.plugin_why};
}

Status loadLibtorchHalf(const std::filesystem::path& file) {
  std::error_code unreadable;
  if (!std::filesystem::exists(file, unreadable))
    return Error{"cuda", words("this LibTorch has no CUDA half (./app/run --cuda adds it)"), ""};
  if (dlopen(file.c_str(), RTLD_NOW | RTLD_GLOBAL) != nullptr) return Ok{};
  const char* const why = dlerror();
  return Error{
      "cuda",
      std::string("LibTorch's CUDA half cannot be loaded: ") + (why != nullptr ? why : "no reason"),
      ""};
}

}  // namespace emascope
