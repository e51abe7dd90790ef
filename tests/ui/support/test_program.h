// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lets one program contain the tests of several sources, which takes a fraction of the time that a
// program for each would take to compile and to link. The program's first argument is the name of
// the source without its suffix: stored_run_test.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <QObject>

namespace emascope::ui {

/// Makes the object whose slots are the tests of a source.
using MakeUiTest = std::function<std::unique_ptr<QObject>()>;

/// The program's tests, by the name of the source. Filled before main().
std::map<std::string, MakeUiTest>& uiTests();

/// Adds the tests of the source with this path.
bool addUiTest(const char* path, MakeUiTest make);

}  // namespace emascope::ui

/// At the end of a source, in namespace emascope::ui, in place of QTEST_MAIN. `kind` is a class in
/// that namespace.
#define EMASCOPE_UI_TEST(kind)     \
  static const bool kAdded##kind = \
      ::emascope::ui::addUiTest(__FILE__, [] { return std::make_unique<::emascope::ui::kind>(); })
