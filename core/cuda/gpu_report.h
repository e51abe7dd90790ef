// SPDX-License-Identifier: Apache-2.0
//
// What `emascope-engine devices` says of a GPU beyond its name, as plain values, and the loading of
// LibTorch's CUDA half with the reason if it fails.
#pragma once

#include "core/base/result.h"
#include "core/cuda/driver.h"

#include <filesystem>
#include <string>
#include <vector>

namespace emascope {

struct GpuDetails {
  std::string id = {};  ///< "cuda:0", as in DeviceInfo
  Gpu gpu = {};
  int driver_version = 0;       ///< 13020 is CUDA 13.2; 0: unknown
  int libtorch_version = 0;     ///< of LibTorch's CUDA; 0: unknown
  int plugin_version = 0;       ///< of the plug-in's CUDA; 0: it is not loaded
  std::string plugin_why = {};  ///< why the plug-in cannot be used; empty if it can
  friend bool operator==(const GpuDetails&, const GpuDetails&) = default;
};

/// Loads the plug-in from `file` and compares it with each GPU.
[[nodiscard]] std::vector<GpuDetails> gpuDetails(const Driver& driver, int libtorch_version,
                                                 const std::filesystem::path& file);

/// Two lines without indentation: memory, capability and versions; the plug-in.
[[nodiscard]] std::vector<std::string> gpuLines(const GpuDetails& details);

/// Loads LibTorch's CUDA half. The error names the library that is missing.
[[nodiscard]] Status loadLibtorchHalf(const std::filesystem::path& file);

}  // namespace emascope
