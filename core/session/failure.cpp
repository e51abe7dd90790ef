// SPDX-License-Identifier: Apache-2.0
#include "core/session/failure.h"

#include "core/base/input_error.h"
#include "core/train/out_of_memory.h"

#include <exception>
#include <new>
#include <string>
#include <string_view>

#include <c10/util/Exception.h>

namespace emascope {
namespace {

using event::FailureKind;

bool mentions(std::string_view text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

// LibTorch has separate types for only a few errors; the others are recognized by their text.
FailureKind kindOf(std::string_view what) {
  if (saysOutOfMemory(what)) return FailureKind::kOutOfMemory;
  if (mentions(what, {"CUDA error", "CUDA driver", "NVIDIA", "cuDNN", "CUBLAS_STATUS", "NVRTC"})) {
    return FailureKind::kDevice;
  }
  return FailureKind::kInternal;
}

}  // namespace

event::Failed failureOfCurrentException(std::int64_t step) {
  try {
    throw;
  } catch (const InputError& error) {
    return {FailureKind::kInput, step, error.what()};
  } catch (const c10::OutOfMemoryError& error) {
    return {FailureKind::kOutOfMemory, step, error.what_without_backtrace()};
  } catch (const c10::AcceleratorError& error) {
    return {FailureKind::kDevice, step, error.what_without_backtrace()};
  } catch (const c10::Error& error) {
    return {kindOf(error.what_without_backtrace()), step, error.what_without_backtrace()};
  } catch (const std::bad_alloc&) {
    return {FailureKind::kOutOfMemory, step, "not enough memory"};
  } catch (const std::exception& error) {
    return {FailureKind::kInternal, step, error.what()};
  } catch (...) {
    return {FailureKind::kInternal, step, "unknown error"};
  }
}

}  // namespace emascope
