// SPDX-License-Identifier: Apache-2.0
//
// Sealed files as a stranger or a bad disk leaves them: they are refused in words, or read so that
// the same content can be sealed again. The first byte says what the rest is: a file; a file for
// whose header the SHA-256 is made, so that it need not be guessed; or a content, which is sealed,
// read back, and refused with any of its bytes changed.
#include "tests/support/sealed_sample.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace emascope;  // NOLINT(google-build-using-namespace): one function, no header

void require(bool holds) {
  if (!holds) std::abort();
}

/// Takes values from the front of the input; zeros when it is used up.
class Source {
 public:
  explicit Source(std::string_view bytes) : bytes_(bytes) {}

  std::size_t number() {
    if (bytes_.empty()) return 0;
    const auto value = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }
  std::string text(std::size_t size) {
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(taken.size());
    return std::string(taken);
  }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

SealedContent contentOf(Source& source) {
  constexpr std::size_t kTypes = static_cast<std::size_t>(ScalarType::kBool) + 1;
  SealedContent content{.text = source.text(source.number())};
  while (!source.empty() && content.tensors.size() < 8) {
    SealedTensor tensor{.name = source.text(source.number() % 16),
                        .type = static_cast<ScalarType>(source.number() % kTypes)};
    std::size_t size = bytesOf(tensor.type);
    for (std::size_t axes = source.number() % 4; axes > 0; --axes) {
      tensor.shape.push_back(source.number() % 5);
      size *= tensor.shape.back();
    }
    tensor.bytes = source.text(size);
    if (source.number() != 1) tensor.bytes.resize(size);  // else perhaps too few
    content.tensors.push_back(std::move(tensor));
  }
  return content;
}

void sealAndDamage(Source source) {
  const std::size_t place = source.number() << 8U | source.number();
  const std::size_t change = source.number() % 255 + 1;
  const SealedContent content = contentOf(source);
  const auto sealed = sealedBytes(content);
  if (!sealed) return require(!sealed.error().why.empty());
  std::string bytes = *sealed;
  const auto again = readSealed(bytes, "file");
  require(again.ok() && *again == content);
  char& damaged = bytes[place % bytes.size()];
  damaged = static_cast<char>(static_cast<unsigned char>(damaged) ^ change);
  require(!readSealed(bytes, "file"));
  require(!readSealed(std::string_view(*sealed).substr(0, place % bytes.size()), "file"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] % 3 == 2) {
    sealAndDamage(Source(bytes));
    return 0;
  }
  const auto content = readSealed(data[0] % 3 == 1 ? resealed(bytes) : bytes, "file");
  if (!content) {
    require(!content.error().why.empty());
    return 0;
  }
  const auto sealed = sealedBytes(*content);
  require(sealed.ok());
  const auto again = readSealed(*sealed, "file");
  require(again.ok() && *again == *content);
  return 0;
}
