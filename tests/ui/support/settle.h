// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace emascope::ui {

/// Handles the events that wait, and those that they cause: until sizes and places are those of
/// what is shown.
inline void settle() {
  for (int i = 0; i < 5; ++i) {
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
  }
}

}  // namespace emascope::ui
