// SPDX-License-Identifier: Apache-2.0
//
// Available devices. LibTorch's CUDA half is loaded at run time, so that one engine serves machines
// with and without a GPU, and reports why it chose a device. Does not depend on LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/cuda/gpu_report.h"
#include "core/protocol/spec/catalog.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Loads LibTorch's CUDA half if there is an NVIDIA driver. Call it first in main(), since LibTorch
/// caches its first answer about CUDA. Later calls do nothing. [any-thread]
void loadCuda();

/// The CPU, then each GPU; an unusable GPU has a reason. Without a GPU, one unusable "cuda". Calls
/// loadCuda(). [any-thread]
[[nodiscard]] std::vector<DeviceInfo> devices();

/// More of each GPU that the driver knows, and of the plug-in, which this loads. [any-thread]
[[nodiscard]] std::vector<GpuDetails> gpuDetails();

struct ChosenDevice {
  std::string id = {};      ///< name for at::Device: "cpu", "cuda:0"
  std::string name = {};    ///< "NVIDIA H200"
  std::string reason = {};  ///< why it was chosen: "no NVIDIA driver found", "requested"
  friend bool operator==(const ChosenDevice&, const ChosenDevice&) = default;
};

/// `wanted`: "auto", "cpu", "cuda" (the first usable GPU) or "cuda:N". "auto" selects the first
/// usable GPU. It selects the CPU if there is none, or if the model has so few `parameters` that
/// launch overhead would dominate on a GPU (0 = unknown, assumed large).
[[nodiscard]] Result<ChosenDevice> chooseDevice(std::string_view wanted,
                                                std::int64_t parameters = 0);

/// Chooses among `known`.
[[nodiscard]] Result<ChosenDevice> chooseDevice(std::string_view wanted, std::int64_t parameters,
                                                const std::vector<DeviceInfo>& known);

}  // namespace emascope
