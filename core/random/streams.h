// SPDX-License-Identifier: Apache-2.0
//
// Assigns a CounterRandom stream of a run's seed to each purpose, so that no two purposes share
// random numbers.
#pragma once

#include <cstdint>

namespace emascope::stream {

inline constexpr std::uint64_t kInitialWeights = 1;
inline constexpr std::uint64_t kTrainData = 2;
inline constexpr std::uint64_t kValidationData = 3;
inline constexpr std::uint64_t kBatchOrder = 4;
inline constexpr std::uint64_t kAugmentation = 5;
inline constexpr std::uint64_t kStatisticsOrder = 6;         ///< batches for re-estimated buffers
inline constexpr std::uint64_t kStatisticsAugmentation = 7;  ///< augmentation of those batches
inline constexpr std::uint64_t kSplit = 8;
inline constexpr std::uint64_t kDropout = 11;
inline constexpr std::uint64_t kStatisticsDropout = 12;
inline constexpr std::uint64_t kObservations = 20;  ///< observations of the noisy signal
inline constexpr std::uint64_t kBackbone = 21;      ///< pretraining of the backbone
inline constexpr std::uint64_t kSamples = 22;       ///< random numbers of task pictures
inline constexpr std::uint64_t kTestData = 23;

}  // namespace emascope::stream
