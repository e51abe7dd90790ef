// SPDX-License-Identifier: Apache-2.0
//
// What updates the averages on a CUDA device: the plug-in where it can be used, with LibTorch's
// memory and current stream.
#pragma once

#include "core/base/result.h"
#include "core/cuda/driver.h"
#include "core/cuda/plugin_loader.h"
#include "core/ema/device_updater.h"

#include <filesystem>
#include <memory>

#include <c10/core/Device.h>
#include <c10/core/ScalarType.h>

namespace emascope {

/// For Averager::useDevice(), with online weights of this type on this device. The error says why
/// LibTorch's operations have to update the averages: another device or type, no driver, a plug-in
/// that is missing or of another build, a GPU for which it has no code. Loads the plug-in, see
/// loadPlugin(). @pre loadCuda() was called, if `device` is a CUDA device. [any-thread]
[[nodiscard]] Result<std::unique_ptr<DeviceUpdater>> cudaUpdater(
    const c10::Device& device, c10::ScalarType type,
    const std::filesystem::path& plugin = pluginPlace(), const DriverPlaces& places = {});

}  // namespace emascope
