// SPDX-License-Identifier: GPL-3.0-or-later
//
// The gallery of demos, which is also the start page: a frame over the dimmed window, below the
// button that opens it. Every demo of the engine's catalog is a card with the picture and the
// curves of a recorded run; another card leads to a person's own data. Arrows move, Enter or a
// click starts, typing filters, Esc or a click outside closes. Nothing is started by opening it.
#pragma once

#include <vector>

#include <QFrame>
#include <QPointer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QScrollArea;

namespace emascope::ui {

class DemoCard;
class GalleryCard;
class OwnCard;
class RunController;

class Gallery final : public QFrame {
  Q_OBJECT
 public:
  Gallery(RunController& controller, QWidget* window);
  ~Gallery() override;

  /// Opens it below `anchor`, a widget of the window, or closes it if it is open.
  void toggle(const QWidget* anchor);
  /// Opens it as the start page, unless the person does not want that. The card of the demo that is
  /// open then restarts that demo, because its run was not chosen yet.
  void welcome(const QWidget* anchor);
  void putAway();
  [[nodiscard]] bool isOpen() const;

  /// The recent runs, which stand below "Yours" where there is room beside the demos, with `note`
  /// below them. The gallery owns them and deletes those before. A click puts the gallery away.
  void setRecent(std::vector<GalleryCard*> runs, const QString& note);

 Q_SIGNALS:
  void ownDataWanted();

 protected:
  void changeEvent(QEvent* event) override;
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  bool focusNextPrevChild(bool next) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void layOut();
  void fill();
  void open(const QWidget* anchor);
  [[nodiscard]] bool leaves(const QWidget& now) const;
  void holdFocus();
  void place();
  void arrange();
  int placeYoursAbove(int width);
  int placeYoursBeside(int width, int bottom);
  int placeRecent(int left, int top);
  int placeCards(int top, int width, int columns);
  void reveal(QWidget* widget);
  void showOpenNow();
  void filter(const QString& typed);
  void choose(const DemoCard& card);
  void moveFocus(int key);
  void focusOn(GalleryCard* card);
  [[nodiscard]] std::vector<GalleryCard*> shownCards() const;
  [[nodiscard]] GalleryCard* focusedCard() const;

  RunController& controller_;
  QWidget* scrim_;
  QPointer<const QWidget> anchor_;
  QLabel* heading_;
  QLabel* count_;
  QLabel* note_;
  QLineEdit* filter_;
  QScrollArea* scroll_;
  QWidget* body_;
  QLabel* yours_;
  OwnCard* own_;
  QLabel* recent_title_;
  QLabel* recent_note_;
  QCheckBox* at_start_;
  std::vector<DemoCard*> cards_;
  std::vector<GalleryCard*> recent_;
  bool welcome_ = false;
  bool first_run_due_ = false;  // asked for by the program, not by the person
};

}  // namespace emascope::ui
