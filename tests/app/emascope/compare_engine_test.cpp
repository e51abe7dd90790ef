// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workspace Compare over the real engine: what it shows of the last step agrees with what the
// run's evaluation said of the same weights and samples.
#include "tests/app/emascope/program.h"
#include "ui/compare/compare_view.h"
#include "ui/compare/compare_words.h"
#include "ui/compare/mix_picture.h"
#include "ui/controls/fitting_label.h"
#include "ui/panels/panel_commands.h"
#include "ui/run/engine_client.h"
#include "ui/run/run_controller.h"
#include "ui/run/selection.h"
#include "ui/run/words.h"

#include <cmath>
#include <string>

#include <QListView>
#include <QPushButton>
#include <QTest>

namespace emascope::ui {

class CompareEngineTest : public QObject {
  Q_OBJECT

 private:
  static constexpr int kPatience = 60000;  // ms

  struct Program {
    EngineClient client{{programPath(QStringLiteral("emascope-engine")), QStringLiteral("serve")}};
    RunController controller{client};
    Selection selection;
    PanelCommands commands;
    QWidget window;
    CompareView* view = new CompareView(
        {.controller = &controller, .selection = &selection, .commands = &commands}, &window);

    explicit Program(const std::string& preset) {
      QObject::connect(&client, &EngineClient::helloArrived, &window, [this, preset] {
        controller.setCatalog(client.hello().catalog);
        RunConfig config = findPreset(controller.catalog(), preset)->config;
        config.steps = 300;
        config.speed = 0.0;
        controller.start(config);
      });
      client.launch();
      window.resize(1416, 790);
      view->resize(window.size());
      window.show();
    }
    template <typename T>
    [[nodiscard]] T* part(const char* name) const {
      return view->findChild<T*>(QLatin1String(name));
    }
    [[nodiscard]] QString said(const char* label) const {
      return part<FittingLabel>(label)->texts().value(0);
    }
    [[nodiscard]] bool finished() const { return controller.state() == RunState::kFinished; }
    /// What the card writes of an evaluation on `count` samples.
    [[nodiscard]] static QString numbers(const Evaluation& evaluation, double count) {
      const auto wrong = static_cast<qint64>(std::llround((1.0 - evaluation.metric) * count));
      return QStringLiteral("loss %1 · %2 of %3 wrong")
          .arg(lossText(evaluation.loss), grouped(wrong), grouped(static_cast<qint64>(count)));
    }
  };

 private Q_SLOTS:
  void theLastStepAgreesWithItsEvaluation_data() {
    QTest::addColumn<QString>("preset");
    QTest::newRow("spirals") << QStringLiteral("two-spirals");
    QTest::newRow("digits") << QStringLiteral("digits");
  }
  void theLastStepAgreesWithItsEvaluation() {
    QFETCH(QString, preset);
    const Program p(preset.toStdString());
    QTRY_VERIFY_WITH_TIMEOUT(p.finished(), kPatience);
    const EvalPoint& last = p.controller.record().points.back();
    QCOMPARE(last.step, std::int64_t{300});
    const auto samples = static_cast<double>(p.controller.record().facts.model.validation_samples);
    QTRY_COMPARE_WITH_TIMEOUT(p.said("compare_raw_numbers"), p.numbers(last.raw, samples),
                              kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(p.said("compare_mix_numbers"), p.numbers(last.tracks[0].val, samples),
                              kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(p.part<MixPicture>("compare_mix")->hasPicture(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(p.part<QListView>("distances")->model()->rowCount() > 1, kPatience);
    qint64 counted = 0;
    for (const char* cell : {"cell_0", "cell_1", "cell_2", "cell_3"}) {
      QString text = p.part<QPushButton>(cell)->text();
      text.removeIf([](QChar letter) { return !letter.isDigit(); });
      counted += text.toLongLong();
    }
    QCOMPARE(counted, static_cast<qint64>(samples));
    // All the way to raw, the two pictures are one.
    QTest::mouseClick(p.part<QPushButton>("mix_to_raw"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(p.said("compare_mix_numbers"), p.numbers(last.raw, samples),
                              kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(p.part<MixPicture>("compare_mix")->picture() ==
                                 p.part<MixPicture>("compare_raw")->picture(),
                             kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(p.part<QPushButton>("mix_to_lowest")->isEnabled(), kPatience);
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::CompareEngineTest)
#include "compare_engine_test.moc"
