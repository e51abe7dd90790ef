// SPDX-License-Identifier: Apache-2.0
//
// Which CounterRandom stream of a run's seed is whose, so that no two purposes share numbers.
#pragma once

#include <cstdint>

namespace emascope::stream {

inline constexpr std::uint64_t kInitialWeights = 1;
inline constexpr std::uint64_t kTrainData = 2;
inline constexpr std::uint64_t kValidationData = 3;
inline constexpr std::uint64_t kBatchOrder = 4;
inline constexpr std::uint64_t kAugmentation = 5;
inline constexpr std::uint64_t kStatisticsOrder = 6;         ///< batches for estimated buffers
inline constexpr std::uint64_t kStatisticsAugmentation = 7;  ///< of those
inline constexpr std::uint64_t kSplit = 8;
inline constexpr std::uint64_t kDropout = 11;
inline constexpr std::uint64_t kStatisticsDropout = 12;
inline constexpr std::uint64_t kObservations = 20;  ///< of the noisy signal
inline constexpr std::uint64_t kBackbone = 21;      ///< what a backbone learns from
inline constexpr std::uint64_t kSamples = 22;       ///< what task views draw
inline constexpr std::uint64_t kTestData = 23;

}  // namespace emascope::stream
