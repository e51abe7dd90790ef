// SPDX-License-Identifier: GPL-3.0-or-later
//
// A row of samples as images, each with its target below, as many as fit into the width. Targets
// are plain text, elided.
#pragma once

#include "ui/open/found_data.h"

#include <vector>

#include <QWidget>

namespace emascope::ui {

class ImageStrip final : public QWidget {
  Q_OBJECT
 public:
  explicit ImageStrip(QWidget* parent);

  /// Hides itself without samples.
  void show(std::vector<FoundSample> samples);
  [[nodiscard]] const std::vector<FoundSample>& samples() const { return samples_; }

 protected:
  void changeEvent(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void fitHeight();

  std::vector<FoundSample> samples_;
};

}  // namespace emascope::ui
