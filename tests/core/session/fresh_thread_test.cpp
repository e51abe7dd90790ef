// SPDX-License-Identifier: Apache-2.0
#include "core/session/fresh_thread.h"

#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(FreshThread, RunsOnAThreadOfItsOwnAndGoesOnWithItOnceReleased) {
  FreshThread fresh;
  std::thread::id first;
  std::thread::id then;
  fresh.run([&] { first = std::this_thread::get_id(); });
  EXPECT_NE(first, std::this_thread::get_id());
  EXPECT_TRUE(fresh.waits());
  fresh.release([&] { then = std::this_thread::get_id(); }).reset();  // waits for its end
  EXPECT_EQ(then, first);
}

TEST(FreshThread, DoesNotSeeItselfWaitingOnceItGoesOn) {
  for (int i = 0; i < 2000; ++i) {
    FreshThread fresh;
    bool waited = true;
    fresh.run([] {});
    fresh.release([&] { waited = fresh.waits(); }).reset();
    ASSERT_FALSE(waited) << i;
  }
}

TEST(FreshThread, IsGoneOnceItIsDismissedOrHasFailed) {
  FreshThread fresh;
  fresh.run([] {});
  fresh.dismiss();
  EXPECT_FALSE(fresh.waits());
  EXPECT_THROW(fresh.run([] { throw std::runtime_error("no data"); }), std::runtime_error);
  EXPECT_FALSE(fresh.waits());
}

}  // namespace
}  // namespace emascope
