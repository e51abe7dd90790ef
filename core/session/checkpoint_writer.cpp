// SPDX-License-Identifier: Apache-2.0
#include "core/session/checkpoint_writer.h"

#include "core/store/checkpoint_folder.h"

#include <exception>
#include <filesystem>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

Status makeFolder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  std::error_code ignored;
  if (!error || std::filesystem::is_directory(folder, ignored)) return Ok{};
  return Error{folder, "the folder cannot be created: " + error.message(), ""};
}

}  // namespace

CheckpointWriter::CheckpointWriter(Done done, Write write)
    : done_(std::move(done)),
      write_(std::move(write)),
      thread_([this](const std::stop_token& stop) { serve(stop); }) {}

CheckpointWriter::~CheckpointWriter() {
  wait();
  thread_.request_stop();
  thread_.join();
}

std::optional<std::int64_t> CheckpointWriter::put(Checkpoint checkpoint, std::string folder) {
  std::optional<Job> replaced;
  {
    const MutexLock lock(mutex_);
    replaced = std::exchange(waiting_, Job{std::move(checkpoint), std::move(folder)});
  }
  changed_.notify_all();
  if (!replaced) return std::nullopt;
  return replaced->checkpoint.step;
}

void CheckpointWriter::wait() {
  MutexLock lock(mutex_);
  changed_.wait(lock.native(), [this]() EMASCOPE_REQUIRES(mutex_) { return !busy_ && !waiting_; });
}

void CheckpointWriter::serve(const std::stop_token& stop) {
  MutexLock lock(mutex_);
  while (changed_.wait(lock.native(), stop,
                       [this]() EMASCOPE_REQUIRES(mutex_) { return waiting_.has_value(); })) {
    std::optional<Job> job = std::exchange(waiting_, std::nullopt);
    busy_ = true;
    {
      const MutexUnlock working(mutex_);
      done_(write(std::move(*job)));
      job.reset();
    }
    busy_ = false;
    changed_.notify_all();
  }
}

CheckpointOutcome CheckpointWriter::write(Job job) const {
  const std::string name = checkpointName(job.checkpoint.step);
  CheckpointOutcome outcome{.step = job.checkpoint.step,
                            .path = checkpointPath(job.folder, name),
                            .facts = {.step = job.checkpoint.step,
                                      .name = name,
                                      .raw_loss = job.checkpoint.raw_loss,
                                      .track_losses = job.checkpoint.track_losses,
                                      .reason = job.checkpoint.reason}};
  try {
    const auto bytes = sealedBytes(encodeCheckpoint(std::move(job.checkpoint)));
    outcome.status = bytes ? makeFolder(job.folder) : Status(bytes.error());
    if (outcome.status) outcome.status = write_(outcome.path, *bytes);
    if (outcome.status) outcome.bytes = static_cast<std::int64_t>(bytes->size());
  } catch (const std::exception& failure) {  // memory is short
    outcome.status = Error{outcome.path, failure.what(), ""};
  }
  return outcome;
}

}  // namespace emascope
