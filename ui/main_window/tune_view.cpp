// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/tune_view.h"

#include "ui/main_window/arrangement.h"
#include "ui/main_window/plot_card.h"
#include "ui/main_window/side_column.h"
#include "ui/plot/loss_plot.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>
#include <vector>

#include <QFrame>
#include <QHBoxLayout>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

// Heights of the window below which parts of the plot fold.
constexpr int kDecayFolds = 760;
constexpr int kDifferenceFolds = 690;
constexpr int kDifferenceFoldsNarrow = 800;  // the cards are below the plot
constexpr int kLegendFolds = 560;

std::vector<PanelEntry> panelsOf(PanelEntry::Area area) {
  std::vector<PanelEntry> found;
  for (const auto& [id, entry] : panels()) {
    if (entry.area == area) found.push_back(entry);
  }
  std::sort(found.begin(), found.end(),
            [](const PanelEntry& a, const PanelEntry& b) { return a.order < b.order; });
  return found;
}

QString tabTitle(const PanelEntry& entry) {
  const char* title = *entry.short_title != '\0' ? entry.short_title : entry.title;
  return QCoreApplication::translate("panels", title);
}

}  // namespace

TuneView::TuneView(const PanelContext& context, Actions& actions, QWidget* parent)
    : QWidget(parent),
      plot_card_(new PlotCard(context, actions, this)),
      tables_(new QTabWidget),
      tables_card_(new QFrame(this)),
      side_(new SideColumn),
      arrangement_(std::make_unique<Arrangement>(plot_card_, tables_card_, tables_, side_, this)) {
  setObjectName(QStringLiteral("tune_view"));
  tables_->setObjectName(QStringLiteral("tables"));
  tables_->setAccessibleName(tr("Tables"));
  tables_->setDocumentMode(true);
  tables_card_->setProperty("card", true);
  auto* tables_column = new QVBoxLayout(tables_card_);
  tables_column->setContentsMargins(8, 4, 8, 6);
  tables_column->addWidget(tables_);
  auto* body = new QHBoxLayout(this);
  body->setContentsMargins(12, 4, 12, 4);
  body->addWidget(arrangement_->widget());
  placeTables(context);
  placeCards(context);
}

TuneView::~TuneView() = default;

LossPlot* TuneView::plot() const { return plot_card_->plot(); }

void TuneView::placeCards(const PanelContext& context) {
  for (const auto area : {PanelEntry::Area::kSide, PanelEntry::Area::kWhole}) {
    for (const PanelEntry& entry : panelsOf(area)) {
      side_->add(entry.make(context, side_), tabTitle(entry), entry.grows);
    }
  }
}

void TuneView::placeTables(const PanelContext& context) {
  auto* corner = new QWidget(tables_);
  // Opaque: the widget of the tabs draws a line below it.
  corner->setObjectName(QStringLiteral("tables_corner"));
  corner->setAttribute(Qt::WA_StyledBackground);
  auto* corner_row = new QHBoxLayout(corner);
  corner_row->setContentsMargins(0, 0, 0, 0);
  tables_->setCornerWidget(corner);
  for (const PanelEntry& entry : panelsOf(PanelEntry::Area::kTable)) {
    QWidget* buttons = entry.make_buttons ? entry.make_buttons(context, corner) : nullptr;
    placeTable(entry.make(context, tables_), tabTitle(entry), buttons, tables_->count());
  }
}

void TuneView::placeTable(QWidget* panel, const QString& title, QWidget* buttons, int place) {
  tables_->insertTab(place, panel, title);
  connect(panel, &QWidget::windowTitleChanged, tables_, [this, panel](const QString& text) {
    tables_->setTabText(tables_->indexOf(panel), text);
  });
  if (buttons == nullptr) return;
  tables_->cornerWidget()->layout()->addWidget(buttons);
  const auto show = [this, panel, buttons] {
    buttons->setVisible(tables_->currentWidget() == panel);
  };
  connect(tables_, &QTabWidget::currentChanged, buttons, show);
  show();
}

void TuneView::addTable(QWidget* table, QWidget* buttons) {
  auto* tracks = tables_->findChild<QWidget*>(QStringLiteral("tracks_panel"));
  const int place = tables_->indexOf(tracks) + 1;
  placeTable(table, table->windowTitle(), buttons, place);
}

LastRun* TuneView::lastRun() const { return plot_card_->lastRun(); }

GhostButton* TuneView::ghostButton() const { return plot_card_->ghostButton(); }

void TuneView::showTracks() {
  if (auto* panel = tables_->findChild<QWidget*>(QStringLiteral("tracks_panel"))) {
    tables_->setCurrentWidget(panel);
  }
}

void TuneView::arrange() {
  const QSize size = (QSizeF(window()->size()) / interfaceScale()).toSize();
  arrangement_->fit(size);
  const int height = size.height();
  const int difference_folds = arrangement_->narrow() ? kDifferenceFoldsNarrow : kDifferenceFolds;
  plot_card_->setFolding(height < difference_folds ? LossPlot::Folding::kDecayAndDifference
                         : height < kDecayFolds    ? LossPlot::Folding::kDecay
                                                   : LossPlot::Folding::kNone);
  plot_card_->setLegendShown(height >= kLegendFolds);
}

void TuneView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  arrange();
}

void TuneView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::StyleChange && arrangement_) arrange();
  QWidget::changeEvent(event);
}

void TuneView::restore(const QSettings& settings) { arrangement_->restore(settings); }

void TuneView::save(QSettings& settings) const { arrangement_->save(settings); }

}  // namespace emascope::ui
