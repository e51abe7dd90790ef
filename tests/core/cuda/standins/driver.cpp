// SPDX-License-Identifier: Apache-2.0
//
// A libcuda.so.1 of a few functions, for tests of what is said without a GPU. Its answers are in
// the environment: EMASCOPE_STANDIN_INIT and _COUNT (what cuInit and cuDeviceGetCount return),
// _GPUS, _VERSION, _CAPABILITY, _GIB.
#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace {

int answer(const char* name, int otherwise) {
  const char* const text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoi(text);
}

}  // namespace

extern "C" {

int cuInit(unsigned /*flags*/) { return answer("EMASCOPE_STANDIN_INIT", 0); }

int cuDriverGetVersion(int* version) {
  *version = answer("EMASCOPE_STANDIN_VERSION", 13020);
  return 0;
}

int cuDeviceGetCount(int* count) {
  *count = answer("EMASCOPE_STANDIN_GPUS", 1);
  return answer("EMASCOPE_STANDIN_COUNT", 0);
}

int cuDeviceGet(int* device, int index) {
  *device = index;
  return 0;
}

int cuDeviceGetName(char* name, int length, int device) {
  std::snprintf(name, static_cast<std::size_t>(length), "Stand-in %d", device);
  return 0;
}

// NOLINTNEXTLINE(readability-identifier-naming): the driver's name
int cuDeviceTotalMem_v2(std::size_t* bytes, int /*device*/) {
  *bytes = static_cast<std::size_t>(answer("EMASCOPE_STANDIN_GIB", 141)) << 30U;
  return 0;
}

int cuDeviceGetAttribute(int* value, int attribute, int /*device*/) {
  constexpr int kMajor = 75;
  constexpr int kMinor = 76;
  const int capability = answer("EMASCOPE_STANDIN_CAPABILITY", 90);
  if (attribute != kMajor && attribute != kMinor) return 1;
  *value = attribute == kMajor ? capability / 10 : capability % 10;
  return 0;
}

int cuGetErrorString(int code, const char** text) {
  *text = code == 803 ? "system has unsupported display driver / cuda driver combination" : nullptr;
  return *text == nullptr ? 1 : 0;
}

}  // extern "C"
