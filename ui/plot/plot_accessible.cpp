// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/plot_accessible.h"

#include "ui/plot/loss_plot.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace emascope::ui {
namespace {

class AccessiblePlot final : public QAccessibleWidget {
 public:
  explicit AccessiblePlot(LossPlot* plot) : QAccessibleWidget(plot, QAccessible::Chart) {}

  [[nodiscard]] QString text(QAccessible::Text kind) const override {
    const auto* plot = qobject_cast<const LossPlot*>(object());
    if (plot == nullptr) return QAccessibleWidget::text(kind);
    if (kind == QAccessible::Description) {
      return LossPlot::tr("Left and right move the cursor; with Ctrl from change to change.");
    }
    if (kind != QAccessible::Value) return QAccessibleWidget::text(kind);
    const QString cursor = plot->cursorText();
    return cursor.isEmpty() ? plot->summaryText()
                            : cursor + QLatin1Char('\n') + plot->summaryText();
  }
};

QAccessibleInterface* makePlot(const QString& /*type*/, QObject* object) {
  auto* plot = qobject_cast<LossPlot*>(object);
  return plot == nullptr ? nullptr : new AccessiblePlot(plot);
}

}  // namespace

void describePlots() { QAccessible::installFactory(makePlot); }  // once, however often

}  // namespace emascope::ui
