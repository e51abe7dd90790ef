// SPDX-License-Identifier: Apache-2.0
#include "core/series/decoded_text.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <iconv.h>
#include <optional>
#include <span>
#include <utility>

namespace emascope {
namespace {

constexpr std::size_t kTextChunk = std::size_t{1} << 16U;
constexpr std::string_view kLittleEndianMark = "\xFF\xFE";
constexpr std::string_view kBigEndianMark = "\xFE\xFF";
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

/// Converts from an encoding to UTF-8 with the system's iconv.
class Conversion {
 public:
  /// `encoding` must be supported by every C library. @pre made() before anything else
  explicit Conversion(const char* encoding) : handle_(::iconv_open("UTF-8", encoding)) {}
  ~Conversion() {
    if (made()) ::iconv_close(handle_);
  }
  Conversion(const Conversion&) = delete;
  Conversion& operator=(const Conversion&) = delete;

  [[nodiscard]] bool made() const {
    return reinterpret_cast<std::intptr_t>(handle_) != -1;  // POSIX: (iconv_t)-1
  }

  /// Converts from `raw` to `text`. An incomplete character stays in `raw` unless this is the end.
  void convert(std::string& raw, std::string& text, bool at_end) {
    char* in = raw.data();
    std::size_t left = raw.size();
    std::array<char, 4096> buffer{};
    while (left > 0) {
      char* out = buffer.data();
      std::size_t room = buffer.size();
      const std::size_t result = ::iconv(handle_, &in, &left, &out, &room);
      const int failure = result == static_cast<std::size_t>(-1) ? errno : 0;
      text.append(buffer.data(), buffer.size() - room);
      if (failure == EINVAL && !at_end) break;
      if (failure == EILSEQ || failure == EINVAL) {
        text += kReplacement;
        ++in;
        --left;
      }
    }
    raw.erase(0, raw.size() - left);
  }

 private:
  iconv_t handle_;
};

class Decoder {
 public:
  Decoder(std::string name, InputStream::Reader source,
          std::shared_ptr<std::vector<std::string>> notes)
      : name_(std::move(name)), source_(std::move(source)), notes_(std::move(notes)) {}

  Result<std::size_t> read(std::span<std::byte> bytes) {
    while (given_ == text_.size() && !(ended_ && raw_.empty())) {
      text_.clear();
      given_ = 0;
      if (const Status status = readMore(); !status) return status.error();
      if (const Status status = decode(); !status) return status.error();
    }
    const std::size_t count = std::min(bytes.size(), text_.size() - given_);
    if (count > 0) std::memcpy(bytes.data(), text_.data() + given_, count);
    given_ += count;
    return count;
  }

 private:
  Status readMore() {
    if (ended_) return Ok{};
    const std::size_t before = raw_.size();
    raw_.resize(before + kTextChunk);
    const auto got = source_(std::as_writable_bytes(std::span(raw_).subspan(before)));
    raw_.resize(before + (got ? *got : 0));
    if (!got) return got.error();
    ended_ = *got == 0;
    return Ok{};
  }

  Status decode() {
    if (std::exchange(first_, false)) {
      const bool little = raw_.starts_with(kLittleEndianMark);
      if (little || raw_.starts_with(kBigEndianMark)) {
        raw_.erase(0, kLittleEndianMark.size());
        const Status status = convertFrom(little ? "UTF-16LE" : "UTF-16BE", "UTF-16");
        if (!status) return status;
      }
    }
    if (!conversion_) {
      if (const Status status = takeUtf8(); !status) return status;
    }
    if (conversion_) conversion_->convert(raw_, text_, ended_);
    return Ok{};
  }

  Status convertFrom(const char* encoding, const char* title) {
    conversion_.emplace(encoding);
    if (!conversion_->made()) {
      return Error{name_, std::string("is in ") + title + ", which this system cannot convert",
                   "UTF-8"};
    }
    notes_->push_back(std::string("the text is in ") + title + " and was converted to UTF-8");
    return Ok{};
  }

  /// Moves complete characters to text_. Switches to Windows-1252 at the first byte that is not
  /// valid UTF-8, unless there was a multi-byte character before.
  Status takeUtf8() {
    std::size_t taken = 0;
    while (taken < raw_.size()) {
      const auto lead = static_cast<unsigned char>(raw_[taken]);
      const std::size_t length = lead < 0x80U ? 1 : lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
      if (taken + length > raw_.size() && !ended_) break;
      const bool whole = length == 1 || isUtf8(std::string_view(raw_).substr(taken, length));
      if (!whole && !several_bytes_) {
        text_.append(raw_, 0, taken);
        raw_.erase(0, taken);
        return convertFrom("WINDOWS-1252", "Windows-1252 (Latin-1)");
      }
      several_bytes_ = several_bytes_ || (whole && length > 1);
      taken += whole ? length : 1;
    }
    text_.append(raw_, 0, taken);
    raw_.erase(0, taken);
    return Ok{};
  }

  std::string name_;
  InputStream::Reader source_;
  std::shared_ptr<std::vector<std::string>> notes_;
  std::string raw_ = {};   ///< not yet decoded
  std::string text_ = {};  ///< decoded
  std::size_t given_ = 0;  ///< bytes of text_ already returned
  bool first_ = true;
  bool ended_ = false;
  bool several_bytes_ = false;
  std::optional<Conversion> conversion_ = {};
};

}  // namespace

bool startsAsUtf16(std::string_view begin) {
  return begin.starts_with(kLittleEndianMark) || begin.starts_with(kBigEndianMark);
}

TextInput decodedText(std::string name, InputStream::Reader source) {
  auto notes = std::make_shared<std::vector<std::string>>();
  auto decoder = std::make_shared<Decoder>(name, std::move(source), notes);
  return TextInput{
      InputStream::through(std::move(name),
                           [decoder](std::span<std::byte> bytes) { return decoder->read(bytes); }),
      notes};
}

InputStream::Reader readerOf(InputStream stream) {
  return [shared = std::make_shared<InputStream>(std::move(stream))](
             std::span<std::byte> bytes) -> Result<std::size_t> {
    if (shared->ahead().empty()) {
      if (const auto grown = shared->more(); !grown) return grown.error();
    }
    const std::size_t count = std::min(bytes.size(), shared->ahead().size());
    if (count > 0) std::memcpy(bytes.data(), shared->ahead().data(), count);
    shared->consume(count);
    return count;
  };
}

}  // namespace emascope
