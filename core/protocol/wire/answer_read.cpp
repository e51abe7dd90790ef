// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/wire/answer_read.h"

#include "core/protocol/wire/codec_json.h"
#include "core/protocol/wire/column_read.h"
#include "core/protocol/wire/config_read.h"

#include <cstdint>

namespace emascope {
namespace {

constexpr std::int64_t kMostPictureValues = 1'000'000;  ///< numbers in an array of a picture

constexpr double kMostWork = 1e9;  ///< seconds

Evaluation readEvaluation(const Fields& in) { return {in.number("loss"), in.number("metric")}; }

/// Seconds that the engine has spent on the answer; 0 if it does not say.
double readWork(const Fields& in) {
  return in.has("work") ? in.number("work", 0.0, kMostWork) : 0.0;
}

TaskPicture::Array readArray(const Fields& in) {
  TaskPicture::Array array{in.text("name"), in.integers("shape", 0, kMostPictureValues), {}};
  const auto count = static_cast<std::size_t>(in.integer("count", 0, kMostPictureValues));
  for (const double value : readColumn(in, "values", count)) {
    array.values.push_back(static_cast<float>(value));
  }
  return array;
}

}  // namespace

event::Synthesized readSynthesized(const Fields& in) {
  return {in.natural("request"),
          readSynthesisSpec(in.map("spec")),
          {in.number("loss"), in.number("metric")},
          in.number("error"),
          in.number("amplification"),
          in.integer("used"),
          in.text("precision")};
}

event::Scanned readScanned(const Fields& in) {
  event::Scanned scanned{
      in.natural("request"), in.integer("step"), readScanSpec(in.map("spec")), {}};
  in.list("vals", [&](const Fields& val) { scanned.vals.push_back(readEvaluation(val)); });
  scanned.work = readWork(in);
  return scanned;
}

event::Rendered readRendered(const Fields& in) {
  event::Rendered rendered{in.natural("request"), in.integer("step"), in.text("of"), {}};
  const Fields picture = in.map("picture");
  rendered.picture.kind = picture.text("kind");
  rendered.picture.title = picture.text("title");
  rendered.share = readShare(in);
  rendered.work = readWork(in);
  picture.list("arrays",
               [&](const Fields& array) { rendered.picture.arrays.push_back(readArray(array)); });
  rendered.picture.texts = picture.texts("texts");
  return rendered;
}

event::SamplesCompared readCompared(const Fields& in) {
  event::SamplesCompared compared{.request = in.natural("request"),
                                  .step = in.integer("step"),
                                  .of = in.text("of"),
                                  .share = readShare(in),
                                  .work = readWork(in),
                                  .total = in.integer("total", 0),
                                  .per_sample = in.integer("per_sample", 1)};
  const auto count = static_cast<std::size_t>(in.integer("count", 0, event::kMostCompared));
  compared.samples = readColumnOf<std::int64_t>(in, "samples", count);
  compared.kind = static_cast<event::SamplesCompared::Kind>(in.choice(
      "results", event::kResultKindCount,
      [](int i) { return resultKindText(static_cast<event::SamplesCompared::Kind>(i)); }));
  const Fields result = in.map("result");
  if (compared.kind == event::SamplesCompared::Kind::kClasses) {
    compared.classes = result.texts("of_classes");
    compared.raw_right = readBits(result, "raw_right", count);
    compared.mix_right = readBits(result, "mix_right", count);
    compared.truth = readColumnOf<std::int32_t>(result, "truth", count);
    compared.raw_top = readColumnOf<std::int32_t>(result, "raw_top", count);
    compared.mix_top = readColumnOf<std::int32_t>(result, "mix_top", count);
    compared.raw_given = readColumnOf<float>(result, "raw_given", count);
    compared.mix_given = readColumnOf<float>(result, "mix_given", count);
    return compared;
  }
  compared.raw_loss = readColumnOf<float>(result, "raw_loss", count);
  compared.mix_loss = readColumnOf<float>(result, "mix_loss", count);
  if (!result.has("truth_value")) return compared;
  compared.raw_prediction = readColumnOf<float>(result, "raw_prediction", count);
  compared.mix_prediction = readColumnOf<float>(result, "mix_prediction", count);
  compared.truth_value = readColumnOf<float>(result, "truth_value", count);
  return compared;
}

event::DistancesMeasured readMeasured(const Fields& in) {
  event::DistancesMeasured measured{in.natural("request"), in.integer("step"), in.text("of"), {}};
  in.list("tensors", [&](const Fields& tensor) {
    measured.tensors.push_back({tensor.text("name"), tensor.integer("count", 0),
                                tensor.flag("parameter"), tensor.number("raw_norm"),
                                tensor.number("distance"), tensor.number("relative"),
                                tensor.number("cosine")});
  });
  measured.work = readWork(in);
  return measured;
}

event::SamplesShown readShown(const Fields& in) {
  event::SamplesShown shown{.request = in.natural("request"),
                            .samples = in.integers("samples", 0),
                            .kind = in.text("sample_kind"),
                            .shape = in.integers("shape", 0, kMostPictureValues)};
  const auto count = static_cast<std::size_t>(in.integer("count", 0, kMostPictureValues));
  shown.values = readColumnOf<float>(in, "values", count);
  shown.names = in.texts("names");
  shown.labels = in.texts("labels");
  shown.work = readWork(in);
  return shown;
}

event::CheckpointWritten readCheckpointWritten(const Fields& in) {
  event::CheckpointWritten written{in.natural("request"), in.integer("step", 0), in.text("path"),
                                   in.integer("bytes", 0)};
  written.reason =
      static_cast<CheckpointReason>(in.choice("reason", kCheckpointReasonCount, [](int i) {
        return checkpointReasonId(static_cast<CheckpointReason>(i));
      }));
  written.pinned = in.flag("pinned");
  if (in.has("removed")) written.removed = in.integers("removed", 0);
  return written;
}

event::Tested readTested(const Fields& in) {
  event::Tested tested;
  in.list("weights", [&](const Fields& one) {
    tested.weights.push_back({one.text("of"), one.integer("step"), readEvaluation(one)});
  });
  return tested;
}

}  // namespace emascope
