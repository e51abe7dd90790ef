// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an engine may get wrong in a task view is refused before anything of it is drawn.
#include "ui/views/view_arrays.h"

#include "tests/ui/support/fake_views.h"

#include <QTest>

namespace emascope::ui {

class ViewArraysTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyKindIsAcceptedAsItIsMeant() {
    for (const TaskView& view : fakeViews()) QVERIFY2(checkView(view), view.kind.c_str());
    QVERIFY(checkView(fakeMistakes(0, 0)));
  }

  void noKindIsAcceptedWithAnArrayLess() {
    for (const TaskView& view : fakeViews()) {
      for (std::size_t k = 0; k < view.arrays.size(); ++k) {
        TaskView less = view;
        less.arrays.erase(less.arrays.begin() + static_cast<std::ptrdiff_t>(k));
        QVERIFY2(!checkView(less), (view.kind + " without " + view.arrays[k].name).c_str());
      }
    }
  }

  void noKindIsAcceptedWithAValueMoreOrLess() {
    for (const TaskView& view : fakeViews()) {
      for (std::size_t k = 0; k < view.arrays.size(); ++k) {
        TaskView more = view;
        more.arrays[k].values.push_back(0.0F);
        QVERIFY2(!checkView(more), view.arrays[k].name.c_str());
        TaskView other = view;
        other.arrays[k].shape.back() += 1;
        other.arrays[k].values.resize(100);
        QVERIFY2(!checkView(other), view.arrays[k].name.c_str());
      }
    }
  }

  void sizesThatBelongTogetherAgree() {
    TaskView view = fakeBars();
    view.arrays[1] = {"clean", {3}, {1.0F, 1.0F, 1.0F}};
    QVERIFY(!checkView(view));
  }

  void aTextIsTwo() {
    TaskView view = fakeText("more");
    view.texts.pop_back();
    QVERIFY(!checkView(view));
  }

  void anUnknownKindIsNamedWithThoseThatAreKnown() {
    const Status status = checkView({.kind = "hologram"});
    QVERIFY(!status);
    QCOMPARE(status.error().message(),
             std::string("view: 'hologram' is unknown to this window; allowed: bars, curve, "
                         "mistakes, point, samples, surface, text"));
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::ViewArraysTest)
#include "view_arrays_test.moc"
