// SPDX-License-Identifier: Apache-2.0
#include "core/train/out_of_memory.h"

#include <new>

#include <c10/util/Exception.h>

namespace emascope {

bool saysOutOfMemory(std::string_view what) {
  for (const std::string_view words : {"CPUAllocator", "out of memory", "not enough memory",
                                       "CUBLAS_STATUS_ALLOC_FAILED", "std::bad_alloc"}) {
    if (what.find(words) != std::string_view::npos) return true;
  }
  return false;
}

bool isOutOfMemory() {
  try {
    throw;
  } catch (const c10::OutOfMemoryError&) {
    return true;
  } catch (const c10::Error& error) {
    return saysOutOfMemory(error.what_without_backtrace());
  } catch (const std::bad_alloc&) {
    return true;
  } catch (const std::exception& error) {
    return saysOutOfMemory(error.what());
  } catch (...) {
    return false;
  }
}

}  // namespace emascope
