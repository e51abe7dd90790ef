// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/interface_scale.h"

#include "ui/theme/style_sheet.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QBoxLayout>
#include <QEvent>
#include <QFormLayout>
#include <QGridLayout>
#include <QHeaderView>
#include <QPointer>
#include <QRegularExpression>
#include <QSplitter>
#include <QVariant>

namespace emascope::ui {
namespace {

double& scaleNow() {
  static double scale = 1.0;
  return scale;
}

constexpr const char* kOwnSizes = "emascope_sized_by_font";

/// Scales single properties of an object from the values they have at 100 %. Those are kept with
/// the object, so that nothing drifts when the scale changes to and fro.
class Scaler {
 public:
  Scaler(QObject& object, double to)
      : object_(object),
        to_(to),
        from_(object.property(kScale).isValid() ? object.property(kScale).toDouble() : 1.0) {}
  ~Scaler() { object_.setProperty(kScale, to_); }
  Scaler(const Scaler&) = delete;
  Scaler& operator=(const Scaler&) = delete;

  [[nodiscard]] bool same() const { return from_ == to_; }

  /// What `now`, the present value of the property `name`, is in the new scale.
  int operator()(const char* name, int now) {
    const QByteArray key = QByteArray("emascope_") + name;
    const QPoint known = object_.property(key).toPoint();  // at 100 %, and as it was last set
    const bool ours = !known.isNull() && known.y() == now;
    const double base = ours ? known.x() : now / from_;
    const int result = static_cast<int>(std::lround(base * to_));
    object_.setProperty(key, QPoint(static_cast<int>(std::lround(base)), result));
    return result;
  }

 private:
  static constexpr const char* kScale = "emascope_scale";
  QObject& object_;
  double to_;
  double from_;
};

/// Gaps of a fixed width or height; stretches have none.
void scaleSpacer(QSpacerItem& spacer, double factor) {
  const QSize now = spacer.sizeHint();
  if (now.isNull()) return;
  const auto part = [factor](int pixels) { return static_cast<int>(std::lround(pixels * factor)); };
  const QSizePolicy policy = spacer.sizePolicy();
  spacer.changeSize(part(now.width()), part(now.height()), policy.horizontalPolicy(),
                    policy.verticalPolicy());
}

void scaleLayout(QLayout& layout, double to) {
  const QVariant before = layout.property("emascope_scale");
  const double factor = to / (before.isValid() ? before.toDouble() : 1.0);
  // The inner ones first: without a spacing of their own they have that of the outer one.
  for (int i = 0; i < layout.count(); ++i) {
    QLayoutItem* item = layout.itemAt(i);
    if (QLayout* inner = item->layout()) scaleLayout(*inner, to);
    if (QSpacerItem* spacer = item->spacerItem(); spacer && factor != 1.0) {
      scaleSpacer(*spacer, factor);
    }
  }
  Scaler scale(layout, to);
  if (scale.same()) return;
  const QMargins m = layout.contentsMargins();
  layout.setContentsMargins(scale("left", m.left()), scale("top", m.top()),
                            scale("right", m.right()), scale("bottom", m.bottom()));
  if (auto* grid = qobject_cast<QGridLayout*>(&layout)) {
    grid->setHorizontalSpacing(scale("across", grid->horizontalSpacing()));
    grid->setVerticalSpacing(scale("down", grid->verticalSpacing()));
  } else if (auto* form = qobject_cast<QFormLayout*>(&layout)) {
    form->setHorizontalSpacing(scale("across", form->horizontalSpacing()));
    form->setVerticalSpacing(scale("down", form->verticalSpacing()));
  } else if (layout.spacing() >= 0) {
    layout.setSpacing(scale("spacing", layout.spacing()));
  }
  layout.invalidate();
}

/// Whether the style sheet has set this part of the widget's smallest or largest size.
bool ofSheet(const QWidget& widget, const char* name) {
  return widget.property(QByteArray("_q_stylesheet_") + name).toInt() != 0;
}

void scaleWidget(QWidget& widget, double to) {
  // Qt's own widgets inside of others get their sizes from the style.
  if (widget.property(kOwnSizes).toBool() || widget.inherits("QTipLabel")) return;
  if (QLayout* layout = widget.layout()) scaleLayout(*layout, to);
  Scaler scale(widget, to);
  if (scale.same()) return;
  if (auto* button = qobject_cast<QAbstractButton*>(&widget)) {
    const QSize icon = button->iconSize();
    button->setIconSize({scale("icon_width", icon.width()), scale("icon_height", icon.height())});
  }
  if (auto* view = qobject_cast<QAbstractItemView*>(&widget); view && view->iconSize().isValid()) {
    const QSize icon = view->iconSize();
    view->setIconSize({scale("icon_width", icon.width()), scale("icon_height", icon.height())});
  }
  if (auto* splitter = qobject_cast<QSplitter*>(&widget)) {
    splitter->setHandleWidth(scale("handle", splitter->handleWidth()));
  }
  if (auto* header = qobject_cast<QHeaderView*>(&widget);
      header && header->orientation() == Qt::Vertical) {
    header->setDefaultSectionSize(scale("section", header->defaultSectionSize()));
  }
  if (widget.isWindow()) return;  // it sets its own
  QSize least = widget.minimumSize();
  QSize most = widget.maximumSize();
  if (least.width() > 0 && !ofSheet(widget, "minw")) {
    least.setWidth(scale("least_width", least.width()));
  }
  if (least.height() > 0 && !ofSheet(widget, "minh")) {
    least.setHeight(scale("least_height", least.height()));
  }
  if (most.width() < QWIDGETSIZE_MAX && !ofSheet(widget, "maxw")) {
    most.setWidth(scale("most_width", most.width()));
  }
  if (most.height() < QWIDGETSIZE_MAX && !ofSheet(widget, "maxh")) {
    most.setHeight(scale("most_height", most.height()));
  }
  if (most != widget.maximumSize()) widget.setMaximumSize(most.expandedTo(least));
  if (least != widget.minimumSize()) widget.setMinimumSize(least);
  if (most != widget.maximumSize()) widget.setMaximumSize(most);
  widget.updateGeometry();
}

/// Scales each widget when it is about to be shown for the first time.
class NewWidgets final : public QObject {
 public:
  using QObject::QObject;
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() == QEvent::Polish && watched->isWidgetType()) {
      scaleWidget(*static_cast<QWidget*>(watched), interfaceScale());
    }
    return false;
  }
};

}  // namespace

double interfaceScale() { return scaleNow(); }

double scaled(double pixels) { return pixels * scaleNow(); }

int scaled(int pixels) {
  const int result = static_cast<int>(std::lround(pixels * scaleNow()));
  return pixels > 0 ? std::max(result, 1) : result;
}

QString scaledSheet(const QString& sheet) {
  if (scaleNow() == 1.0) return sheet;
  static const QRegularExpression length(QStringLiteral("(\\d+)px"));
  QString result;
  qsizetype done = 0;
  for (auto each = length.globalMatch(sheet); each.hasNext();) {
    const QRegularExpressionMatch match = each.next();
    result += QStringView(sheet).mid(done, match.capturedStart() - done);
    result += QString::number(scaled(match.captured(1).toInt())) + QStringLiteral("px");
    done = match.capturedEnd();
  }
  result += QStringView(sheet).mid(done);
  return result;
}

void setInterfaceScale(QApplication& application, double scale) {
  const double wanted = std::isfinite(scale) ? std::clamp(scale, kLeastScale, kMostScale) : 1.0;
  if (wanted == scaleNow()) return;
  static QPointer<NewWidgets> watcher;
  if (!watcher) {
    watcher = new NewWidgets(&application);
    application.installEventFilter(watcher);
  }
  scaleNow() = wanted;
  const QWidgetList all = QApplication::allWidgets();
  for (QWidget* widget : all) scaleWidget(*widget, wanted);
  QApplication::setFont(textFont(13));
  application.setStyleSheet(styleSheet(theme()));
}

void setSizedByFont(QWidget* widget) { widget->setProperty(kOwnSizes, true); }

}  // namespace emascope::ui
