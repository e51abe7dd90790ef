// SPDX-License-Identifier: Apache-2.0
#include "core/base/worker_pool.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

class Pool : public testing::TestWithParam<int> {};

TEST_P(Pool, WorksOnEachPieceOnce) {
  WorkerPool pool(GetParam());
  EXPECT_EQ(pool.threads(), GetParam());
  for (const std::size_t pieces : {0, 1, 2, 3, 7, 1000}) {
    for (const bool backwards : {false, true}) {
      std::vector<std::atomic<int>> calls(pieces);
      pool.run(pieces, backwards, [&](std::size_t i) { ++calls[i]; });
      for (std::size_t i = 0; i < pieces; ++i) ASSERT_EQ(calls[i], 1) << i << " of " << pieces;
    }
  }
}

TEST_P(Pool, SeesWhatTheCallerWroteAndTheCallerSeesTheResults) {
  WorkerPool pool(GetParam());
  std::vector<int> values(100);
  for (int round = 1; round <= 200; ++round) {
    for (int& value : values) value = round;
    pool.run(values.size(), false, [&](std::size_t i) { values[i] *= 2; });
    ASSERT_EQ(values, std::vector<int>(100, 2 * round));
  }
}

TEST_P(Pool, CallersWaitForEachOther) {
  WorkerPool pool(GetParam());
  std::atomic<int> done = 0;
  std::atomic<int> jobs_at_once = 0;
  std::atomic<int> most = 0;
  {
    std::vector<std::jthread> callers;
    for (int caller = 0; caller < 3; ++caller) {
      callers.emplace_back([&, caller] {
        for (int round = 0; round < 50; ++round) {
          pool.run(20, false, [&, caller](std::size_t) {
            const int bit = 1 << caller;
            most |= jobs_at_once.fetch_or(bit) & ~bit;
            ++done;
            jobs_at_once.fetch_and(~bit);
          });
        }
      });
    }
  }
  EXPECT_EQ(done, 3 * 50 * 20);
  EXPECT_EQ(most, 0) << "pieces of two callers ran side by side";
}

INSTANTIATE_TEST_SUITE_P(Threads, Pool, testing::Values(1, 2, 5));

TEST(PoolOfOne, GoesThroughThePiecesInOrder) {
  WorkerPool pool(1);
  std::vector<std::size_t> seen;
  pool.run(4, false, [&](std::size_t i) { seen.push_back(i); });
  pool.run(4, true, [&](std::size_t i) { seen.push_back(i); });
  EXPECT_THAT(seen, testing::ElementsAre(0, 1, 2, 3, 3, 2, 1, 0));
}

TEST(PoolOfTwo, UsesBoth) {
  WorkerPool pool(2);
  std::mutex mutex;
  std::condition_variable both;
  std::set<std::thread::id> threads;
  // Neither piece ends before the other has begun, so one thread alone would time out.
  bool met = true;
  pool.run(2, false, [&](std::size_t) {
    std::unique_lock lock(mutex);
    threads.insert(std::this_thread::get_id());
    both.notify_all();
    met = both.wait_for(lock, std::chrono::seconds(30), [&] { return threads.size() == 2; }) && met;
  });
  EXPECT_TRUE(met);
}

TEST(PoolOfTwo, AThreadThatIsLateLeavesItsShareToTheOther) {
  WorkerPool pool(2);
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t finished = 0;
  bool held = false;
  bool met = true;
  // Whoever comes second waits in its piece until all others are done: the first has to do them.
  pool.run(10, false, [&, first = std::thread::id()](std::size_t) mutable {
    std::unique_lock lock(mutex);
    if (first == std::thread::id()) first = std::this_thread::get_id();
    if (std::this_thread::get_id() != first && !held) {
      held = true;
      met = changed.wait_for(lock, std::chrono::seconds(30), [&] { return finished == 9; });
    }
    ++finished;
    changed.notify_all();
  });
  EXPECT_TRUE(met);
  EXPECT_EQ(finished, 10U);
}

}  // namespace
}  // namespace emascope
