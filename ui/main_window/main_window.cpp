// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/main_window.h"

#include "ui/controls/focus_home.h"
#include "ui/controls/message_bar.h"
#include "ui/main_window/actions.h"
#include "ui/main_window/arrangement.h"
#include "ui/main_window/exports.h"
#include "ui/main_window/help_pages.h"
#include "ui/main_window/plot_card.h"
#include "ui/main_window/run_bar.h"
#include "ui/main_window/run_news.h"
#include "ui/main_window/side_column.h"
#include "ui/main_window/status_line.h"
#include "ui/open/dropped.h"
#include "ui/open/open_dialog.h"
#include "ui/panels/panel.h"
#include "ui/panels/panel_commands.h"
#include "ui/plot/loss_plot.h"
#include "ui/run/edit_sender.h"
#include "ui/run/engine_client.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"

#include <algorithm>
#include <utility>

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>
#include <QTextDocument>
#include <QToolTip>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr int kLow = 700;
constexpr int kLayoutVersion = 3;
constexpr int kWideTip = 70;                // longest tool tip, in characters, that is not wrapped
constexpr QLatin1String kEngine("engine");  // topic of messages about the engine

std::vector<PanelEntry> panelsOf(PanelEntry::Area area) {
  std::vector<PanelEntry> found;
  for (const auto& [id, entry] : panels()) {
    if (entry.area == area) found.push_back(entry);
  }
  std::sort(found.begin(), found.end(),
            [](const PanelEntry& a, const PanelEntry& b) { return a.order < b.order; });
  return found;
}

}  // namespace

MainWindow::MainWindow(RunController& controller, std::optional<ThemeChoice> theme)
    : controller_(controller),
      selection_(std::make_unique<Selection>()),
      sender_(new EditSender(controller, this)),
      commands_(new PanelCommands(this)),
      actions_(new Actions(controller, *sender_, this)),
      messages_(new MessageBar(this)),
      run_bar_(new RunBar(controller, *actions_, this)),
      plot_card_(new PlotCard(controller, *selection_, *actions_, this)),
      tables_(new QTabWidget),
      tables_card_(new QFrame(this)),
      side_(new SideColumn),
      arrangement_(std::make_unique<Arrangement>(plot_card_, tables_card_, tables_, side_, this)),
      status_(new StatusLine(controller, *plot_card_->plot(), this)) {
  setObjectName(QStringLiteral("main_window"));
  tables_->setObjectName(QStringLiteral("tables"));
  setWindowTitle(tr("EMAscope"));
  setMinimumSize(780, 480);
  setAcceptDrops(true);
  // Leaves room for the window frame, so that the status line stays on the screen.
  resize(QSize(1440, 940).boundedTo(screen()->availableSize() - QSize(8, 40)));
  actions_->fillMenus(menuBar());

  placePanels();
  layOut();
  connectActions();
  connectRun();
  restoreSettings(theme);
  arrange();
  setFocusHome(this, plot());
  plot()->setFocus(Qt::OtherFocusReason);
  qApp->installEventFilter(this);
}

void MainWindow::layOut() {
  tables_card_->setProperty("card", true);
  auto* tables_column = new QVBoxLayout(tables_card_);
  tables_column->setContentsMargins(8, 4, 8, 6);
  tables_column->addWidget(tables_);
  tables_->setDocumentMode(true);
  auto* central = new QWidget(this);
  auto* rows = new QVBoxLayout(central);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(2);
  auto* message_row = new QHBoxLayout;
  message_row->setContentsMargins(12, 0, 12, 0);
  message_row->addWidget(messages_);
  auto* body = new QHBoxLayout;
  body->setContentsMargins(12, 4, 12, 4);
  body->addWidget(arrangement_->widget());
  rows->addWidget(run_bar_);
  rows->addLayout(message_row);
  rows->addLayout(body, 1);
  rows->addWidget(status_);
  setCentralWidget(central);
}

MainWindow::~MainWindow() = default;

LossPlot* MainWindow::plot() const { return plot_card_->plot(); }

void MainWindow::placePanels() {
  const PanelContext context{&controller_, sender_, selection_.get(), commands_};
  for (const PanelEntry& entry : panelsOf(PanelEntry::Area::kSide)) {
    side_->add(entry.make(context, side_));
  }
  for (const PanelEntry& entry : panelsOf(PanelEntry::Area::kWhole)) {
    side_->setWhole(entry.make(context, side_));
  }
  for (const PanelEntry& entry : panelsOf(PanelEntry::Area::kTable)) {
    QWidget* panel = entry.make(context, tables_);
    tables_->addTab(panel, QCoreApplication::translate("panels", entry.title));
    connect(panel, &QWidget::windowTitleChanged, tables_, [this, panel](const QString& title) {
      tables_->setTabText(tables_->indexOf(panel), title);
    });
  }
}

void MainWindow::connectActions() {
  connect(actions_, &Actions::engineWanted, this, [this] {
    messages_->putAway();
    if (revive_) revive_();
  });
  connect(actions_->shorter, &QAction::triggered, commands_,
          [this] { Q_EMIT commands_->halfLifeScaled(1.0 / 1.26); });
  connect(actions_->longer, &QAction::triggered, commands_,
          [this] { Q_EMIT commands_->halfLifeScaled(1.26); });
  connect(actions_->send_while_dragging, &QAction::toggled, commands_,
          &PanelCommands::sendWhileDraggingChanged);
  connect(actions_->themes, &QActionGroup::triggered, this, [this](QAction* action) {
    const auto choice = static_cast<ThemeChoice>(action->data().toInt());
    QSettings().setValue(QStringLiteral("theme"), static_cast<int>(choice));
    chooseTheme(choice);
  });
  connect(actions_->open, &QAction::triggered, this, [this] { openOwn({}); });
  const auto exported = [this](const Status& status, const QString& path) {
    if (status) return status_->say(tr("Written: %1").arg(path));
    messages_->warn(
        QStringLiteral("export"),
        {.text = tr("Export failed"), .details = QString::fromStdString(status.error().message())});
  };
  connect(actions_->export_picture, &QAction::triggered, this,
          [this, exported] { askAndExportPicture(this, *plot(), exported); });
  connect(actions_->export_data, &QAction::triggered, this,
          [this, exported] { askAndExportData(this, controller_.record(), exported); });
  connect(actions_->copy_image, &QAction::triggered, this, [this] {
    QGuiApplication::clipboard()->setImage(plot()->picture(plot()->size(), devicePixelRatioF()));
  });
  connect(actions_->copy_command, &QAction::triggered, this,
          [this] { QGuiApplication::clipboard()->setText(repeatCommand(controller_.record())); });
  connect(commands_, &PanelCommands::failed, this,
          [this](const QString& text, const QString& details) {
            messages_->tell(QStringLiteral("panel"), {.text = text, .details = details});
          });
  connect(actions_->keys, &QAction::triggered, this, &MainWindow::showKeys);
  connect(actions_->about, &QAction::triggered, this, &MainWindow::showAbout);
}

void MainWindow::connectRun() {
  connect(&controller_, &RunController::runStarted, this, [this] {
    if (selection_->track() >=
        std::max<std::size_t>(1, controller_.record().config.tracks.size())) {
      selection_->setTrack(0);
    }
    showTitle();
  });
  connect(&controller_, &RunController::tracksChanged, this,
          [this](const event::TracksChanged& change, const std::vector<std::string>& before) {
            selection_->follow(controller_.record(), change.action, before);
          });
  // The Open dialog shows its own refusals.
  news_ = new RunNews(
      controller_, *messages_,
      [this](std::uint64_t request) { return open_dialog_ && open_dialog_->asked(request); }, this);
}

void MainWindow::showTitle() {
  const RunRecord& record = controller_.record();
  const PresetInfo* preset = findPreset(controller_.catalog(), record.config.preset);
  // Two demos may share a task, so the title is the name of the preset.
  const std::string& title =
      preset && record.config.preset != kOwnPreset ? preset->title : record.facts.model.title;
  setWindowTitle(title.empty() ? tr("EMAscope")
                               : tr("EMAscope · %1").arg(QString::fromStdString(title)));
}

void MainWindow::showFileNews(const QString& text, bool trouble) {
  if (!trouble) status_->say(text);
  news_->tellOfFile(text, trouble);
}

void MainWindow::showEngineDied(const QString& what, std::function<void()> restart) {
  controller_.engineGone();
  status_->setEngineState(tr("no engine"));
  revive_ = std::move(restart);
  actions_->setEngineThere(false);
  const qsizetype end = what.indexOf(QLatin1Char('\n'));
  messages_->tell(kEngine, {.text = end < 0 ? what : what.left(end),
                            .details = end < 0 ? QString() : what.mid(end + 1),
                            .action = tr("Restart engine"),
                            .act = revive_});
}

void MainWindow::showEngineSilent(bool silent, std::function<void()> end) {
  if (!silent) return showEngineReady();
  status_->setEngineState(tr("not responding"));
  messages_->tell(
      kEngine, {.text = tr("The engine has not responded for 5 seconds."),
                .details = tr("It may be busy with a long step. If you end it, the curves stay."),
                .action = tr("End engine"),
                .act = std::move(end)});
}

void MainWindow::showEngineReady() {
  status_->setEngineState({});
  messages_->settle(kEngine);
  actions_->setEngineThere(true);
}

void MainWindow::arrange() {
  plot()->setStripsFolded(height() < kLow);
  arrangement_->fit(size());
}

void MainWindow::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  arrange();
}

void MainWindow::chooseTheme(ThemeChoice choice) {
  applyTheme(*qApp, choice);
  for (QAction* action : actions_->themes->actions()) {
    action->setChecked(action->data().toInt() == static_cast<int>(choice));
  }
}

void MainWindow::restoreSettings(std::optional<ThemeChoice> theme) {
  const QSettings settings;
  chooseTheme(theme.value_or(static_cast<ThemeChoice>(
      std::clamp(settings.value(QStringLiteral("theme"), 0).toInt(), 0, 2))));
  actions_->send_while_dragging->setChecked(
      settings.value(QStringLiteral("send_while_dragging")).toBool());
  if (settings.value(QStringLiteral("layout")).toInt() == kLayoutVersion) {
    restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
  }
  arrangement_->restore(settings);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  QSettings settings;
  settings.setValue(QStringLiteral("layout"), kLayoutVersion);
  settings.setValue(QStringLiteral("geometry"), saveGeometry());
  arrangement_->save(settings);
  settings.setValue(QStringLiteral("send_while_dragging"),
                    actions_->send_while_dragging->isChecked());
  QMainWindow::closeEvent(event);
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Escape) return QMainWindow::keyPressEvent(event);
  // The refused knob may have lost the focus, because the run has ended.
  Q_EMIT commands_->refusalsForgotten();
  news_->forgetRefusal();
}

void MainWindow::forgetSettings() { QSettings().clear(); }

void MainWindow::openOwn(const QString& path) {
  if (!open_dialog_) {
    open_dialog_ = new OpenDialog(
        controller_, engine_command_.isEmpty() ? EngineClient::ownEngine() : engine_command_, this);
  }
  open_dialog_->present(path);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (!droppedPath(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  event->acceptProposedAction();
  openOwn(droppedPath(event->mimeData()));
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
  // Space controls the run unless a text is being typed, so Enter presses buttons.
  if (event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    auto* button = qobject_cast<QAbstractButton*>(watched);
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && button && button->window() == this) {
      button->click();
      return true;
    }
  }
  if (event->type() == QEvent::ShortcutOverride) {
    // A focused slider gets the keys that it understands before the window does.
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool moves = key->key() == Qt::Key_Home && qobject_cast<QAbstractSlider*>(watched);
    if (moves && key->modifiers() == Qt::NoModifier) {
      event->accept();
      return true;
    }
  }
  if (event->type() == QEvent::ToolTip) {
    // Qt wraps only rich-text tool tips.
    auto* widget = qobject_cast<QWidget*>(watched);
    const QString tip = widget ? widget->toolTip() : QString();
    if (tip.size() > kWideTip && !Qt::mightBeRichText(tip)) {
      QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
                         Qt::convertFromPlainText(tip, Qt::WhiteSpaceNormal), widget);
      return true;
    }
  }
  return QMainWindow::eventFilter(watched, event);
}

void MainWindow::showKeys() { helpPage(this, tr("Keyboard shortcuts"), keysText()); }

void MainWindow::showAbout() {
  helpPage(this, tr("About EMAscope"), aboutText(controller_.record().facts));
}

}  // namespace emascope::ui
