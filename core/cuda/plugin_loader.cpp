// SPDX-License-Identifier: Apache-2.0
#include "core/cuda/plugin_loader.h"

#include <algorithm>
#include <dlfcn.h>
#include <sstream>

namespace emascope {
namespace {

using Build = const EmascopeCudaBuild* (*)();

Error refused(std::string why) { return {"plug-in", std::move(why), ""}; }

std::string capabilityText(int capability) {
  return std::to_string(capability / 10) + "." + std::to_string(capability % 10);
}

/// Finds the functions of a plug-in that was loaded.
class Functions {
 public:
  explicit Functions(void* library) : library_(library) {}
  template <typename Function>
  void find(const char* name, Function& function) {
    function = reinterpret_cast<Function>(dlsym(library_, name));
    if (function == nullptr && missing_.empty()) missing_ = name;
  }
  /// The first that was not found, or empty.
  [[nodiscard]] const std::string& missing() const { return missing_; }

 private:
  void* library_;
  std::string missing_ = {};
};

/// @return the first function that is missing, or empty
std::string findCalls(void* library, PluginCalls& calls) {
  Functions functions(library);
  functions.find("emascopeCudaErrorText", calls.error_text);
  functions.find("emascopeCudaScratchBytes", calls.scratch_bytes);
  functions.find("emascopeCudaUpdateTracks", calls.update_tracks);
  functions.find("emascopeCudaFindBad", calls.find_bad);
  functions.find("emascopeCudaSetRates", calls.set_rates);
  functions.find("emascopeCudaCopy", calls.copy);
  functions.find("emascopeCudaDecideStep", calls.decide_step);
  functions.find("emascopeCudaTakeStep", calls.take_step);
  return functions.missing();
}

std::vector<int> numbersIn(const char* text) {
  std::istringstream stream(text == nullptr ? "" : text);
  std::vector<int> numbers;
  for (int number = 0; stream >> number;) numbers.push_back(number);
  return numbers;
}

std::string capabilities(const std::vector<int>& all) {
  std::string text;
  for (const int one : all) text += (text.empty() ? "" : ", ") + capabilityText(one);
  return text;
}

}  // namespace

std::string_view pluginBuildId() { return EMASCOPE_CUDA_BUILD_ID; }

std::filesystem::path pluginPlace() {
  std::error_code unreadable;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", unreadable);
  return program.parent_path() / "libemascope_cuda.so";
}

Result<Plugin> loadPlugin(const std::filesystem::path& file) {
  std::error_code unreadable;
  if (!std::filesystem::exists(file, unreadable))
    return refused("is not built (./app/run --cuda builds it)");
  void* const library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    const char* const why = dlerror();
    return refused(std::string("cannot be loaded: ") + (why != nullptr ? why : "no reason"));
  }
  const auto build = reinterpret_cast<Build>(dlsym(library, "emascopeCudaBuild"));
  const EmascopeCudaBuild* const said = build == nullptr ? nullptr : build();
  if (said == nullptr) {
    dlclose(library);
    return refused(file.string() + " is not EMAscope's plug-in");
  }
  // The other fields have a meaning only if the interface is this one.
  const bool same_interface = said->interface_version == EMASCOPE_CUDA_INTERFACE;
  const std::string id =
      same_interface ? said->build_id : "interface " + std::to_string(said->interface_version);
  if (id != pluginBuildId()) {
    dlclose(library);
    return refused("is of another build: " + id + ", and this program needs " +
                   std::string(pluginBuildId()) + " (./app/run --cuda builds it)");
  }
  Plugin plugin{id, said->toolkit_version, numbersIn(said->architectures), {}};
  if (const std::string missing = findCalls(library, plugin.calls); !missing.empty()) {
    dlclose(library);
    return refused(file.string() + " lacks the function " + missing +
                   " (./app/run --cuda builds it)");
  }
  return plugin;
}

Status pluginRunsOn(const Plugin& plugin, const Gpu& gpu, int driver_version) {
  if (const Status status = driverSupports(driver_version, plugin.toolkit_version); !status)
    return refused(status.error().why);
  // Machine code runs on later minor capabilities of its major one, PTX on all later ones.
  const auto& all = plugin.architectures;
  const bool has_code = std::any_of(all.begin(), all.end(), [&](int one) {
    return one / 10 == gpu.capability / 10 && one <= gpu.capability;
  });
  if (has_code) return Ok{};
  if (all.empty() || gpu.capability < all.back())
    return refused("has no code for this GPU: its capability is " + capabilityText(gpu.capability) +
                   ", and the plug-in has " + capabilities(all));
  if (driver_version < plugin.toolkit_version)
    return refused("this GPU needs the plug-in's PTX, which only a driver for CUDA " +
                   cudaVersion(plugin.toolkit_version) + " or later compiles; this one supports " +
                   cudaVersion(driver_version));
  return Ok{};
}

}  // namespace emascope
