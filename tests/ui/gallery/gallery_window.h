// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window with the nine demos of this program, of which the first one runs.
#pragma once

#include "tests/ui/main_window/window_fixture.h"
#include "ui/gallery/gallery_card.h"

#include <string>
#include <vector>

#include <QApplication>
#include <QPushButton>
#include <QTest>

namespace emascope::ui {

/// The demos of this program, in its order.
inline constexpr const char* kDemos[] = {"two-spirals",    "digits",       "curve",
                                         "quadratic-bowl", "noisy-signal", "diffusion",
                                         "transfer",       "characters",   "two-spirals-cosine"};

inline Catalog nineDemos() {
  Catalog catalog = fakeCatalog();
  const PresetInfo first = catalog.presets.front();
  catalog.presets.clear();
  for (const char* id : kDemos) {
    PresetInfo preset = first;
    preset.id = id;
    preset.config.preset = id;
    catalog.presets.push_back(preset);
  }
  return catalog;
}

/// The window with nine demos; two-spirals runs.
struct Window : WindowFixture {
  explicit Window(QSize size = {1440, 900}) : WindowFixture(size) {
    run();
    controller.setCatalog(nineDemos());
    session.posted.clear();
  }
  void openByClick() { QTest::mouseClick(part<QPushButton>("demos"), Qt::LeftButton); }
  [[nodiscard]] bool isOpen() const {
    const auto* scrim = window.findChild<QWidget*>(QStringLiteral("scrim"));
    return scrim && scrim->isVisible();
  }
  [[nodiscard]] DemoCard* card(const char* id) const {
    return part<DemoCard>((std::string("demo_") + id).c_str());
  }
  [[nodiscard]] std::vector<RunConfig> started() const {
    std::vector<RunConfig> configs;
    for (const auto& start : session.all<command::Start>()) configs.push_back(start.config);
    return configs;
  }
  void key(int key, Qt::KeyboardModifiers held = {}) {
    QTest::keyClick(qApp->focusWidget(), static_cast<Qt::Key>(key), held);
  }
};

}  // namespace emascope::ui
