// SPDX-License-Identifier: Apache-2.0
//
// The protocol's bytes. A frame is a little-endian u32 length and one CBOR map with a text "kind";
// the engine's first frame is a Hello. PROTOCOL.md describes it for other languages. Decoding
// trusts nothing: length and nesting are checked before parsing, kinds and types after, and every
// refusal names the frame's kind, the field and what was expected. It never throws.
#pragma once

#include "core/base/result.h"
#include "core/protocol/commands.h"
#include "core/protocol/events.h"
#include "core/protocol/spec/catalog.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace emascope {

inline constexpr std::int64_t kProtocolMajor = 1;
inline constexpr std::int64_t kProtocolMinor = 0;
inline constexpr std::uint32_t kLargestFrame = 16U << 20U;  ///< bytes after the length
inline constexpr int kDeepestNesting = 32;

struct Hello {
  std::int64_t major = kProtocolMajor;
  std::int64_t minor = kProtocolMinor;
  std::string program = {};  ///< "emascope-engine 0.1.0, LibTorch 2.15.0"
  Catalog catalog = {};
  friend bool operator==(const Hello&, const Hello&) = default;
};

/// Complete frames, length included: one, or several for an Evaluated with many points. Bytes that
/// are not UTF-8 become U+FFFD.
[[nodiscard]] std::string encode(const Hello& hello);
[[nodiscard]] std::string encode(const Event& event);
[[nodiscard]] std::string encode(const Command& command);

/// Splits a byte stream into payloads. After an error the rest of the stream is unusable.
class FrameSplitter {
 public:
  void append(std::string_view bytes);
  /// The next complete payload, none if more bytes are needed, or an error for an invalid length.
  [[nodiscard]] Result<std::optional<std::string>> next();
  /// Bytes of an incomplete frame. Above 0 at the end of a stream, the stream was truncated.
  [[nodiscard]] std::size_t pending() const { return buffer_.size() - consumed_; }

 private:
  std::string buffer_;
  std::size_t consumed_ = 0;
};

using EngineMessage = std::variant<Hello, Event>;

/// Decodes a payload from the engine. Refuses a Hello of another major version; the error names
/// both versions.
[[nodiscard]] Result<EngineMessage> decodeFromEngine(std::string_view payload);
/// Decodes a payload from the window.
[[nodiscard]] Result<Command> decodeFromWindow(std::string_view payload);

/// The answer to a payload that decodeFromWindow() refused with `error`, with the payload's own
/// `request`, or 0 if that cannot be read either. None if the payload is not CBOR within the
/// limits; then the rest of the stream cannot be trusted.
[[nodiscard]] std::optional<event::Rejected> rejectionOf(std::string_view payload,
                                                         const Error& error);

}  // namespace emascope
