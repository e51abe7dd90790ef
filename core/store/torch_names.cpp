// SPDX-License-Identifier: Apache-2.0
#include "core/store/torch_names.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

using Kind = PickleValue::Kind;

struct NamedType {
  std::string_view storage;
  std::string_view dtype;
  ScalarType type;
};
constexpr std::array<NamedType, 13> kTypes = {
    {{"torch.DoubleStorage", "torch.float64", ScalarType::kF64},
     {"torch.FloatStorage", "torch.float32", ScalarType::kF32},
     {"torch.HalfStorage", "torch.float16", ScalarType::kF16},
     {"torch.BFloat16Storage", "torch.bfloat16", ScalarType::kBf16},
     {"torch.LongStorage", "torch.int64", ScalarType::kI64},
     {"torch.IntStorage", "torch.int32", ScalarType::kI32},
     {"torch.ShortStorage", "torch.int16", ScalarType::kI16},
     {"torch.CharStorage", "torch.int8", ScalarType::kI8},
     {"torch.ByteStorage", "torch.uint8", ScalarType::kU8},
     {"torch.BoolStorage", "torch.bool", ScalarType::kBool},
     {"", "torch.uint64", ScalarType::kU64},
     {"", "torch.uint32", ScalarType::kU32},
     {"", "torch.uint16", ScalarType::kU16}}};

constexpr std::string_view kTensor = "torch._utils._rebuild_tensor_v2";
constexpr std::string_view kOldTensor = "torch._utils._rebuild_tensor";
constexpr std::string_view kNewTensor = "torch._utils._rebuild_tensor_v3";
constexpr std::string_view kParameter = "torch._utils._rebuild_parameter";
constexpr std::string_view kParameterWithState = "torch._utils._rebuild_parameter_with_state";
constexpr std::string_view kOfSubclass = "torch._tensor._rebuild_from_type_v2";

std::string_view functionOf(const Pickle& pickle, const PickleValue& value) {
  if (value.kind != Kind::kCall || pickle.item(value, 0).kind != Kind::kGlobal) return {};
  return pickle.item(value, 0).text;
}

Error notAsWritten() { return {"", "is not described in torch.save's format", ""}; }

Result<std::vector<std::uint64_t>> sizesOf(const Pickle& pickle, const PickleValue& list) {
  if (list.kind != Kind::kTuple && list.kind != Kind::kList) return notAsWritten();
  std::vector<std::uint64_t> sizes;
  for (const std::uint32_t item : list.items) {
    const PickleValue& size = pickle.at(item);
    if (size.kind != Kind::kInteger || size.number < 0) return notAsWritten();
    sizes.push_back(static_cast<std::uint64_t>(size.number));
  }
  return sizes;
}

/// Number of elements and their extent in the storage, computed with overflow checks.
Status measure(TorchTensor& tensor) {
  if (tensor.shape.size() != tensor.strides.size()) return notAsWritten();
  const bool empty = std::ranges::find(tensor.shape, 0U) != tensor.shape.end();
  tensor.elements = tensor.extent = empty ? 0 : 1;
  for (std::size_t i = 0; i < tensor.shape.size() && !empty; ++i) {
    std::uint64_t reach = 0;
    if (__builtin_mul_overflow(tensor.elements, tensor.shape[i], &tensor.elements) ||
        __builtin_mul_overflow(tensor.shape[i] - 1, tensor.strides[i], &reach) ||
        __builtin_add_overflow(tensor.extent, reach, &tensor.extent)) {
      return Error{"", "has a shape beyond 2^64 elements", ""};
    }
  }
  std::uint64_t end = 0;
  std::uint64_t bytes = 0;
  if (__builtin_add_overflow(tensor.extent, tensor.offset, &end) ||
      __builtin_mul_overflow(std::max(end, tensor.elements), bytesOf(tensor.type), &bytes) ||
      bytes > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
    return Error{"", "has a shape beyond 2^63 bytes", ""};
  }
  return Ok{};
}

/// Type by the storage's class, or by the dtype given with it.
Result<ScalarType> typeOf(const PickleValue& storage_class, const PickleValue* dtype) {
  for (const NamedType& known : kTypes) {
    if (dtype != nullptr ? known.dtype == dtype->text
                         : !known.storage.empty() && known.storage == storage_class.text) {
      return known.type;
    }
  }
  const std::string& name = dtype != nullptr ? dtype->text : storage_class.text;
  return Error{"", "has the type " + asUtf8(name), scalarTypeTexts()};
}

/// Reads the arguments of a function that creates a tensor from a storage.
Result<TorchTensor> viewOf(const Pickle& pickle, const PickleValue& arguments, bool with_dtype) {
  constexpr std::size_t kDtype = 6;
  if (arguments.items.size() < (with_dtype ? kDtype + 1 : 4)) return notAsWritten();
  const PickleValue& persistent = pickle.item(arguments, 0);
  if (persistent.kind != Kind::kPersistent) return notAsWritten();
  const PickleValue& id = pickle.item(persistent, 0);  // ("storage", class, key, place, elements)
  if (id.kind != Kind::kTuple || id.items.size() < 5 || pickle.item(id, 0).text != "storage" ||
      pickle.item(id, 2).kind != Kind::kText) {
    return notAsWritten();
  }
  TorchTensor tensor{.storage = pickle.item(id, 2).text};
  const PickleValue& offset = pickle.item(arguments, 1);
  if (offset.kind != Kind::kInteger || offset.number < 0) return notAsWritten();
  tensor.offset = static_cast<std::uint64_t>(offset.number);
  const auto type =
      typeOf(pickle.item(id, 1), with_dtype ? &pickle.item(arguments, kDtype) : nullptr);
  if (!type) return type.error();
  tensor.type = *type;
  auto shape = sizesOf(pickle, pickle.item(arguments, 2));
  auto strides = sizesOf(pickle, pickle.item(arguments, 3));
  if (!shape) return shape.error();
  if (!strides) return strides.error();
  tensor.shape = std::move(shape).value();
  tensor.strides = std::move(strides).value();
  if (auto status = measure(tensor); !status) return status.error();
  return tensor;
}

}  // namespace

bool TorchTensor::contiguous() const {
  std::uint64_t expected = 1;
  for (std::size_t i = shape.size(); i-- > 0;) {
    if (shape[i] != 1 && strides[i] != expected) return false;
    expected *= shape[i];
  }
  return true;
}

bool isTorchTensor(const Pickle& pickle, const PickleValue& value) {
  const std::string_view function = functionOf(pickle, value);
  return function.starts_with("torch._utils._rebuild_") ||
         function.starts_with("torch._tensor._rebuild_");
}

Result<TorchTensor> torchTensor(const Pickle& pickle, const PickleValue& value) {
  constexpr int kMostWrappings = 4;
  const PickleValue* call = &value;
  for (int depth = 0; depth < kMostWrappings; ++depth) {
    const std::string_view function = functionOf(pickle, *call);
    const PickleValue& arguments = pickle.item(*call, 1);
    if (arguments.kind != Kind::kTuple) return notAsWritten();
    if (function == kTensor || function == kOldTensor) return viewOf(pickle, arguments, false);
    if (function == kNewTensor) return viewOf(pickle, arguments, true);
    if (function == kParameter || function == kParameterWithState) {
      if (arguments.items.empty()) return notAsWritten();
      call = &pickle.item(arguments, 0);
      if (!isTorchTensor(pickle, *call)) return notAsWritten();
      continue;
    }
    const bool subclass = function == kOfSubclass && arguments.items.size() > 2 &&
                          pickle.item(arguments, 0).text == kTensor &&
                          pickle.item(arguments, 2).kind == Kind::kTuple;
    if (subclass) return viewOf(pickle, pickle.item(arguments, 2), false);
    return Error{"", "is created by " + asUtf8(function), "dense tensors that are not quantized"};
  }
  return notAsWritten();
}

}  // namespace emascope
