// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/gallery.h"

#include "ui/controls/focus_home.h"
#include "ui/gallery/gallery_card.h"
#include "ui/gallery/gallery_sizes.h"
#include "ui/run/run_controller.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/line_style.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <QApplication>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollArea>
#include <QSettings>
#include <QVBoxLayout>

namespace emascope::ui {
namespace {

constexpr ScaledPixels kWidest = {1232};  // of the frame
constexpr ScaledPixels kMargin = {12};    // to the edges of the window
constexpr int kDim = 96;                  // of 255

const QString kAtStart = QStringLiteral("gallery_at_start");

/// Unless it was turned off; the settings may hold anything.
bool isWantedAtStart() { return QSettings().value(kAtStart).toString() != QLatin1String("false"); }

/// Dims the window; a click closes the gallery.
class Scrim final : public QWidget {
 public:
  explicit Scrim(QWidget* window) : QWidget(window) {
    setObjectName(QStringLiteral("scrim"));
    hide();
  }
  std::function<void()> clicked;

 protected:
  void paintEvent(QPaintEvent* event) override {
    Q_UNUSED(event);
    QPainter(this).fillRect(rect(), QColor(0, 0, 0, kDim));
  }
  void mousePressEvent(QMouseEvent* event) override {
    event->accept();
    if (clicked) clicked();
  }
  void wheelEvent(QWheelEvent* event) override { event->accept(); }
};

/// A short piece of a curve in front of its name.
class CurveSample final : public QWidget {
 public:
  CurveSample(bool raw, QWidget* parent) : QWidget(parent), raw_(raw) { setFixedSize(20, 14); }

 protected:
  void paintEvent(QPaintEvent* event) override {
    Q_UNUSED(event);
    QPainter painter(this);
    paintSample(painter, rect(), raw_ ? rawLineStyle() : trackLineStyle(0),
                raw_ ? theme().raw : theme().ema);
  }

 private:
  bool raw_;
};

QLabel* secondary(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("secondary", true);
  label->setTextFormat(Qt::PlainText);
  return label;
}

}  // namespace

Gallery::Gallery(RunController& controller, QWidget* window)
    : QFrame(new Scrim(window)),
      controller_(controller),
      scrim_(parentWidget()),
      heading_(new QLabel(tr("Choose what to train"), this)),
      count_(secondary({}, this)),
      note_(secondary({}, this)),
      filter_(new QLineEdit(this)),
      scroll_(new QScrollArea(this)),
      body_(new QWidget),
      yours_(new QLabel(tr("Yours"), body_)),
      own_(new OwnCard(body_)),
      recent_title_(new QLabel(tr("Recent runs"), body_)),
      recent_note_(secondary({}, body_)),
      at_start_(new QCheckBox(tr("Show this when EMAscope starts"), body_)) {
  setObjectName(QStringLiteral("gallery"));
  setAccessibleName(tr("Gallery of demos"));
  static_cast<Scrim*>(scrim_)->clicked = [this] { putAway(); };
  window->installEventFilter(this);
  layOut();
  connect(filter_, &QLineEdit::textChanged, this, &Gallery::filter);
  connect(own_, &QAbstractButton::clicked, this, [this] {
    putAway();
    Q_EMIT ownDataWanted();
  });
  connect(at_start_, &QCheckBox::toggled, this,
          [](bool on) { QSettings().setValue(kAtStart, on); });
  connect(&controller_, &RunController::catalogArrived, this, &Gallery::fill);
  connect(&controller_, &RunController::runStarted, this, [this] {
    showOpenNow();
    // The program's own first run goes on behind the start page.
    if (!std::exchange(first_run_due_, false)) putAway();
  });
  connect(&controller_, &RunController::rejected, this, [this] { first_run_due_ = false; });
  connect(qApp, &QApplication::focusChanged, this, [this](const QWidget*, const QWidget* now) {
    if (now != nullptr && leaves(*now)) {
      QMetaObject::invokeMethod(this, &Gallery::holdFocus, Qt::QueuedConnection);
    }
  });
  connect(&controller_, &RunController::stateChanged, this, &Gallery::showOpenNow);
  fill();
}

Gallery::~Gallery() = default;

void Gallery::layOut() {
  setProperty("gallery", true);
  heading_->setProperty("title", true);
  filter_->setObjectName(QStringLiteral("gallery_filter"));
  filter_->setAccessibleName(tr("Filter the demos"));
  filter_->setAccessibleDescription(tr("Shows only cards that contain all of these words"));
  filter_->setPlaceholderText(tr("type to filter"));
  filter_->setClearButtonEnabled(true);
  constexpr int kAround = 48;  // the frame and the button that clears it
  filter_->setFixedWidth(std::max(
      150, filter_->fontMetrics().horizontalAdvance(filter_->placeholderText()) + kAround));
  filter_->setMaxLength(200);
  filter_->installEventFilter(this);
  note_->setObjectName(QStringLiteral("gallery_note"));
  count_->setObjectName(QStringLiteral("gallery_count"));
  yours_->setProperty("heading", true);
  recent_title_->setProperty("heading", true);
  recent_title_->hide();
  recent_note_->setObjectName(QStringLiteral("recent_note"));
  recent_note_->setWordWrap(true);
  recent_note_->hide();
  at_start_->setObjectName(QStringLiteral("gallery_at_start"));
  at_start_->setAccessibleDescription(
      tr("Without it, only the button in the run bar and Ctrl+N open the gallery"));
  at_start_->setChecked(isWantedAtStart());
  auto* head = new QHBoxLayout;
  head->setSpacing(8);
  head->addWidget(heading_);
  head->addSpacing(6);
  head->addWidget(count_);
  head->addStretch(1);
  head->addWidget(secondary(tr("validation loss"), this));
  for (const bool raw : {true, false}) {
    head->addWidget(new CurveSample(raw, this));
    head->addWidget(secondary(raw ? tr("raw") : tr("EMA"), this));
  }
  head->addSpacing(10);
  head->addWidget(filter_);
  scroll_->setWidget(body_);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setFocusPolicy(Qt::NoFocus);
  scroll_->installEventFilter(this);  // it would scroll by the arrows
  note_->setAlignment(Qt::AlignCenter);
  note_->hide();
  auto* rows = new QVBoxLayout(this);
  rows->setContentsMargins(20, 12, 8, 16);
  rows->setSpacing(10);
  head->setContentsMargins(0, 0, 12, 0);
  rows->addLayout(head);
  rows->addWidget(note_);
  rows->addWidget(scroll_, 1);
}

void Gallery::fill() {
  for (DemoCard* card : cards_) {
    card->hide();
    card->deleteLater();
  }
  cards_.clear();
  for (const PresetInfo& preset : controller_.catalog().presets) {
    auto* card = new DemoCard(preset, body_);
    connect(card, &QAbstractButton::clicked, this, [this, card] { choose(*card); });
    cards_.push_back(card);
    card->show();
  }
  showOpenNow();
  filter(filter_->text());
  if (isOpen()) focusOn(shownCards().empty() ? nullptr : shownCards().front());
}

bool Gallery::isOpen() const { return scrim_->isVisible(); }

void Gallery::toggle(const QWidget* anchor) {
  if (isOpen()) return putAway();
  welcome_ = false;
  open(anchor);
}

void Gallery::welcome(const QWidget* anchor) {
  if (!isWantedAtStart()) return;
  welcome_ = true;
  first_run_due_ = controller_.record().config.tracks.empty();
  open(anchor);
}

void Gallery::open(const QWidget* anchor) {
  anchor_ = anchor;
  note_->hide();
  filter_->clear();
  scrim_->raise();
  scrim_->show();
  place();
  const auto cards = shownCards();
  const auto open = std::find_if(cards_.begin(), cards_.end(),
                                 [](const DemoCard* card) { return card->openNow(); });
  focusOn(open != cards_.end() ? *open : cards.empty() ? nullptr : cards.front());
}

void Gallery::putAway() {
  if (!isOpen()) return;
  const bool had_focus = isAncestorOf(window()->focusWidget());
  scrim_->hide();
  welcome_ = false;
  if (had_focus) giveFocusBack(this);
}

/// Whether the focus has gone to what the gallery covers; menus may have it.
bool Gallery::leaves(const QWidget& now) const {
  return isOpen() && now.window() == window() && !isAncestorOf(&now) &&
         qobject_cast<const QMenuBar*>(&now) == nullptr;
}

void Gallery::holdFocus() {
  const QWidget* now = window()->focusWidget();
  if (now == nullptr || !leaves(*now)) return;
  const auto cards = shownCards();
  cards.empty() ? filter_->setFocus(Qt::OtherFocusReason) : focusOn(cards.front());
}

void Gallery::place() {
  const QRect all = scrim_->parentWidget()->rect();
  scrim_->setGeometry(all);
  const QRect below =
      anchor_ ? QRect(anchor_->mapTo(scrim_->parentWidget(), QPoint(0, 0)), anchor_->size())
              : QRect(all.right() - kMargin, 0, 0, kMargin);
  const int width = std::max(0, std::min<int>(kWidest, all.width() - 2 * kMargin));
  const int left = std::clamp<int>(below.right() + 1 - width, kMargin,
                                   std::max<int>(kMargin, all.width() - kMargin - width));
  const int top = below.bottom() + kAfterTitle;
  setGeometry(left, top, width, std::max(0, all.height() - kMargin - top));
  layout()->activate();
  arrange();
  // Not higher than what it holds.
  const int spare = scroll_->viewport()->height() - body_->height();
  if (spare > 0) resize(width, height() - spare);
}

void Gallery::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  // At another zoom, once the window around it is laid out.
  if (event->type() != QEvent::StyleChange || scrim_ == nullptr || !isOpen()) return;
  QMetaObject::invokeMethod(
      this, [this] { place(); }, Qt::QueuedConnection);
}

void Gallery::showOpenNow() {
  const RunRecord& record = controller_.record();
  const bool has_run = !record.config.tracks.empty() || !record.points.empty();
  const auto& presets = controller_.catalog().presets;
  for (std::size_t i = 0; i < std::min(cards_.size(), presets.size()); ++i) {
    cards_[i]->setOpenNow(has_run && presets[i].id == record.config.preset);
  }
}

void Gallery::filter(const QString& typed) {
  int shown = 0;
  for (DemoCard* card : cards_) {
    const bool fits = card->matches(typed);
    card->setVisible(fits);
    shown += fits ? 1 : 0;
  }
  const bool yours = !controller_.catalog().own.id.empty() && own_->matches(typed);
  own_->setVisible(yours);
  yours_->setVisible(yours);
  const auto all = static_cast<int>(cards_.size());
  count_->setText(typed.trimmed().isEmpty()
                      ? counted(all, tr("1 demo, drawn from a recorded run"),
                                tr("%1 demos, each drawn from a recorded run"))
                      : tr("%1 of %2 demos").arg(shown).arg(all));
  const bool nothing = shown == 0 && !yours;
  note_->setVisible(nothing && all > 0);
  if (nothing) note_->setText(tr("No demo contains all of these words."));
  layout()->activate();
  arrange();
}

void Gallery::choose(const DemoCard& card) {
  const bool lives =
      controller_.state() == RunState::kRunning || controller_.state() == RunState::kPaused;
  // The run goes on: a second look at the gallery does not end it.
  if (card.openNow() && lives && !welcome_) return putAway();
  RunConfig config = card.config();
  config.seed = controller_.record().config.seed;
  // At the demo's own speed: the one set for another demo might end the run at once.
  if (controller_.start(config) == 0) {
    note_->setText(tr("No engine is running; restart the engine first."));
    note_->show();
    return;
  }
  putAway();
}

std::vector<GalleryCard*> Gallery::shownCards() const {
  std::vector<GalleryCard*> shown;
  for (DemoCard* card : cards_) {
    if (card->isVisibleTo(body_)) shown.push_back(card);
  }
  if (own_->isVisibleTo(body_)) shown.push_back(own_);
  for (GalleryCard* run : recent_) {
    if (run->isVisibleTo(body_)) shown.push_back(run);
  }
  return shown;
}

GalleryCard* Gallery::focusedCard() const {
  return qobject_cast<GalleryCard*>(window()->focusWidget());
}

void Gallery::focusOn(GalleryCard* card) {
  if (!card) return filter_->setFocus(Qt::OtherFocusReason);
  card->setFocus(Qt::OtherFocusReason);
  reveal(card);
}

void Gallery::reveal(QWidget* widget) { scroll_->ensureWidgetVisible(widget, 0, kSpace); }

}  // namespace emascope::ui
