// SPDX-License-Identifier: Apache-2.0
#include "core/cuda/devices.h"

#include "core/base/phrase.h"
#include "core/cuda/driver.h"
#include "core/cuda/plugin_loader.h"

#include <algorithm>
#include <charconv>
#include <dlfcn.h>
#include <filesystem>
#include <link.h>
#include <optional>
#include <thread>

#include <c10/util/Exception.h>
#include <torch/cuda.h>

namespace emascope {
namespace {

/// On a GPU the demos' small operations take about the same time whatever their size. Below this
/// number of parameters a CPU finishes before the GPU has started.
constexpr std::int64_t kWorthAGpu = 100'000;

struct Cuda {
  Driver driver = {};       ///< without a GPU if there is none
  int toolkit = 0;          ///< of LibTorch's CUDA: 13020 is 13.2; 0: unknown
  int usable = 0;           ///< number of GPUs that LibTorch can use
  std::string reason = {};  ///< why none is usable; empty if some are
};

/// The CUDA with which LibTorch was built; libtorch_cpu of PyPI's wheels brings libcudart.
int libtorchToolkit() {
  using Version = int (*)(int*);
  const auto ask = reinterpret_cast<Version>(dlsym(RTLD_DEFAULT, "cudaRuntimeGetVersion"));
  int version = 0;
  return ask != nullptr && ask(&version) == 0 ? version : 0;
}

/// Folder of the libtorch_cpu in use. The CUDA half must be of the same build.
std::filesystem::path libtorchFolder() {
  void* library = dlopen("libtorch_cpu.so", RTLD_LAZY | RTLD_NOLOAD);
  link_map* place = nullptr;
  if (library == nullptr || dlinfo(library, RTLD_DI_LINKMAP, &place) != 0) return {};
  return std::filesystem::path(place->l_name).parent_path();
}

Cuda load() {
  Cuda cuda;
  auto driver = findDriver();
  if (!driver) {
    cuda.reason = driver.error().why;
    return cuda;
  }
  cuda.driver = std::move(driver).value();
  cuda.toolkit = libtorchToolkit();
  Status status = driverSupports(cuda.driver.version, cuda.toolkit);
  if (status) status = loadLibtorchHalf(libtorchFolder() / "libtorch_cuda.so");
  if (!status) {
    cuda.reason = status.error().why;
    return cuda;
  }
  try {
    const c10::DeviceIndex count = torch::cuda::device_count();
    cuda.usable = std::max<int>(0, count);
    if (cuda.usable == 0)
      cuda.reason = words("LibTorch cannot use the GPU with this NVIDIA driver");
  } catch (const c10::Error& error) {
    cuda.reason = error.what_without_backtrace();
  }
  return cuda;
}

const Cuda& cudaState() {
  static const Cuda state = load();
  return state;
}

std::string cpuName() {
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  return "CPU, " + std::to_string(cores) + (cores == 1 ? " core" : " cores");
}

/// The N of "cuda:N".
std::optional<int> cudaNumber(std::string_view wanted) {
  constexpr std::string_view kPrefix = "cuda:";
  if (!wanted.starts_with(kPrefix)) return std::nullopt;
  const std::string_view digits = wanted.substr(kPrefix.size());
  int number = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (failure != std::errc() || end != digits.data() + digits.size() || number < 0) {
    return std::nullopt;
  }
  return number;
}

std::string usableIds(const std::vector<DeviceInfo>& known) {
  std::string ids = "auto";
  for (const DeviceInfo& device : known) {
    if (device.usable) ids += ", " + device.id;
  }
  return ids;
}

bool isGpu(const DeviceInfo& device) { return device.id != "cpu"; }

const DeviceInfo* firstGpu(const std::vector<DeviceInfo>& known, bool usable) {
  const auto found = std::find_if(known.begin(), known.end(), [&](const DeviceInfo& device) {
    return isGpu(device) && device.usable == usable;
  });
  return found == known.end() ? nullptr : &*found;
}

ChosenDevice automatic(std::int64_t parameters, const std::vector<DeviceInfo>& known) {
  const DeviceInfo* gpu = firstGpu(known, true);
  const bool small = parameters > 0 && parameters < kWorthAGpu;
  if (gpu && !small) return {gpu->id, gpu->name, words("a GPU is usable")};
  const auto cpu = std::find_if_not(known.begin(), known.end(), isGpu);
  ChosenDevice chosen{"cpu", cpu == known.end() ? "CPU" : cpu->name, words("no GPU found")};
  const DeviceInfo* unusable = firstGpu(known, false);
  if (gpu) {
    chosen.reason = words("faster than the GPU for a model this small");
  } else if (unusable) {
    chosen.reason = unusable->reason;
  }
  return chosen;
}

}  // namespace

void loadCuda() { (void)cudaState(); }

std::vector<DeviceInfo> devices() {
  const Cuda& cuda = cudaState();
  std::vector<DeviceInfo> all = {{.id = "cpu", .name = cpuName()}};
  for (std::size_t i = 0; i < cuda.driver.gpus.size(); ++i) {
    const bool usable = static_cast<int>(i) < cuda.usable;
    all.push_back({.id = "cuda:" + std::to_string(i),
                   .name = cuda.driver.gpus[i].name,
                   .usable = usable,
                   .reason = usable             ? ""
                             : cuda.usable == 0 ? cuda.reason
                                                : words("LibTorch cannot use this GPU")});
  }
  if (cuda.driver.gpus.empty()) {
    all.push_back({.id = "cuda", .name = "NVIDIA GPU", .usable = false, .reason = cuda.reason});
  }
  return all;
}

std::vector<GpuDetails> gpuDetails() {
  const Cuda& cuda = cudaState();
  if (cuda.driver.gpus.empty()) return {};
  return gpuDetails(cuda.driver, cuda.toolkit, pluginPlace());
}

Result<ChosenDevice> chooseDevice(std::string_view wanted, std::int64_t parameters) {
  return chooseDevice(wanted, parameters, devices());
}

Result<ChosenDevice> chooseDevice(std::string_view wanted, std::int64_t parameters,
                                  const std::vector<DeviceInfo>& known) {
  if (wanted == "auto") return automatic(parameters, known);
  const std::string quoted = "'" + std::string(wanted) + "' ";
  if (wanted == "cuda") {
    if (const DeviceInfo* gpu = firstGpu(known, true))
      return ChosenDevice{gpu->id, gpu->name, words("requested")};
    const DeviceInfo* gpu = firstGpu(known, false);
    return Error{"device", quoted + "cannot be used: " + (gpu ? gpu->reason : "no GPU found"),
                 usableIds(known)};
  }
  for (const DeviceInfo& device : known) {
    if (device.id != wanted) continue;
    if (device.usable) return ChosenDevice{device.id, device.name, words("requested")};
    return Error{"device", quoted + "cannot be used: " + device.reason, usableIds(known)};
  }
  if (!cudaNumber(wanted))
    return Error{"device", quoted + "is not known", "auto, cpu, cuda, cuda:N"};
  const DeviceInfo* gpu = firstGpu(known, false);
  const bool none = firstGpu(known, true) == nullptr;
  return Error{"device",
               quoted + "cannot be used: " + (none && gpu ? gpu->reason : "there is no such GPU"),
               usableIds(known)};
}

}  // namespace emascope
