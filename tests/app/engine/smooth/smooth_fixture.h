// SPDX-License-Identifier: Apache-2.0
//
// emascope-engine smooth over a table of a test's own.
#pragma once

#include "tests/app/engine/engine_process.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {

class Smooth : public EngineTest {
 protected:
  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }

  /// `smooth` over the table `text` to its end, and its columns.
  [[nodiscard]] CsvColumns smoothed(const std::string& text, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(),
                     {"smooth", "--input", file("in.csv", text), "--output", path("out.csv")});
    const Outcome outcome = engine(std::move(arguments));
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return csv(path("out.csv"));
  }

  [[nodiscard]] Outcome refused(const std::string& text, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(),
                     {"smooth", "--input", file("in.csv", text), "--output", path("out.csv")});
    std::ofstream(path("out.csv")) << "precious\n";
    const Outcome outcome = engine(std::move(arguments));
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(contents(path("out.csv")), "precious\n");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(path("")), {}), 4) << "files";
    return outcome;
  }
};

}  // namespace emascope
