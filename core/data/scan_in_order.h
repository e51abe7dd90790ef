// SPDX-License-Identifier: Apache-2.0
//
// Reads chunks of a range with several threads and processes them on one thread in order, so that
// the result does not depend on the number of threads. Keeps only a few chunks per thread in
// memory.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <thread>
#include <utility>
#include <vector>

namespace emascope {

/// `read(begin, end)` returns a chunk, on any thread; `take(chunk)` processes it on this thread.
/// Rethrows the first exception of `read`.
template <typename Read, typename Take>
void scanInOrder(std::uint64_t count, std::uint64_t chunk, std::uint32_t threads, Read read,
                 Take take) {
  using Chunk = decltype(read(count, count));
  constexpr std::uint64_t kChunksAThread = 4;
  const std::uint64_t chunks = (count + chunk - 1) / chunk;
  const std::uint64_t round = std::max(1U, threads) * kChunksAThread;
  for (std::uint64_t first = 0; first < chunks; first += round) {
    const std::uint64_t end = std::min(chunks, first + round);
    std::vector<Chunk> results(end - first);
    std::vector<std::exception_ptr> failures(std::max(1U, threads));
    std::atomic<std::uint64_t> next{first};
    const auto work = [&](std::exception_ptr& failure) {
      try {
        for (std::uint64_t i = next++; i < end; i = next++) {
          results[i - first] = read(i * chunk, std::min(count, (i + 1) * chunk));
        }
      } catch (...) {
        failure = std::current_exception();
        next = end;
      }
    };
    {
      std::vector<std::jthread> helpers;
      for (std::size_t i = 1; i < failures.size(); ++i) {
        helpers.emplace_back([&work, &failures, i] { work(failures[i]); });
      }
      work(failures[0]);
    }
    for (const std::exception_ptr& failure : failures) {
      if (failure) std::rethrow_exception(failure);
    }
    for (Chunk& result : results) take(std::move(result));
  }
}

}  // namespace emascope
