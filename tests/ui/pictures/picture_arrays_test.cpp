// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an engine may get wrong in a task picture is refused before anything of it is drawn.
#include "ui/pictures/picture_arrays.h"

#include "tests/ui/support/fake_pictures.h"
#include "tests/ui/support/test_program.h"

#include <QTest>

namespace emascope::ui {

class PictureArraysTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void everyKindIsAcceptedAsItIsMeant() {
    for (const TaskPicture& picture : fakePictures())
      QVERIFY2(checkPicture(picture), picture.kind.c_str());
    QVERIFY(checkPicture(fakeMistakes(0, 0)));
  }

  void noKindIsAcceptedWithAnArrayLess() {
    for (const TaskPicture& picture : fakePictures()) {
      for (std::size_t k = 0; k < picture.arrays.size(); ++k) {
        TaskPicture less = picture;
        less.arrays.erase(less.arrays.begin() + static_cast<std::ptrdiff_t>(k));
        QVERIFY2(!checkPicture(less),
                 (picture.kind + " without " + picture.arrays[k].name).c_str());
      }
    }
  }

  void noKindIsAcceptedWithAValueMoreOrLess() {
    for (const TaskPicture& picture : fakePictures()) {
      for (std::size_t k = 0; k < picture.arrays.size(); ++k) {
        TaskPicture more = picture;
        more.arrays[k].values.push_back(0.0F);
        QVERIFY2(!checkPicture(more), picture.arrays[k].name.c_str());
        TaskPicture other = picture;
        other.arrays[k].shape.back() += 1;
        other.arrays[k].values.resize(100);
        QVERIFY2(!checkPicture(other), picture.arrays[k].name.c_str());
      }
    }
  }

  void sizesThatBelongTogetherAgree() {
    TaskPicture picture = fakeBars();
    picture.arrays[1] = {"clean", {3}, {1.0F, 1.0F, 1.0F}};
    QVERIFY(!checkPicture(picture));
  }

  void imagesAreGrayOrOfThreeColors() {
    TaskPicture picture = fakeColorMistakes(2);
    QVERIFY(checkPicture(picture));
    QCOMPARE(axesOf(picture, "images"), std::size_t{4});
    QCOMPARE(axesOf(fakeMistakes(2, 2), "images"), std::size_t{3});
    QCOMPARE(axesOf(picture, "colors"), std::size_t{0});
    picture.arrays[0].shape = {2, 6, 2, 1};
    QVERIFY(!checkPicture(picture));
    picture.arrays[0].shape = {2, 3, 2, 2, 1};
    QVERIFY(!checkPicture(picture));
  }

  void aTextIsTwo() {
    TaskPicture picture = fakeText("more");
    picture.texts.pop_back();
    QVERIFY(!checkPicture(picture));
  }

  void anUnknownKindIsNamedWithThoseThatAreKnown() {
    const Status status = checkPicture({.kind = "hologram"});
    QVERIFY(!status);
    QCOMPARE(status.error().message(),
             std::string("picture: 'hologram' is unknown to this window; allowed: bars, "
                         "confusion, curve, mistakes, point, samples, scatter, surface, text"));
  }
};

EMASCOPE_UI_TEST(PictureArraysTest);

}  // namespace emascope::ui

#include "picture_arrays_test.moc"
