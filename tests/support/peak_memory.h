// SPDX-License-Identifier: Apache-2.0
//
// Measures peak memory. Such tests are meaningless under a sanitizer that delays freeing memory.
#pragma once

#include <fstream>
#include <limits>
#include <string>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define EMASCOPE_SKIP_WITH_SANITIZERS() GTEST_SKIP() << "a sanitizer keeps memory that was freed"
#else
#define EMASCOPE_SKIP_WITH_SANITIZERS() static_cast<void>(0)
#endif

namespace emascope {

/// Peak resident memory from construction on, relative to the resident memory at construction
/// (proc(5): clear_refs, VmHWM, VmRSS).
class PeakMemory {
 public:
  PeakMemory() {
    std::ofstream("/proc/self/clear_refs") << "5";
    before_ = kib("VmRSS:");
  }
  [[nodiscard]] double mib() const {
    constexpr double kKibOfMib = 1024.0;
    return (kib("VmHWM:") - before_) / kKibOfMib;
  }

 private:
  [[nodiscard]] static double kib(const std::string& line) {
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word && word != line) {
    }
    double value = 0.0;
    return status >> value ? value : std::numeric_limits<double>::quiet_NaN();
  }

  double before_ = 0.0;
};

}  // namespace emascope
