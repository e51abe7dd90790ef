// SPDX-License-Identifier: GPL-3.0-or-later
//
// A recent run in the gallery: its title, when it was begun and how far it came, and the best mean
// loss of its averages, or its state while it has none.
#pragma once

#include "core/library/run_row.h"
#include "core/protocol/spec/catalog.h"
#include "ui/gallery/gallery_card.h"

#include <QString>

namespace emascope::ui {

class RecentRun final : public GalleryCard {
  Q_OBJECT
 public:
  RecentRun(const RunRow& row, const Catalog& catalog, QWidget* parent);
  [[nodiscard]] int wordsHeight(int width) const override;
  [[nodiscard]] bool matches(const QString& typed) const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString title_;
  QString below_;
  QString value_;
  bool is_loss_ = false;
};

}  // namespace emascope::ui
