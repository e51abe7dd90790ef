// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/webp.h"

#include <webp/decode.h>

namespace emascope {
namespace {

constexpr const char* kAcceptedWebp = "a complete WebP file with one picture";

const std::uint8_t* asBytes(std::span<const std::byte> bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

}  // namespace

Result<std::optional<ImageSides>> webpSides(std::span<const std::byte> begin,
                                            const std::string& where) {
  WebPBitstreamFeatures features;
  const VP8StatusCode code = WebPGetFeatures(asBytes(begin), begin.size(), &features);
  if (code == VP8_STATUS_NOT_ENOUGH_DATA) return std::optional<ImageSides>();
  if (code != VP8_STATUS_OK) return Error{where, "is damaged: its header is wrong", kAcceptedWebp};
  if (features.has_animation != 0) return Error{where, "is an animation", kAcceptedWebp};
  return std::optional(ImageSides{static_cast<std::uint32_t>(features.width),
                                  static_cast<std::uint32_t>(features.height)});
}

Result<std::vector<std::uint8_t>> decodeWebp(std::span<const std::byte> bytes,
                                             std::uint32_t channels, const std::string& where) {
  constexpr std::size_t kColors = 3;
  const auto sides = webpSides(bytes, where);
  if (!sides) return sides.error();
  if (!*sides) return Error{where, "is truncated", kAcceptedWebp};
  const std::size_t pixels = std::size_t{(*sides)->width} * (*sides)->height;
  std::vector<std::uint8_t> decoded(pixels * kColors);
  if (WebPDecodeRGBInto(asBytes(bytes), bytes.size(), decoded.data(), decoded.size(),
                        static_cast<int>((*sides)->width * kColors)) == nullptr) {
    return Error{where, "cannot be decoded: it is damaged or truncated", kAcceptedWebp};
  }
  if (channels == kColors) return decoded;
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::uint8_t* const rgb = &decoded[i * kColors];
    decoded[i] = static_cast<std::uint8_t>((rgb[0] * 77U + rgb[1] * 150U + rgb[2] * 29U) >> 8U);
  }
  decoded.resize(pixels);
  return decoded;
}

}  // namespace emascope
