// SPDX-License-Identifier: Apache-2.0
//
// A table of a person's own: three kinds of flower around three places, 60 of each.
#pragma once

#include "tests/app/engine/engine_process.h"

#include <cmath>
#include <fstream>
#include <string>

namespace emascope {

class FlowersTest : public EngineTest {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }

  std::string flowers() {
    std::string text = "width,length,kind\n";
    for (int i = 0; i < 180; ++i) {
      const int kind = i % 3;
      text += std::to_string(std::sin(1.7 * i) + 4.0 * kind) + "," +
              std::to_string(std::cos(2.3 * i) - 3.0 * kind) + "," + "abc"[kind] + "\n";
    }
    return file("flowers.csv", text);
  }
};

}  // namespace emascope
