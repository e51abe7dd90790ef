// SPDX-License-Identifier: Apache-2.0
//
// `events.emaj`, the journal of a run: the protocol's own payloads (core/protocol/wire/codec.h),
// one after the other, each with checksums. docs/runs.md describes the bytes. The file only grows,
// so whatever happens to the program, what was written before stays readable. Reading trusts
// nothing.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace emascope {

inline constexpr std::string_view kJournalName = "events.emaj";
inline constexpr std::uint32_t kJournalVersion = 1;
inline constexpr std::size_t kJournalHeader = 16;  ///< bytes before the first frame
inline constexpr std::size_t kJournalPrefix = 12;  ///< bytes of a frame before its payload

/// How far a journal could be read.
struct JournalEnd {
  /// kTorn: the last frame is incomplete, as a program that was killed leaves it. kDamaged: a frame
  /// is wrong and others may follow; where they begin is unknown.
  enum class Kind { kWhole, kTorn, kDamaged };
  Kind kind = Kind::kWhole;
  std::uint64_t good = 0;  ///< bytes of the header and of the frames that are good
  std::uint64_t size = 0;  ///< bytes of the file
  std::size_t frames = 0;  ///< number of good ones
  friend bool operator==(const JournalEnd&, const JournalEnd&) = default;
};

/// For people; empty for a whole journal.
[[nodiscard]] std::string journalEndText(const JournalEnd& end);

using PayloadSink = std::function<void(std::string_view payload)>;

/// Passes every good payload to `sink`, oldest first, up to the end or the first bad frame. Fails
/// for a file that cannot be read or is no journal of this version.
[[nodiscard]] Result<JournalEnd> readJournal(const std::string& path, const PayloadSink& sink);
/// The same with a journal's bytes; `source` names them in errors.
[[nodiscard]] Result<JournalEnd> readJournalBytes(std::string_view bytes, const std::string& source,
                                                  const PayloadSink& sink);

/// The bytes that a journal begins with.
[[nodiscard]] std::string journalHeader();
/// A frame. @pre 1 to kLargestFrame bytes
[[nodiscard]] std::string journalFrame(std::string_view payload);
/// The frames of what encode() of the codec returned.
[[nodiscard]] std::string journalFrames(std::string_view encoded);

}  // namespace emascope
