// SPDX-License-Identifier: Apache-2.0
//
// How a camera was held, as EXIF 2.3 has it: tag 0x0112 of the first directory of TIFF tags, in a
// JPEG's segment APP1, a PNG's chunk eXIf or a WebP's chunk EXIF.
#pragma once

#include "core/data/image_bytes.h"

#include <cstddef>
#include <span>

namespace emascope {

/// 1 to 8: how the picture is to be turned; 1 (upright) where `bytes`, a file's first ones or all,
/// do not say. Never reads beyond them.
[[nodiscard]] unsigned exifOrientation(ImageFormat format, std::span<const std::byte> bytes);

}  // namespace emascope
