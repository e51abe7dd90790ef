// SPDX-License-Identifier: GPL-3.0-or-later
//
// The main function of a program with the tests of several sources.
#include "tests/ui/support/test_program.h"

#include <cstdio>
#include <filesystem>
#include <utility>

#include <QApplication>
#include <QTest>

namespace emascope::ui {

std::map<std::string, MakeUiTest>& uiTests() {
  static std::map<std::string, MakeUiTest> tests;
  return tests;
}

bool addUiTest(const char* path, MakeUiTest make) {
  return uiTests().emplace(std::filesystem::path(path).stem().string(), std::move(make)).second;
}

}  // namespace emascope::ui

int main(int argc, char** argv) {
  const auto& tests = emascope::ui::uiTests();
  const auto found = tests.find(argc > 1 ? argv[1] : "");
  if (found == tests.end()) {
    std::fprintf(stderr, "The first argument must be one of:\n");
    for (const auto& [name, make] : tests) std::fprintf(stderr, "  %s\n", name.c_str());
    return 64;
  }
  argv[1] = argv[0];  // Qt Test reads the arguments after it
  int count = argc - 1;
  QApplication app(count, argv + 1);
  QApplication::setAttribute(Qt::AA_Use96Dpi, true);
  const auto test = found->second();
  return QTest::qExec(test.get(), count, argv + 1);
}
