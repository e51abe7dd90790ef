// SPDX-License-Identifier: Apache-2.0
//
// Loads libemascope_cuda.so (core/cuda/plugin) at run time, after a driver was found, and says
// whether it was built with this program and runs on a GPU.
#pragma once

#include "core/base/result.h"
#include "core/cuda/driver.h"
#include "core/cuda/plugin/emascope_cuda.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// The functions of emascope_cuda.h, of a plug-in that was loaded.
struct PluginCalls {
  decltype(&emascopeCudaErrorText) error_text = nullptr;
  decltype(&emascopeCudaScratchBytes) scratch_bytes = nullptr;
  decltype(&emascopeCudaUpdateTracks) update_tracks = nullptr;
  decltype(&emascopeCudaFindBad) find_bad = nullptr;
  decltype(&emascopeCudaSetRates) set_rates = nullptr;
  decltype(&emascopeCudaCopy) copy = nullptr;
  decltype(&emascopeCudaDecideStep) decide_step = nullptr;
  decltype(&emascopeCudaTakeStep) take_step = nullptr;
};

/// What a plug-in that was loaded says of itself, and its functions.
struct Plugin {
  std::string build_id = {};
  int toolkit_version = 0;              ///< 13020 is CUDA 13.2
  std::vector<int> architectures = {};  ///< capabilities of its machine code, ascending: 75, 80
  PluginCalls calls = {};
};

/// The build id that this program's plug-in has.
[[nodiscard]] std::string_view pluginBuildId();

/// Beside the running program.
[[nodiscard]] std::filesystem::path pluginPlace();

/// Loads the plug-in and keeps it. Refuses a file that is missing, cannot be loaded, is no plug-in,
/// was built from other sources than this program, or lacks a function; the error's `why` says
/// which. Loading runs code of the file: it must be as trusted as the program. [any-thread]
[[nodiscard]] Result<Plugin> loadPlugin(const std::filesystem::path& file = pluginPlace());

/// Refuses a GPU for which the plug-in has no code, and a driver that is too old for it.
[[nodiscard]] Status pluginRunsOn(const Plugin& plugin, const Gpu& gpu, int driver_version);

}  // namespace emascope
