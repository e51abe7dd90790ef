// SPDX-License-Identifier: Apache-2.0
#include "core/base/mailbox.h"

#include <thread>

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(Mailbox, KeepsOrderAndReportsTheFirstArrival) {
  Mailbox<int> box;
  EXPECT_TRUE(box.put(1));
  EXPECT_FALSE(box.put(2));
  EXPECT_EQ(box.takeAll(), (std::vector<int>{1, 2}));
  EXPECT_TRUE(box.takeAll().empty());
  EXPECT_TRUE(box.put(3));
}

TEST(Mailbox, AWaitingConsumerGetsEverythingThatTwoThreadsPut) {
  constexpr int kEach = 10000;
  Mailbox<int> box;
  const auto produce = [&box] {
    for (int i = 0; i < kEach; ++i) box.put(i);
  };
  std::jthread first(produce);
  std::jthread second(produce);
  std::stop_source stop;
  int received = 0;
  while (received < 2 * kEach) received += static_cast<int>(box.waitAll(stop.get_token()).size());
  EXPECT_EQ(received, 2 * kEach);
}

TEST(Mailbox, AStopRequestWakesTheConsumer) {
  Mailbox<int> box;
  std::size_t taken = 1;
  {
    std::jthread consumer([&](const std::stop_token& stop) { taken = box.waitAll(stop).size(); });
  }  // requests a stop and joins: hangs if the wait ignores it
  EXPECT_EQ(taken, 0U);
}

}  // namespace
}  // namespace emascope
