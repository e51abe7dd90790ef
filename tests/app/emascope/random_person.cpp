// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/emascope/random_person.h"

#include "ui/main_window/main_window.h"
#include "ui/main_window/workspaces.h"
#include "ui/plot/loss_plot.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>

namespace emascope::ui {
namespace {

QString nameOf(const QObject& object) {
  const QString name = object.objectName();
  return QString::fromLatin1(object.metaObject()->className()).section(u':', -1) +
         (name.isEmpty() ? QString() : u' ' + name.left(60));
}

void wheel(QWidget& widget, const QPoint& at, int notches, Qt::KeyboardModifiers held) {
  QWheelEvent event(at, widget.mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton, held,
                    Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(&widget, &event);
}

}  // namespace

RandomPerson::RandomPerson(MainWindow& window, QString scratch, std::uint64_t seed)
    : window_(window), scratch_(std::move(scratch)), random_(seed) {}

std::size_t RandomPerson::below(std::size_t count) {
  return static_cast<std::size_t>(random_() % std::max<std::uint64_t>(count, 1));
}

bool RandomPerson::chance(double share) {
  return static_cast<double>(below(1000000)) < share * 1e6;
}

template <typename T>
T* RandomPerson::anyOf() {
  QList<T*> usable;
  for (T* each : window_.findChildren<T*>()) {
    if (!each->isVisible() || !each->isEnabled() || each->visibleRegion().isEmpty()) continue;
    const QPoint middle = each->visibleRegion().boundingRect().center();
    const QWidget* hit = window_.childAt(each->mapTo(&window_, middle));
    if (hit == each || (hit != nullptr && each->isAncestorOf(hit))) usable.append(each);
  }
  return usable.isEmpty() ? nullptr : oneOf(usable);
}

QPoint RandomPerson::placeIn(const QWidget& widget) {
  const QRect seen = widget.visibleRegion().boundingRect();
  const auto within = [this](int from, int length) {
    return from + static_cast<int>(below(static_cast<std::size_t>(std::max(length, 1))));
  };
  return {within(seen.left(), seen.width()), within(seen.top(), seen.height())};
}

QString RandomPerson::act() {
  if (QWidget* popup = QApplication::activePopupWidget()) return inPopup(*popup);
  for (QWidget* top : QApplication::topLevelWidgets()) {
    if (top != &window_ && top->isVisible() && top->windowType() != Qt::ToolTip) {
      return inDialog(*top);
    }
  }
  if (!window_.isActiveWindow()) window_.activateWindow();
  using Act = QString (RandomPerson::*)();
  static constexpr std::array<std::pair<int, Act>, 11> kActs = {
      {{30, &RandomPerson::pressButton},
       {9, &RandomPerson::moveSlider},
       {8, &RandomPerson::type},
       {10, &RandomPerson::touchTable},
       {10, &RandomPerson::touchChart},
       {8, &RandomPerson::touchOther},
       {14, &RandomPerson::pressKey},
       {4, &RandomPerson::openMenu},
       {4, &RandomPerson::switchWorkspace},
       {2, &RandomPerson::resize},
       {1, &RandomPerson::chooseDemo}}};
  auto at = static_cast<int>(below(100));
  for (const auto& [weight, act] : kActs) {
    at -= weight;
    if (at < 0) return (this->*act)();
  }
  return {};
}

QString RandomPerson::inPopup(QWidget& popup) {
  if (auto* menu = qobject_cast<QMenu*>(&popup)) return inMenu(*menu);
  const bool choose = chance(0.6);
  auto* view = popup.findChild<QAbstractItemView*>();
  if (view == nullptr) {
    popup.close();
    return QStringLiteral("close ") + nameOf(popup);
  }
  for (std::size_t i = below(4); i > 0; --i) QTest::keyClick(view, Qt::Key_Down);
  QTest::keyClick(view, choose ? Qt::Key_Return : Qt::Key_Escape);
  return choose ? QStringLiteral("choose from a list") : QStringLiteral("close a list");
}

QString RandomPerson::inMenu(QMenu& menu) {
  QList<QAction*> usable;
  for (QAction* action : menu.actions()) {
    const bool ends = action->objectName() == QLatin1String("quit");
    if (action->isVisible() && action->isEnabled() && !action->isSeparator() && !ends &&
        action->menu() == nullptr) {
      usable.append(action);
    }
  }
  if (usable.isEmpty() || chance(0.25)) {
    QTest::keyClick(&menu, Qt::Key_Escape);
    return QStringLiteral("close ") + nameOf(menu);
  }
  QAction* chosen = oneOf(usable);
  const QString said =
      QStringLiteral("choose %1 %2").arg(chosen->objectName(), chosen->text().left(40));
  QTest::mouseClick(&menu, Qt::LeftButton, {}, menu.actionGeometry(chosen).center());
  return said;
}

QString RandomPerson::inDialog(QWidget& dialog) {
  const QString name = nameOf(dialog);
  auto* files = qobject_cast<QFileDialog*>(&dialog);
  if (files != nullptr && files->acceptMode() == QFileDialog::AcceptSave && chance(0.5)) {
    const QString path =
        QStringLiteral("%1/%2.%3").arg(scratch_).arg(++files_ % 8).arg(files->defaultSuffix());
    Q_EMIT files->fileSelected(path);
    files->close();
    return QStringLiteral("save ") + path;
  }
  if (files == nullptr && chance(0.3)) {
    QTest::keyClick(dialog.focusWidget() ? dialog.focusWidget() : &dialog, Qt::Key_Tab);
    return QStringLiteral("Tab in ") + name;
  }
  if (files == nullptr) QTest::keyClick(&dialog, Qt::Key_Escape);
  dialog.close();
  return QStringLiteral("close ") + name;
}

QString RandomPerson::pressButton() {
  auto* button = anyOf<QAbstractButton>();
  if (button == nullptr) return {};
  const QString said = nameOf(*button) + u' ' + button->text().left(30);
  const QPoint at = button->visibleRegion().boundingRect().center();
  const auto* push = qobject_cast<QPushButton*>(button);
  const bool opens = push != nullptr && push->menu() != nullptr;
  if (opens) {
    // The press does not return before its menu has closed.
    QTimer::singleShot(0, push->menu(), [this] {
      if (QWidget* popup = QApplication::activePopupWidget()) (void)inPopup(*popup);
    });
  }
  if (!opens && chance(0.1)) {
    QTest::mouseDClick(button, Qt::LeftButton, {}, at);
    return QStringLiteral("double-click ") + said;
  }
  QTest::mouseClick(button, Qt::LeftButton, {}, at);
  return QStringLiteral("click ") + said;
}

QString RandomPerson::moveSlider() {
  auto* slider = anyOf<QAbstractSlider>();
  if (slider == nullptr) return {};
  const QString said = nameOf(*slider);
  if (chance(0.4)) return mouse(*slider, said);
  slider->setFocus();
  const QList<Qt::Key> keys = {Qt::Key_Left,     Qt::Key_Right, Qt::Key_PageUp,
                               Qt::Key_PageDown, Qt::Key_Home,  Qt::Key_End};
  for (std::size_t i = below(5) + 1; i > 0; --i) {
    QTest::keyClick(slider, oneOf(keys), chance(0.2) ? Qt::ShiftModifier : Qt::NoModifier);
  }
  return QStringLiteral("keys on ") + said;
}

QString RandomPerson::type() {
  auto* field = anyOf<QLineEdit>();
  if (field == nullptr || field->isReadOnly()) return {};
  const QStringList texts = {QStringLiteral("0.9"),
                             QStringLiteral("0.99"),
                             QStringLiteral("0.995"),
                             QStringLiteral("0"),
                             QStringLiteral("1"),
                             QStringLiteral("100"),
                             QStringLiteral("2/3"),
                             QStringLiteral("hl=30"),
                             QStringLiteral("beta=0.95"),
                             QStringLiteral("-1"),
                             QStringLiteral("1e300"),
                             QStringLiteral("nan"),
                             QStringLiteral("<b>x"),
                             QStringLiteral("a b"),
                             QString(),
                             QStringLiteral("t%1").arg(below(9))};
  const QString text = oneOf(texts);
  const QString said = QStringLiteral("type \"%1\" into %2").arg(text, nameOf(*field));
  QTest::mouseClick(field, Qt::LeftButton);
  field->selectAll();
  QTest::keyClick(field, Qt::Key_Delete);
  QTest::keyClicks(field, text);
  const std::size_t then = below(10);
  if (then < 7) {
    QTest::keyClick(field, Qt::Key_Return);
    return said + QStringLiteral(", Enter");
  }
  if (then == 7) return said;
  QTest::keyClick(field, then == 8 ? Qt::Key_Escape : Qt::Key_Tab);
  return said + (then == 8 ? QStringLiteral(", Esc") : QStringLiteral(", Tab"));
}

QString RandomPerson::touchTable() {
  auto* table = anyOf<QTableView>();
  if (table == nullptr || table->model()->rowCount() == 0) return {};
  const QString said = nameOf(*table);
  if (chance(0.15)) {
    QWidget* head = table->horizontalHeader()->viewport();
    QTest::mouseClick(head, Qt::LeftButton, {}, placeIn(*head));
    return QStringLiteral("click the head of ") + said;
  }
  const auto row = static_cast<int>(below(static_cast<std::size_t>(table->model()->rowCount())));
  const auto column =
      static_cast<int>(below(static_cast<std::size_t>(table->model()->columnCount())));
  const QModelIndex cell = table->model()->index(row, column);
  table->scrollTo(cell);
  const QPoint at = table->visualRect(cell).center();
  const QString where = QStringLiteral(" row %1 column %2 of %3").arg(row).arg(column).arg(said);
  const std::size_t how = below(10);
  if (how < 4) {
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at);
    return QStringLiteral("click") + where;
  }
  if (how < 5) {
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, at);
    return QStringLiteral("double-click") + where;
  }
  if (how < 8) {
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, table->viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(table->viewport(), &event);
    return QStringLiteral("menu of") + where;
  }
  QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, at);
  const QList<Qt::Key> keys = {Qt::Key_Up, Qt::Key_Down, Qt::Key_F2, Qt::Key_Delete,
                               Qt::Key_Return};
  QTest::keyClick(table, oneOf(keys));
  return QStringLiteral("key at") + where;
}

QString RandomPerson::mouse(QWidget& widget, const QString& what) {
  const QPoint from = placeIn(widget);
  const QPoint to = placeIn(widget);
  const QList<Qt::KeyboardModifiers> all = {
      {}, {}, {}, Qt::ShiftModifier, Qt::ControlModifier, Qt::AltModifier};
  const Qt::KeyboardModifiers held = oneOf(all);
  const QPointer<QWidget> there(&widget);  // what is done may replace it
  switch (below(6)) {
    case 0:
      wheel(widget, from, chance(0.5) ? 1 : -1, held);
      return QStringLiteral("wheel over ") + what;
    case 1:
      QTest::mouseDClick(&widget, Qt::LeftButton, held, from);
      return QStringLiteral("double-click ") + what;
    case 2:
    case 3:
      QTest::mousePress(&widget, Qt::LeftButton, held, from);
      for (int i = 1; i <= 3 && there; ++i) {
        QMouseEvent moved(QEvent::MouseMove, QPointF(from + (to - from) * i / 3),
                          widget.mapToGlobal(QPointF(from + (to - from) * i / 3)), Qt::NoButton,
                          Qt::LeftButton, held);
        QCoreApplication::sendEvent(&widget, &moved);
        if (chance(0.3)) QCoreApplication::processEvents();
      }
      if (there) QTest::mouseRelease(&widget, Qt::LeftButton, held, to);
      return QStringLiteral("drag over ") + what;
    default:
      QTest::mouseClick(&widget, Qt::LeftButton, held, from);
      return QStringLiteral("click into ") + what;
  }
}

QString RandomPerson::touchChart() {
  LossPlot* plot = window_.plot();
  auto* chart = plot->findChild<QWidget*>();
  if (!plot->isVisible() || chart == nullptr) return touchOther();
  if (chance(0.15)) {
    const QPoint at = placeIn(*chart);
    QContextMenuEvent event(QContextMenuEvent::Mouse, at, chart->mapToGlobal(at));
    QCoreApplication::sendEvent(chart, &event);
    return QStringLiteral("menu of the chart");
  }
  return mouse(*chart, QStringLiteral("the chart"));
}

QString RandomPerson::touchOther() {
  QList<QWidget*> usable;
  for (int tries = 0; tries < 8; ++tries) {
    auto* widget = anyOf<QWidget>();
    if (widget == nullptr || widget->focusPolicy() == Qt::NoFocus) continue;
    if (qobject_cast<QAbstractButton*>(widget) || qobject_cast<QLineEdit*>(widget)) continue;
    return mouse(*widget, nameOf(*widget));
  }
  return {};
}

QString RandomPerson::pressKey() {
  const QList<QKeyCombination> keys = {Qt::Key_Space,
                                       Qt::Key_Space,
                                       Qt::Key_Period,
                                       Qt::SHIFT | Qt::Key_Period,
                                       Qt::Key_Left,
                                       Qt::Key_Right,
                                       Qt::Key_Up,
                                       Qt::Key_Down,
                                       Qt::Key_Tab,
                                       Qt::SHIFT | Qt::Key_Tab,
                                       Qt::Key_Escape,
                                       Qt::Key_Return,
                                       Qt::Key_F,
                                       Qt::Key_L,
                                       Qt::Key_Home,
                                       Qt::SHIFT | Qt::Key_Home,
                                       Qt::Key_Backspace,
                                       Qt::Key_0,
                                       Qt::Key_1,
                                       Qt::Key_2,
                                       Qt::Key_9,
                                       Qt::Key_BracketLeft,
                                       Qt::Key_BracketRight,
                                       Qt::CTRL | Qt::Key_Z,
                                       Qt::CTRL | Qt::SHIFT | Qt::Key_Z,
                                       Qt::CTRL | Qt::Key_R,
                                       Qt::CTRL | Qt::SHIFT | Qt::Key_R,
                                       Qt::CTRL | Qt::ALT | Qt::Key_R,
                                       Qt::CTRL | Qt::Key_1,
                                       Qt::CTRL | Qt::Key_2,
                                       Qt::CTRL | Qt::Key_3,
                                       Qt::CTRL | Qt::Key_N,
                                       Qt::CTRL | Qt::Key_O,
                                       Qt::CTRL | Qt::Key_E,
                                       Qt::CTRL | Qt::SHIFT | Qt::Key_C,
                                       Qt::CTRL | Qt::Key_Plus,
                                       Qt::CTRL | Qt::Key_Minus,
                                       Qt::CTRL | Qt::Key_0,
                                       Qt::Key_F11,
                                       Qt::Key_F1,
                                       Qt::Key_F2,
                                       Qt::Key_F5,
                                       Qt::Key_Delete,
                                       Qt::Key_PageDown,
                                       Qt::Key_PageDown,
                                       Qt::Key_PageUp};
  const QKeyCombination chosen = oneOf(keys);
  QWidget* to = window_.focusWidget() != nullptr ? window_.focusWidget() : &window_;
  const QString said =
      QStringLiteral("%1 to %2")
          .arg(QKeySequence(chosen).toString(QKeySequence::PortableText), nameOf(*to));
  QTest::keyClick(to, chosen.key(), chosen.keyboardModifiers());
  return said;
}

QString RandomPerson::openMenu() {
  QMenuBar* bar = window_.menuBar();
  if (!bar->isVisible()) return pressKey();
  QMenu* menu = oneOf(bar->actions())->menu();
  if (menu == nullptr) return {};
  menu->popup(bar->mapToGlobal(QPoint(10, bar->height())));
  return QStringLiteral("open menu ") + menu->title();
}

QString RandomPerson::switchWorkspace() {
  const QStringList names = {QStringLiteral("tune"), QStringLiteral("compare"),
                             QStringLiteral("teach")};
  const QString name = oneOf(names);
  auto* button = window_.findChild<QAbstractButton*>(QStringLiteral("button_workspace_") + name);
  if (button == nullptr || !button->isVisible()) return {};
  const QWidget* hit = window_.childAt(button->mapTo(&window_, button->rect().center()));
  if (hit != button) return {};  // something is in front of it
  QTest::mouseClick(button, Qt::LeftButton);
  return QStringLiteral("switch to ") + name;
}

QString RandomPerson::resize() {
  if (window_.isFullScreen()) {
    QTest::keyClick(&window_, Qt::Key_F11);
    return QStringLiteral("leave the full screen");
  }
  const QList<QSize> sizes = {
      {1440, 900},  {1280, 720},
      {1000, 650},  {760, 520},
      {1920, 1080}, {static_cast<int>(700 + below(1200)), static_cast<int>(480 + below(600))}};
  const QSize size = oneOf(sizes);
  window_.resize(size);
  return QStringLiteral("resize to %1x%2").arg(size.width()).arg(size.height());
}

QString RandomPerson::chooseDemo() {
  QTest::keyClick(&window_, Qt::Key_N, Qt::ControlModifier);
  auto* gallery = window_.findChild<QWidget*>(QStringLiteral("gallery"));
  if (gallery == nullptr || !gallery->isVisible()) return QStringLiteral("no gallery");
  const QList<Qt::Key> arrows = {Qt::Key_Down, Qt::Key_Right, Qt::Key_Left, Qt::Key_Up};
  for (std::size_t i = below(6); i > 0; --i) {
    QWidget* to = window_.focusWidget() != nullptr ? window_.focusWidget() : gallery;
    QTest::keyClick(to, oneOf(arrows));
  }
  QWidget* to = window_.focusWidget() != nullptr ? window_.focusWidget() : gallery;
  QTest::keyClick(to, Qt::Key_Return);
  return QStringLiteral("choose a demo");
}

}  // namespace emascope::ui
