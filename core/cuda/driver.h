// SPDX-License-Identifier: Apache-2.0
//
// Queries the NVIDIA driver without CUDA's headers: its version and its GPUs, or why none is
// usable.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace emascope {

struct Gpu {
  std::string name = {};     ///< "NVIDIA H200"
  std::uint64_t memory = 0;  ///< bytes; 0: the driver does not say
  int capability = 0;        ///< 90 is 9.0; 0: the driver does not say
  friend bool operator==(const Gpu&, const Gpu&) = default;
};

struct Driver {
  int version = 0;             ///< of the CUDA that it supports, 13020 is 13.2; 0: it does not say
  std::vector<Gpu> gpus = {};  ///< in CUDA's order, at least one
};

/// Where the driver is looked for; tests have another place.
struct DriverPlaces {
  std::string library = "libcuda.so.1";
  std::filesystem::path devices = "/dev";  ///< has nvidiactl, nvidia0, …
  /// Whether this process may read and write the file.
  bool (*may_open)(const std::filesystem::path& file) = nullptr;  ///< null: asks the system
};

/// The error's `why` says what is missing: "no NVIDIA driver found". Reads CUDA_VISIBLE_DEVICES.
/// [any-thread]
[[nodiscard]] Result<Driver> findDriver(const DriverPlaces& places = {});

/// "13.2" of 13020.
[[nodiscard]] std::string cudaVersion(int version);

/// Refuses a driver that is too old for what was built with CUDA `toolkit`, naming both versions. A
/// driver runs all minor versions of its CUDA, and those before. A version of 0 is unknown, and
/// accepted.
[[nodiscard]] Status driverSupports(int driver, int toolkit);

}  // namespace emascope
