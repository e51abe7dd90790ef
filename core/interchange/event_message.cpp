// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/event_message.h"

#include "core/base/half.h"
#include "core/interchange/proto.h"

#include <bit>
#include <functional>

namespace emascope {
namespace {

/// TensorFlow's DataType, those that a scalar may have.
enum class TensorType : std::uint64_t {
  kFloat = 1,
  kDouble = 2,
  kInt32 = 3,
  kInt64 = 9,
  kBfloat16 = 14,
  kHalf = 19,
};

/// The numbers of fields, by their messages.
constexpr std::uint32_t kEventWallTime = 1, kEventStep = 2, kEventVersion = 3, kEventSummary = 5,
                        kEventSession = 7;
constexpr std::uint32_t kSessionStatus = 1;
constexpr std::uint64_t kSessionStarts = 1;
constexpr std::uint32_t kSummaryValue = 1;
constexpr std::uint32_t kValueTag = 1, kValueSimple = 2, kValueTensor = 8, kValueMetadata = 9;
constexpr std::uint32_t kMetadataPlugin = 1, kPluginName = 1;
constexpr std::uint32_t kTensorType = 1, kTensorShape = 2, kTensorContent = 4, kTensorFloat = 5,
                        kTensorDouble = 6, kTensorInt = 7, kTensorInt64 = 10, kTensorHalf = 13;
constexpr std::uint32_t kShapeDim = 2, kShapeUnknown = 3, kDimSize = 1;

/// Calls `take` for each field; false if the message is not well formed or `take` returns false.
bool eachField(std::string_view message, const std::function<bool(const ProtoField&)>& take) {
  ProtoReader reader(message);
  while (const auto field = reader.next()) {
    if (!take(*field)) return false;
  }
  return !reader.failed();
}

/// Whether a shape has one element; none if it is not well formed.
std::optional<bool> isScalarShape(std::string_view shape) {
  bool scalar = true;
  const bool sound = eachField(shape, [&](const ProtoField& field) {
    if (field.is(kShapeUnknown, ProtoWire::kVarint) && field.value != 0) scalar = false;
    if (!field.is(kShapeDim, ProtoWire::kBytes)) return true;
    std::uint64_t size = 0;
    const bool dim = eachField(field.bytes, [&size](const ProtoField& part) {
      if (part.is(kDimSize, ProtoWire::kVarint)) size = part.value;
      return true;
    });
    scalar = scalar && size == 1;
    return dim;
  });
  return sound ? std::optional(scalar) : std::nullopt;
}

/// A number of the type, from its bits.
double numberOf(TensorType type, std::uint64_t bits) {
  switch (type) {
    case TensorType::kFloat:
      return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)));
    case TensorType::kDouble:
      return std::bit_cast<double>(bits);
    case TensorType::kInt32:
      return static_cast<double>(static_cast<std::int32_t>(static_cast<std::uint32_t>(bits)));
    case TensorType::kInt64:
      return static_cast<double>(static_cast<std::int64_t>(bits));
    case TensorType::kBfloat16:
      return bfloat16ToDouble(static_cast<std::uint16_t>(bits));
    case TensorType::kHalf:
      return float16ToDouble(static_cast<std::uint16_t>(bits));
  }
  return 0.0;
}

/// Where a type's numbers are: as a field of the message, and as bytes.
struct Storage {
  std::uint32_t field = 0;
  ProtoWire wire = ProtoWire::kVarint;
  std::size_t bytes = 0;  ///< of an element of tensor_content
};

std::optional<Storage> storageOf(std::uint64_t type) {
  switch (static_cast<TensorType>(type)) {
    case TensorType::kFloat:
      return Storage{kTensorFloat, ProtoWire::kFixed32, 4};
    case TensorType::kDouble:
      return Storage{kTensorDouble, ProtoWire::kFixed64, 8};
    case TensorType::kInt32:
      return Storage{kTensorInt, ProtoWire::kVarint, 4};
    case TensorType::kInt64:
      return Storage{kTensorInt64, ProtoWire::kVarint, 8};
    case TensorType::kBfloat16:
    case TensorType::kHalf:
      return Storage{kTensorHalf, ProtoWire::kVarint, 2};
  }
  return std::nullopt;
}

/// The bits of the only number of `field`, which may be packed.
std::optional<std::uint64_t> onlyNumber(const ProtoField& field, ProtoWire wire) {
  if (field.wire == wire) return field.value;
  if (field.wire != ProtoWire::kBytes) return std::nullopt;
  std::string_view packed = field.bytes;
  const auto bits = wire == ProtoWire::kVarint
                        ? ProtoReader::takeVarint(packed)
                        : ProtoReader::takeFixed(packed, wire == ProtoWire::kFixed32 ? 4 : 8);
  return packed.empty() ? bits : std::nullopt;
}

struct TensorParts {
  std::uint64_t type = 0;
  bool scalar = true;
  std::string_view content = {};
  std::vector<ProtoField> numbers = {};
};

/// Sets `number` if the tensor has one; false if it is not well formed.
bool readTensor(std::string_view message, std::optional<double>& number) {
  TensorParts parts;
  const bool sound = eachField(message, [&parts](const ProtoField& field) {
    if (field.is(kTensorType, ProtoWire::kVarint)) parts.type = field.value;
    if (field.is(kTensorContent, ProtoWire::kBytes)) parts.content = field.bytes;
    if (field.number >= kTensorFloat && parts.numbers.size() <= 1) parts.numbers.push_back(field);
    if (!field.is(kTensorShape, ProtoWire::kBytes)) return true;
    const auto scalar = isScalarShape(field.bytes);
    parts.scalar = scalar.value_or(false);
    return scalar.has_value();
  });
  if (!sound) return false;
  const auto storage = storageOf(parts.type);
  if (!storage || !parts.scalar) return true;
  std::optional<std::uint64_t> bits;
  if (parts.content.size() == storage->bytes) {
    bits = ProtoReader::takeFixed(parts.content, storage->bytes);
  } else if (parts.numbers.size() == 1 && parts.numbers.front().number == storage->field) {
    bits = onlyNumber(parts.numbers.front(), storage->wire);
  }
  if (bits) number = numberOf(static_cast<TensorType>(parts.type), *bits);
  return true;
}

bool readMetadata(std::string_view message, std::string_view& plugin) {
  return eachField(message, [&plugin](const ProtoField& field) {
    if (!field.is(kMetadataPlugin, ProtoWire::kBytes)) return true;
    return eachField(field.bytes, [&plugin](const ProtoField& part) {
      if (part.is(kPluginName, ProtoWire::kBytes)) plugin = part.bytes;
      return true;
    });
  });
}

bool readValue(std::string_view message, EventValue& value) {
  return eachField(message, [&value](const ProtoField& field) {
    if (field.is(kValueTag, ProtoWire::kBytes)) value.tag = field.bytes;
    if (field.is(kValueSimple, ProtoWire::kFixed32)) {
      value.simple = true;
      value.number = field.asFloat();
    }
    if (field.is(kValueTensor, ProtoWire::kBytes) && !value.simple) {
      return readTensor(field.bytes, value.number);
    }
    if (field.is(kValueMetadata, ProtoWire::kBytes)) return readMetadata(field.bytes, value.plugin);
    return true;
  });
}

bool readSummary(std::string_view message, std::vector<EventValue>& values) {
  return eachField(message, [&values](const ProtoField& field) {
    if (!field.is(kSummaryValue, ProtoWire::kBytes)) return true;
    return readValue(field.bytes, values.emplace_back());
  });
}

bool readSession(std::string_view message, bool& restarts) {
  return eachField(message, [&restarts](const ProtoField& field) {
    if (field.is(kSessionStatus, ProtoWire::kVarint)) restarts = field.value == kSessionStarts;
    return true;
  });
}

}  // namespace

Result<EventMessage> decodeEvent(std::string_view bytes) {
  EventMessage event;
  const bool sound = eachField(bytes, [&event](const ProtoField& field) {
    if (field.is(kEventWallTime, ProtoWire::kFixed64)) event.wall_time = field.asDouble();
    if (field.is(kEventStep, ProtoWire::kVarint)) event.step = field.asInteger();
    if (field.is(kEventVersion, ProtoWire::kBytes)) event.file_version = field.bytes;
    if (field.is(kEventSummary, ProtoWire::kBytes)) return readSummary(field.bytes, event.values);
    if (field.is(kEventSession, ProtoWire::kBytes)) {
      return readSession(field.bytes, event.restarts);
    }
    return true;
  });
  if (sound) return event;
  return Error{"", "is not an event", "a tensorflow.Event message"};
}

}  // namespace emascope
