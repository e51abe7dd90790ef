// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/gestures.h"

namespace emascope::ui {

int nextGesture() {
  static int last = 0;
  return ++last;
}

}  // namespace emascope::ui
