// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/image_file.h"

#include "core/data/formats/exif.h"
#include "core/data/formats/image_bytes.h"
#include "core/data/formats/webp.h"
#include "core/series/input_stream.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

// The decoder is compiled here with only three formats; the packaged library has all of them.
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STB_IMAGE_RESIZE_STATIC
#define STB_IMAGE_RESIZE_IMPLEMENTATION
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_image.h>
#include <stb/stb_image_resize.h>
#pragma GCC diagnostic pop

namespace emascope {
namespace {

constexpr std::size_t kBegin = std::size_t{1} << 14U;  ///< bytes that usually contain the size
constexpr std::size_t kTail = std::size_t{1} << 12U;

struct FreePixels {
  void operator()(stbi_uc* pixels) const { stbi_image_free(pixels); }
};

const stbi_uc* asPixels(std::span<const std::byte> bytes) {
  return reinterpret_cast<const stbi_uc*>(bytes.data());
}

Result<std::vector<std::byte>> readPart(const InputStream& file, std::uint64_t offset,
                                        std::uint64_t count) {
  std::vector<std::byte> bytes(count);
  if (auto status = file.readAt(offset, bytes); !status) return status.error();
  return bytes;
}

/// The file's size, if it is within the limit for pictures.
Result<std::uint64_t> pictureBytes(const InputStream& file) {
  const std::uint64_t size = file.size().value_or(0);
  if (size <= kMostImageBytes) return size;
  return Error{file.name(), "has " + std::to_string(size >> 20U) + " MiB",
               "pictures of at most " + std::to_string(kMostImageBytes >> 20U) + " MiB"};
}

Status checkPixels(std::uint64_t width, std::uint64_t height, const std::string& name) {
  if (width > 0 && height > 0 && width <= kMostImagePixels / height) return Ok{};
  return Error{name, "has " + std::to_string(width) + " x " + std::to_string(height) + " pixels",
               "1 to " + std::to_string(kMostImagePixels / 1'000'000) + " million pixels"};
}

/// None if `bytes` ends before the size.
Result<std::optional<ImageInfo>> infoOf(ImageFormat format, std::span<const std::byte> bytes,
                                        const std::string& name) {
  if (const auto sound = checkBeginning(format, bytes, name); !sound) {
    return sound.error();
  }
  if (const auto sides = format == ImageFormat::kPng ? pngSides(bytes) : std::nullopt) {
    if (auto status = checkPixels(sides->width, sides->height, name); !status) {
      return status.error();
    }
  }
  if (format == ImageFormat::kWebp) {
    const auto sides = webpSides(bytes, name);
    if (!sides) return sides.error();
    if (!*sides) return std::optional<ImageInfo>();
    const ImageInfo info{(*sides)->width, (*sides)->height, false, exifOrientation(format, bytes)};
    if (auto status = checkPixels(info.width, info.height, name); !status) return status.error();
    return std::optional(info);
  }
  int width = 0;
  int height = 0;
  int channels = 0;
  if (stbi_info_from_memory(asPixels(bytes), static_cast<int>(bytes.size()), &width, &height,
                            &channels) == 0) {
    return std::optional<ImageInfo>();
  }
  const ImageInfo info{static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height),
                       channels <= 2, exifOrientation(format, bytes), bitsAChannel(format, bytes)};
  if (auto status = checkPixels(info.width, info.height, name); !status) return status.error();
  return std::optional(info);
}

Error undecodable(const std::string& name) {
  const char* const why = stbi_failure_reason();
  return {name, std::string("cannot be decoded: ") + (why == nullptr ? "unknown reason" : why),
          kAcceptedPictures};
}

struct Picture {
  ImageFormat format = ImageFormat::kPng;
  ImageInfo info = {};
  std::vector<std::byte> bytes = {};
};

/// All bytes of a picture that is complete and of an allowed size.
Result<Picture> readWhole(const InputStream& file) {
  const auto size = pictureBytes(file);
  if (!size) return size.error();
  auto bytes = readPart(file, 0, *size);
  if (!bytes) return bytes.error();
  const auto format = imageFormat(*bytes, file.name());
  if (!format) return format.error();
  const auto info = infoOf(*format, *bytes, file.name());
  if (!info) return info.error();
  if (auto status = checkWhole(*format, *bytes, file.name()); !status) return status.error();
  if (!*info) return undecodable(file.name());
  return Picture{*format, **info, std::move(bytes).value()};
}

/// [height][width][channels] of the picture.
struct Pixels {
  std::unique_ptr<stbi_uc, FreePixels> owned = {};
  std::vector<std::uint8_t> copied = {};
  [[nodiscard]] const stbi_uc* data() const { return owned ? owned.get() : copied.data(); }
};

Result<Pixels> decode(const Picture& picture, std::uint32_t channels, const std::string& name) {
  Pixels pixels;
  if (picture.format == ImageFormat::kWebp) {
    auto decoded = decodeWebp(picture.bytes, channels, name);
    if (!decoded) return decoded.error();
    pixels.copied = std::move(decoded).value();
    return pixels;
  }
  int width = 0;
  int height = 0;
  int stored_channels = 0;
  pixels.owned.reset(stbi_load_from_memory(asPixels(picture.bytes),
                                           static_cast<int>(picture.bytes.size()), &width, &height,
                                           &stored_channels, static_cast<int>(channels)));
  if (!pixels.owned) return undecodable(name);
  return pixels;
}

}  // namespace

Result<ImageInfo> inspectImage(const std::string& path) {
  const auto file = InputStream::openFile(path);
  if (!file) return file.error();
  const auto size = pictureBytes(*file);
  if (!size) return size.error();
  const auto begin = readPart(*file, 0, std::min<std::uint64_t>(*size, kBegin));
  if (!begin) return begin.error();
  const auto format = imageFormat(*begin, path);
  if (!format) return format.error();
  const auto info = infoOf(*format, *begin, path);
  if (!info) return info.error();
  const auto tail = readPart(*file, *size - std::min<std::uint64_t>(*size, kTail),
                             std::min<std::uint64_t>(*size, kTail));
  if (!tail) return tail.error();
  if (*info && looksEnded(*format, *tail)) return **info;
  const auto whole = readWhole(*file);
  if (!whole) return whole.error();
  return whole->info;
}

Status readImage(const std::string& path, std::uint32_t side, std::uint32_t channels,
                 std::span<float> planes) {
  constexpr float kBrightest = 255.0F;
  const auto file = InputStream::openFile(path);
  if (!file) return file.error();
  const auto picture = readWhole(*file);
  if (!picture) return picture.error();
  const auto pixels = decode(*picture, channels, path);
  if (!pixels) return pixels.error();
  const std::uint32_t width = picture->info.width;
  const std::uint32_t height = picture->info.height;
  const std::size_t plane = std::size_t{side} * side;
  std::vector<stbi_uc> resized;
  const stbi_uc* from = pixels->data();
  if (width != side || height != side) {
    resized.resize(plane * channels);
    if (stbir_resize_uint8_generic(from, static_cast<int>(width), static_cast<int>(height), 0,
                                   resized.data(), static_cast<int>(side), static_cast<int>(side),
                                   0, static_cast<int>(channels), STBIR_ALPHA_CHANNEL_NONE, 0,
                                   STBIR_EDGE_CLAMP, STBIR_FILTER_TRIANGLE, STBIR_COLORSPACE_LINEAR,
                                   nullptr) == 0) {
      return Error{path, "cannot be resized: allocation failed", ""};
    }
    from = resized.data();
  }
  for (std::size_t i = 0; i < plane; ++i) {
    for (std::size_t c = 0; c < channels; ++c) {
      planes[c * plane + i] = static_cast<float>(from[i * channels + c]) / kBrightest;
    }
  }
  return Ok{};
}

}  // namespace emascope
