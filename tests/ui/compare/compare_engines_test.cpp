// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workspace with an older engine, which lacks commands.
#include "tests/ui/compare/compare_fixture.h"
#include "tests/ui/support/test_program.h"
#include "ui/compare/mix_picture.h"
#include "ui/controls/fitting_label.h"
#include "ui/theme/theme.h"

#include <utility>

#include <QApplication>
#include <QPushButton>

namespace emascope::ui {

class CompareEnginesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() { applyTheme(*qApp, ThemeChoice::kLight); }

  void anEngineWithoutACommandDisablesThatPartAndSaysWhy() {
    CompareFixture f;
    Catalog catalog = fakeCatalog();
    catalog.commands = firstCommandKinds(kFirstCommandKinds);
    f.controller.setCatalog(catalog);
    f.run();
    f.answer();
    QVERIFY(f.asked<command::CompareSamples>().empty());
    QVERIFY(f.asked<command::MeasureDistances>().empty());
    QVERIFY(f.text("agreement_sentence").contains(QStringLiteral("compare_samples")));
    QVERIFY(f.text("distance_details").contains(QStringLiteral("measure_distances")));
    QVERIFY(!f.part<QPushButton>("cell_2")->isEnabled());
    QVERIFY(!f.part<QPushButton>("save_mix")->isEnabled());
    QVERIFY(f.part<QPushButton>("save_average")->isEnabled());
    QVERIFY(f.part<MixPicture>("compare_mix")->hasPicture());  // the average itself
    const std::size_t renders = f.asked<command::Render>().size();
    f.view->setShare(0.5);  // would be taken for the average
    f.answer();
    QCOMPARE(f.asked<command::Render>().size(), renders);
    QVERIFY(!f.part<MixPicture>("compare_mix")->hasPicture());
    QVERIFY(f.part<MixPicture>("compare_mix")->reason().contains(QStringLiteral("no mix")));
  }

  // Each alone: its part is gray or says why, and the others go on.
  void anEngineThatLacksOneCommand_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("part");
    for (const auto& [command, part] :
         {std::pair("render", "compare_raw"), std::pair("scan", "mix_to_lowest"),
          std::pair("compare_samples", "cell_2"), std::pair("measure_distances", "distances"),
          std::pair("save", "save_raw"), std::pair("show_samples", "strip_note")}) {
      QTest::newRow(command) << QString::fromLatin1(command) << QString::fromLatin1(part);
    }
  }
  void anEngineThatLacksOneCommand() {
    QFETCH(const QString, command);
    QFETCH(const QString, part);
    CompareFixture f;
    Catalog catalog = fakeCatalog();
    std::erase(catalog.commands, command.toStdString());
    f.controller.setCatalog(catalog);
    f.run();
    f.answer();
    for (const Command& posted : f.session.posted) {
      QVERIFY(commandKind(posted) != command.toStdString());
    }
    const auto* widget = f.part<QWidget>(qPrintable(part));
    QString said = widget->toolTip();
    if (part == QLatin1String("compare_raw")) {
      said = f.part<MixPicture>("compare_raw")->reason();
    } else if (part == QLatin1String("strip_note")) {
      said = f.part<FittingLabel>("strip_note")->texts()[0];
    } else if (part == QLatin1String("distances")) {
      said = f.text("distance_details");
      QVERIFY(!widget->isEnabled());
    } else {
      QVERIFY(!widget->isEnabled());
    }
    QVERIFY2(said.contains(command), qPrintable(said));
    QCOMPARE(f.part<MixPicture>("compare_raw")->hasPicture(), command != QLatin1String("render"));
    QCOMPARE(f.part<QPushButton>("cell_2")->isEnabled(),
             command != QLatin1String("compare_samples"));
    QVERIFY(!f.view->grab().isNull());
  }

  void anEngineWithNeitherLossesNorPicturesOfAMixHasNoSlider() {
    CompareFixture f;
    Catalog catalog = fakeCatalog();
    std::erase(catalog.commands, "scan");
    std::erase(catalog.commands, "compare_samples");
    f.controller.setCatalog(catalog);
    f.run();
    f.answer();
    for (const char* name : {"mix_slider", "mix_to_raw", "mix_to_average"}) {
      QVERIFY2(!f.part<QWidget>(name)->isEnabled(), name);
      QVERIFY2(f.part<QWidget>(name)->toolTip().contains(QStringLiteral("mix")), name);
    }
  }
};

EMASCOPE_UI_TEST(CompareEnginesTest);

}  // namespace emascope::ui

#include "compare_engines_test.moc"
