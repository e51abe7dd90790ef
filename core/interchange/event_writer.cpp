// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/event_writer.h"

#include "core/interchange/masked_crc32c.h"
#include "core/interchange/proto.h"

namespace emascope {
namespace {

/// Field numbers are those of event_message.cpp's messages, by their names in summary.proto.
ProtoWriter eventAt(double wall_time, std::int64_t step) {
  ProtoWriter event;
  event.addDouble(1, wall_time);
  if (step != 0) event.addInteger(2, step);
  return event;
}

std::string eventWith(double wall_time, std::int64_t step, const ProtoWriter& value) {
  ProtoWriter summary;
  summary.addMessage(1, value);
  ProtoWriter event = eventAt(wall_time, step);
  event.addMessage(5, summary);
  return event.bytes();
}

}  // namespace

EventWriter::EventWriter(const TextSink& sink, double started) : sink_(sink) {
  ProtoWriter event = eventAt(started, 0);
  event.addBytes(3, "brain.Event:2");
  record(event.bytes());
}

void EventWriter::scalar(std::string_view tag, std::int64_t step, double wall_time, double value) {
  ProtoWriter one;
  one.addBytes(1, tag);
  one.addFloat(2, static_cast<float>(value));
  record(eventWith(wall_time, step, one));
}

void EventWriter::text(std::string_view tag, std::int64_t step, double wall_time,
                       std::string_view markdown) {
  constexpr std::uint64_t kStringType = 7;
  ProtoWriter dim;
  dim.addInteger(1, 1);
  ProtoWriter shape;
  shape.addMessage(2, dim);
  ProtoWriter tensor;
  tensor.addVarint(1, kStringType);
  tensor.addMessage(2, shape);
  tensor.addBytes(8, markdown);
  ProtoWriter plugin;
  plugin.addBytes(1, "text");
  ProtoWriter metadata;
  metadata.addMessage(1, plugin);
  ProtoWriter one;
  one.addBytes(1, tag);
  one.addMessage(8, tensor);
  one.addMessage(9, metadata);
  record(eventWith(wall_time, step, one));
}

void EventWriter::record(std::string_view event) {
  constexpr std::size_t kPiece = std::size_t{1} << 16U;
  std::string length;
  appendLittleEndian(length, event.size(), 8);
  bytes_ += length;
  appendLittleEndian(bytes_, maskedCrc32c(length), 4);
  bytes_ += event;
  appendLittleEndian(bytes_, maskedCrc32c(event), 4);
  handOn(kPiece);
}

void EventWriter::handOn(std::size_t least) {
  if (bytes_.size() < least) return;
  if (status_) status_ = sink_(bytes_);
  bytes_.clear();
}

Status EventWriter::finish() {
  handOn(1);
  return status_;
}

}  // namespace emascope
