// SPDX-License-Identifier: Apache-2.0
//
// Where a run can be computed. LibTorch's CUDA half is loaded while the program runs, so that one
// engine serves machines with and without a GPU, and says why it chose. Knows no LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/protocol/catalog.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Loads LibTorch's CUDA half if there is an NVIDIA driver. LibTorch caches its first answer about
/// CUDA, so this is the first thing in main(); later calls do nothing. [any-thread]
void loadCuda();

/// The CPU, then each GPU, usable or with the reason why not; one unusable "cuda" if there is none.
/// Calls loadCuda(). [any-thread]
[[nodiscard]] std::vector<DeviceInfo> devices();

struct ChosenDevice {
  std::string id = {};      ///< "cpu", "cuda:0": what at::Device understands
  std::string name = {};    ///< "NVIDIA H200"
  std::string reason = {};  ///< why this one: "no NVIDIA driver found", "asked for"
  friend bool operator==(const ChosenDevice&, const ChosenDevice&) = default;
};

/// `wanted`: "auto", "cpu", "cuda" (the first usable GPU) or "cuda:N". Auto takes the first usable
/// GPU, and the CPU if there is none or if the model has so few `parameters` that a GPU would only
/// wait for its next instruction; 0 = unknown, taken as large.
[[nodiscard]] Result<ChosenDevice> chooseDevice(std::string_view wanted,
                                                std::int64_t parameters = 0);

/// The same among `known`.
[[nodiscard]] Result<ChosenDevice> chooseDevice(std::string_view wanted, std::int64_t parameters,
                                                const std::vector<DeviceInfo>& known);

}  // namespace emascope
