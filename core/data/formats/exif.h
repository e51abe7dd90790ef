// SPDX-License-Identifier: Apache-2.0
//
// The EXIF 2.3 orientation tag (0x0112) in the first TIFF directory of a JPEG's APP1 segment, a
// PNG's eXIf chunk or a WebP's EXIF chunk.
#pragma once

#include "core/data/formats/image_bytes.h"

#include <cstddef>
#include <span>

namespace emascope {

/// The orientation, 1 to 8; 1 (upright) if `bytes` does not contain it. `bytes`: the file or its
/// beginning. Never reads beyond `bytes`.
[[nodiscard]] unsigned exifOrientation(ImageFormat format, std::span<const std::byte> bytes);

}  // namespace emascope
