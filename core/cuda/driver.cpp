// SPDX-License-Identifier: Apache-2.0
#include "core/cuda/driver.h"

#include "core/base/phrase.h"

#include <array>
#include <dlfcn.h>

namespace emascope {
namespace {

// CUDA driver API: CUresult and CUdevice are ints, 0 is success.
using Init = int (*)(unsigned int);
using Count = int (*)(int*);
using Device = int (*)(int*, int);
using Name = int (*)(char*, int, int);
using ErrorText = int (*)(int, const char**);

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

}  // namespace

Result<std::vector<std::string>> driverDevices() {
  // Never closed, since LibTorch uses it too.
  void* library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_GLOBAL);
  if (library == nullptr) return missing(words("no NVIDIA driver found"));
  const auto init = symbol<Init>(library, "cuInit");
  const auto count = symbol<Count>(library, "cuDeviceGetCount");
  const auto device = symbol<Device>(library, "cuDeviceGet");
  const auto name = symbol<Name>(library, "cuDeviceGetName");
  if (init == nullptr || count == nullptr || device == nullptr || name == nullptr) {
    return missing("libcuda.so.1 is not an NVIDIA driver");
  }
  int found = 0;
  int result = init(0);
  if (result == 0) result = count(&found);
  if (result != 0) return missing("the NVIDIA driver reports: " + describe(library, result));
  if (found == 0) return missing("the NVIDIA driver sees no GPU");

  std::vector<std::string> names;
  for (int i = 0; i < found; ++i) {
    int handle = 0;
    std::array<char, 256> text = {};
    const bool named = device(&handle, i) == 0 &&
                       name(text.data(), static_cast<int>(text.size()) - 1, handle) == 0;
    names.emplace_back(named ? text.data() : "NVIDIA GPU");
  }
  return names;
}

}  // namespace emascope
