// SPDX-License-Identifier: Apache-2.0
#include "core/library/journal.h"

#include "core/base/crc32c.h"
#include "core/base/input_file.h"
#include "core/base/uninterrupted.h"
#include "core/protocol/wire/codec.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace emascope {
namespace {

// As PNG's: a first byte above 127, so that the file is not taken for text, and both kinds of line
// ends, which a transfer as text would change.
constexpr std::string_view kJournalMagic(
    "\x8A"
    "EMAJ\r\n\x1A",
    8);

std::string littleEndian(std::uint32_t value) {
  std::string bytes;
  for (unsigned shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(value >> shift);
  return bytes;
}

std::uint32_t numberAt(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

/// Bytes at a position; fewer than asked for only at the end.
class JournalBytes {
 public:
  JournalBytes() = default;
  JournalBytes(const JournalBytes&) = delete;
  JournalBytes& operator=(const JournalBytes&) = delete;
  virtual ~JournalBytes() = default;
  /// Valid until the next call.
  virtual Result<std::string_view> read(std::uint64_t at, std::size_t count) = 0;
};

class BytesInMemory final : public JournalBytes {
 public:
  explicit BytesInMemory(std::string_view bytes) : bytes_(bytes) {}
  Result<std::string_view> read(std::uint64_t at, std::size_t count) override {
    return at >= bytes_.size() ? std::string_view() : bytes_.substr(at, count);
  }

 private:
  std::string_view bytes_;
};

class BytesOfFile final : public JournalBytes {
 public:
  BytesOfFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  ~BytesOfFile() override { ::close(descriptor_); }

  Result<std::string_view> read(std::uint64_t at, std::size_t count) override {
    if (at < begin_ || at + count > begin_ + buffer_.size()) {
      if (const Status status = fill(at, std::max(count, kPiece)); !status) return status.error();
    }
    return std::string_view(buffer_).substr(at - begin_, count);
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{1} << 18U;

  Status fill(std::uint64_t at, std::size_t count) {
    begin_ = at;
    buffer_.resize(count);
    std::size_t have = 0;
    while (have < count) {
      const ssize_t got =
          ::pread(descriptor_, buffer_.data() + have, count - have, static_cast<off_t>(at + have));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) {
        buffer_.clear();
        return readError(path_);
      }
      if (got == 0) break;
      have += static_cast<std::size_t>(got);
    }
    buffer_.resize(have);
    return Ok{};
  }

  std::string path_;
  int descriptor_;
  std::string buffer_;
  std::uint64_t begin_ = 0;  ///< position of buffer_
};

class JournalScan {
 public:
  JournalScan(JournalBytes& bytes, std::uint64_t size, std::string source, const PayloadSink& sink)
      : bytes_(bytes), source_(std::move(source)), sink_(sink) {
    end_.size = size;
  }

  Result<JournalEnd> run() {
    if (const Status status = readHeader(); !status) return status.error();
    while (!over_) {
      if (const Status status = readFrame(); !status) return status.error();
    }
    return end_;
  }

 private:
  Status readHeader() {
    const auto header = bytes_.read(0, kJournalHeader);
    if (!header) return header.error();
    if (header->size() < kJournalHeader) {
      if (!journalHeader().starts_with(*header)) return noJournal();
      end_.size = header->size();
      stop(JournalEnd::Kind::kTorn);
      return Ok{};
    }
    if (!header->starts_with(kJournalMagic)) return noJournal();
    if (crc32c(header->substr(0, 12)) != numberAt(*header, 12)) {
      return Error{source_, "its first 16 bytes are damaged", ""};
    }
    if (const std::uint32_t version = numberAt(*header, 8); version != kJournalVersion) {
      return Error{source_, "has version " + std::to_string(version) + ", which is not known",
                   "version " + std::to_string(kJournalVersion)};
    }
    end_.good = kJournalHeader;
    return Ok{};
  }

  Status readFrame() {
    const auto prefix = bytes_.read(end_.good, kJournalPrefix);
    if (!prefix) return prefix.error();
    if (prefix->empty()) {
      over_ = true;
      return Ok{};
    }
    if (prefix->size() < kJournalPrefix) {
      stop(JournalEnd::Kind::kTorn);
      return Ok{};
    }
    const std::uint32_t length = numberAt(*prefix, 0);
    const std::uint32_t check = numberAt(*prefix, 8);
    const bool sound = crc32c(prefix->substr(0, 4)) == numberAt(*prefix, 4) && length > 0 &&
                       length <= kLargestFrame;
    if (!sound) return stopAtBadFrame();
    const auto payload = bytes_.read(end_.good + kJournalPrefix, length);
    if (!payload) return payload.error();
    // A file that is being written may have grown or shrunk meanwhile.
    const bool last = payload->size() < length || end_.good + kJournalPrefix + length >= end_.size;
    if (payload->size() == length && crc32c(*payload) == check) {
      end_.good += kJournalPrefix + length;
      end_.size = std::max(end_.size, end_.good);
      ++end_.frames;
      sink_(*payload);
      return Ok{};
    }
    if (!last) return stopAtBadFrame();
    stop(JournalEnd::Kind::kTorn);
    return Ok{};
  }

  /// After a power cut, the end of a file may be zeros instead of what was written.
  Status stopAtBadFrame() {
    constexpr std::size_t kPiece = std::size_t{1} << 16U;
    JournalEnd::Kind kind = JournalEnd::Kind::kTorn;
    for (std::uint64_t at = end_.good; kind == JournalEnd::Kind::kTorn;) {
      const auto piece = bytes_.read(at, kPiece);
      if (!piece) return piece.error();
      if (piece->empty()) break;
      if (piece->find_first_not_of('\0') != std::string_view::npos) {
        kind = JournalEnd::Kind::kDamaged;
      }
      at += piece->size();
    }
    stop(kind);
    return Ok{};
  }

  void stop(JournalEnd::Kind kind) {
    end_.kind = kind;
    over_ = true;
  }

  Error noJournal() const {
    return {source_, "is no journal of a run", "a file '" + std::string(kJournalName) + "'"};
  }

  JournalBytes& bytes_;
  std::string source_;
  const PayloadSink& sink_;
  JournalEnd end_;
  bool over_ = false;
};

}  // namespace

std::string journalEndText(const JournalEnd& end) {
  const std::uint64_t rest = end.size - end.good;
  const std::string left_out =
      (rest == 1 ? "the last byte" : "the last " + std::to_string(rest) + " bytes") +
      std::string(" of the file ") + (rest == 1 ? "is" : "are") + " left out";
  switch (end.kind) {
    case JournalEnd::Kind::kWhole:
      return "";
    case JournalEnd::Kind::kTorn:
      if (end.size == 0) return "the file is empty";
      if (end.good == 0) return "the beginning of the file is incomplete: " + left_out;
      return "the last frame is incomplete: " + left_out;
    case JournalEnd::Kind::kDamaged:
      break;
  }
  return "the frame at byte " + std::to_string(end.good) + " is damaged: " + left_out;
}

Result<JournalEnd> readJournal(const std::string& path, const PayloadSink& sink) {
  const int descriptor = openDescriptor(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (descriptor < 0) return readError(path);
  BytesOfFile bytes(path, descriptor);
  struct stat info {};
  if (::fstat(descriptor, &info) != 0) return readError(path);
  if (!S_ISREG(info.st_mode)) return Error{path, "is not a file", "a journal"};
  return JournalScan(bytes, static_cast<std::uint64_t>(info.st_size), path, sink).run();
}

Result<JournalEnd> readJournalBytes(std::string_view bytes, const std::string& source,
                                    const PayloadSink& sink) {
  BytesInMemory memory(bytes);
  return JournalScan(memory, bytes.size(), source, sink).run();
}

std::string journalHeader() {
  const std::string header = std::string(kJournalMagic) + littleEndian(kJournalVersion);
  return header + littleEndian(crc32c(header));
}

std::string journalFrame(std::string_view payload) {
  const std::string length = littleEndian(static_cast<std::uint32_t>(payload.size()));
  return length + littleEndian(crc32c(length)) + littleEndian(crc32c(payload)) +
         std::string(payload);
}

std::string journalFrames(std::string_view encoded) {
  constexpr std::size_t kLengthBytes = 4;
  std::string frames;
  while (encoded.size() > kLengthBytes) {
    const std::size_t length = numberAt(encoded, 0);
    frames += journalFrame(encoded.substr(kLengthBytes, length));
    encoded.remove_prefix(std::min(encoded.size(), kLengthBytes + length));
  }
  return frames;
}

}  // namespace emascope
