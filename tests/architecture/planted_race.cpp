// SPDX-License-Identifier: Apache-2.0
// A data race on purpose: two threads add to one int. Built under ThreadSanitizer alone, to show
// that a race in our code is reported (CTest wants the report).
#include <thread>

int main() {
  int sum = 0;
  const auto add = [&sum] {
    for (int i = 0; i < 100000; ++i) ++sum;
  };
  std::thread other(add);
  add();
  other.join();
  return sum == 0 ? 1 : 0;
}
