// SPDX-License-Identifier: Apache-2.0
//
// The wire format of protocol buffers (protobuf.dev/programming-guides/encoding): a message is a
// list of numbered fields. Event files need a dozen fields of five messages, for which Debian's
// library with its generated code would be a heavy dependency. A reader for bytes that may be wrong
// in any way, and a writer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace emascope {

enum class ProtoWire : std::uint8_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

struct ProtoField {
  std::uint32_t number = 0;  ///< 1 to 2^29 - 1
  ProtoWire wire = ProtoWire::kVarint;
  std::uint64_t value = 0;      ///< of a varint or a fixed number: its bits
  std::string_view bytes = {};  ///< of kBytes: a text, a message, or packed numbers

  [[nodiscard]] bool is(std::uint32_t wanted, ProtoWire type) const {
    return number == wanted && wire == type;
  }
  [[nodiscard]] double asDouble() const;  ///< of kFixed64
  [[nodiscard]] double asFloat() const;   ///< of kFixed32
  [[nodiscard]] std::int64_t asInteger() const { return static_cast<std::int64_t>(value); }
};

class ProtoReader {
 public:
  /// `message` must outlive this and the fields.
  explicit ProtoReader(std::string_view message) : rest_(message) {}

  /// The next field; none at the end, and none from a field on that is not well formed: one cut
  /// off, a varint of more than 64 bits, the number 0, a group (which protobuf gave up).
  [[nodiscard]] std::optional<ProtoField> next();
  /// True if next() has stopped before the end.
  [[nodiscard]] bool failed() const { return failed_; }

  /// A varint at the beginning of `bytes`, which is removed; none if it is not well formed.
  [[nodiscard]] static std::optional<std::uint64_t> takeVarint(std::string_view& bytes);
  /// Little-endian numbers of 4 or 8 bytes, likewise.
  [[nodiscard]] static std::optional<std::uint64_t> takeFixed(std::string_view& bytes,
                                                              std::size_t count);

 private:
  [[nodiscard]] std::optional<ProtoField> read();
  std::string_view rest_;
  bool failed_ = false;
};

class ProtoWriter {
 public:
  void addVarint(std::uint32_t number, std::uint64_t value);
  void addInteger(std::uint32_t number, std::int64_t value) {
    addVarint(number, static_cast<std::uint64_t>(value));
  }
  void addDouble(std::uint32_t number, double value);
  void addFloat(std::uint32_t number, float value);
  void addBytes(std::uint32_t number, std::string_view bytes);
  void addMessage(std::uint32_t number, const ProtoWriter& message) {
    addBytes(number, message.bytes());
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  void addTag(std::uint32_t number, ProtoWire wire);
  void append(std::uint64_t varint);
  std::string bytes_ = {};
};

/// `value` as `count` bytes, the lowest first.
void appendLittleEndian(std::string& bytes, std::uint64_t value, std::size_t count);

}  // namespace emascope
