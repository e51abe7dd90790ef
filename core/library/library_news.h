// SPDX-License-Identifier: Apache-2.0
//
// How `emascope-engine serve` tells the window about the library: lines of standard error, which no
// other text of the engine looks like.
#pragma once

#include <string_view>

namespace emascope {

/// A line about the library, followed by a sentence.
inline constexpr std::string_view kLibraryNews = "emascope-engine: library: ";
/// The sentence of a run that is kept, followed by the path of its folder.
inline constexpr std::string_view kKeptIn = "the run is kept in ";

}  // namespace emascope
