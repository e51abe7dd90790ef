// SPDX-License-Identifier: Apache-2.0
#include "core/data/token_check.h"

#include "core/base/numbers.h"
#include "core/data/scan_in_order.h"

#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace emascope {
namespace {

std::optional<Error> firstWrong(const Dataset& dataset, std::int64_t vocabulary,
                                std::uint64_t begin, std::uint64_t end) {
  std::vector<float> sample(dataset.sampleFloats());
  for (std::uint64_t index = begin; index < end; ++index) {
    if (const Status status = dataset.read(index, sample); !status) return status.error();
    for (std::size_t i = 0; i < sample.size(); ++i) {
      const float token = sample[i];
      const bool below = vocabulary == 0 || token < static_cast<float>(vocabulary);
      if (token >= 0.0F && token == std::trunc(token) && below) continue;
      return Error{dataset.head().path,
                   dataset.place(index) + ": number " + std::to_string(i + 1) + " is " +
                       formatNumber(double{token}) + ", but the network starts with an embedding",
                   vocabulary == 0 ? "whole numbers of at least 0"
                                   : "whole numbers from 0 to " + std::to_string(vocabulary - 1)};
    }
  }
  return std::nullopt;
}

}  // namespace

Status checkTokens(const Dataset& dataset, std::int64_t vocabulary, std::uint32_t threads) {
  constexpr std::uint64_t kChunk = 256;
  std::optional<Error> error;
  scanInOrder(
      dataset.size(), kChunk, threads,
      [&](std::uint64_t begin, std::uint64_t end) {
        return firstWrong(dataset, vocabulary, begin, end);
      },
      [&error](std::optional<Error> found) {
        if (!error) error = std::move(found);
      });
  return error ? Status(*error) : Status(Ok{});
}

}  // namespace emascope
