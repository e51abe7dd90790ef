// SPDX-License-Identifier: Apache-2.0
#include "core/cuda/driver.h"

#include "core/base/phrase.h"

#include <array>
#include <cstdlib>
#include <dlfcn.h>
#include <optional>
#include <string_view>
#include <unistd.h>

namespace emascope {
namespace {

// CUDA driver API: CUresult and CUdevice are ints, 0 is success.
using Init = int (*)(unsigned int);
using Number = int (*)(int*);
using Device = int (*)(int*, int);
using Name = int (*)(char*, int, int);
using Memory = int (*)(std::size_t*, int);
using Attribute = int (*)(int*, int, int);
using ErrorText = int (*)(int, const char**);

constexpr int kNoDevice = 100;        // CUDA_ERROR_NO_DEVICE
constexpr int kCapabilityMajor = 75;  // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR
constexpr int kCapabilityMinor = 76;

template <typename Function>
Function symbol(void* library, const char* name) {
  return reinterpret_cast<Function>(dlsym(library, name));
}

Error missing(std::string why) { return {"cuda", std::move(why), ""}; }

std::string describe(void* library, int result) {
  const auto error_text = symbol<ErrorText>(library, "cuGetErrorString");
  const char* words = nullptr;
  if (error_text != nullptr && error_text(result, &words) == 0 && words != nullptr) return words;
  return "error " + std::to_string(result);
}

bool mayReadAndWrite(const std::filesystem::path& file) {
  return access(file.c_str(), R_OK | W_OK) == 0;
}

/// The first of the driver's device files that is there and may not be opened.
std::optional<std::filesystem::path> closedFile(const DriverPlaces& places) {
  const auto may_open = places.may_open == nullptr ? mayReadAndWrite : places.may_open;
  std::vector<std::string> names = {"nvidiactl", "nvidia-uvm"};
  constexpr int kMostGpus = 64;
  for (int i = 0; i < kMostGpus; ++i) names.push_back("nvidia" + std::to_string(i));
  for (const std::string& name : names) {
    const std::filesystem::path file = places.devices / name;
    std::error_code unreadable;
    if (std::filesystem::exists(file, unreadable) && !may_open(file)) return file;
  }
  return std::nullopt;
}

Error noGpu() {
  const char* const visible = std::getenv("CUDA_VISIBLE_DEVICES");
  if (visible == nullptr) return missing("the NVIDIA driver sees no GPU");
  if (std::string_view(visible).empty())
    return missing(words("CUDA_VISIBLE_DEVICES is empty, which hides every GPU"));
  return missing("the NVIDIA driver sees no GPU, as CUDA_VISIBLE_DEVICES is '" +
                 std::string(visible) + "'");
}

Error cannotLoad(const std::string& library, const char* reason) {
  const std::string why = reason == nullptr ? "" : reason;
  if (why.empty() || why.find("No such file") != std::string::npos)
    return missing(words("no NVIDIA driver found"));
  return missing("the NVIDIA driver's " + library + " cannot be loaded: " + why);
}

Gpu describeGpu(void* library, int index) {
  const auto device = symbol<Device>(library, "cuDeviceGet");
  const auto name = symbol<Name>(library, "cuDeviceGetName");
  const auto memory = symbol<Memory>(library, "cuDeviceTotalMem_v2");
  const auto attribute = symbol<Attribute>(library, "cuDeviceGetAttribute");
  Gpu gpu = {.name = "NVIDIA GPU"};
  int handle = 0;
  if (device(&handle, index) != 0) return gpu;
  std::array<char, 256> text = {};
  if (name(text.data(), static_cast<int>(text.size()) - 1, handle) == 0) gpu.name = text.data();
  std::size_t bytes = 0;
  if (memory != nullptr && memory(&bytes, handle) == 0) gpu.memory = bytes;
  int major = 0;
  int minor = 0;
  if (attribute != nullptr && attribute(&major, kCapabilityMajor, handle) == 0 &&
      attribute(&minor, kCapabilityMinor, handle) == 0)
    gpu.capability = 10 * major + minor;
  return gpu;
}

}  // namespace

Result<Driver> findDriver(const DriverPlaces& places) {
  // Never closed, since LibTorch uses it too.
  void* library = dlopen(places.library.c_str(), RTLD_NOW | RTLD_GLOBAL);
  if (library == nullptr) return cannotLoad(places.library, dlerror());
  const auto init = symbol<Init>(library, "cuInit");
  const auto count = symbol<Number>(library, "cuDeviceGetCount");
  const auto version = symbol<Number>(library, "cuDriverGetVersion");
  if (init == nullptr || count == nullptr || dlsym(library, "cuDeviceGet") == nullptr ||
      dlsym(library, "cuDeviceGetName") == nullptr) {
    return missing("libcuda.so.1 is not an NVIDIA driver");
  }
  int found = 0;
  int result = init(0);
  if (result == 0) result = count(&found);
  if (result != 0) {
    if (const auto file = closedFile(places); file)
      return missing("no permission to read and write " + file->string());
    if (result == kNoDevice) return noGpu();
    return missing("the NVIDIA driver reports: " + describe(library, result));
  }
  if (found == 0) return noGpu();
  Driver driver;
  if (version != nullptr && version(&driver.version) != 0) driver.version = 0;
  for (int i = 0; i < found; ++i) driver.gpus.push_back(describeGpu(library, i));
  return driver;
}

std::string cudaVersion(int version) {
  return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

Status driverSupports(int driver, int toolkit) {
  if (driver == 0 || toolkit == 0 || driver / 1000 >= toolkit / 1000) return Ok{};
  return missing("the NVIDIA driver is too old: it supports CUDA " + cudaVersion(driver) +
                 ", and this build has CUDA " + cudaVersion(toolkit));
}

}  // namespace emascope
