// SPDX-License-Identifier: Apache-2.0
//
// A folder of pictures with a subfolder per class (possibly within folders for training, validation
// and test), or with a table of file names and labels. Pictures are read on demand; most damage is
// found in advance from each file's beginning and end.
#include "core/base/counted.h"
#include "core/data/formats/image_file.h"
#include "core/data/formats/picture_list.h"
#include "core/data/formats/target_column.h"
#include "core/data/source.h"
#include "core/data/summary.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace emascope {
namespace {

namespace fs = std::filesystem;

class ImageDataset : public Dataset {
 public:
  ImageDataset(DatasetHead head, std::vector<std::string> files)
      : Dataset(std::move(head), files.size()), files_(std::move(files)) {}

 private:
  [[nodiscard]] Status readStored(std::uint64_t stored, std::span<float> sample) const override {
    const auto& shape = head().shape;
    return readImage(fs::path(head().path) / files_[stored], static_cast<std::uint32_t>(shape[1]),
                     static_cast<std::uint32_t>(shape[0]), sample);
  }
  [[nodiscard]] std::string storedPlace(std::uint64_t stored) const override {
    return files_[stored];
  }

  std::vector<std::string> files_;
};

class Opening {
 public:
  Opening(const PathHead& head, const DataOptions& options) : root_(head.path), options_(options) {}

  Result<std::unique_ptr<Dataset>> run() {
    auto listed = list();
    if (!listed) return listed.error();
    std::vector<ListedPicture>& pictures = listed.value().pictures;
    unusable_ = std::move(listed.value().missing);
    const std::uint64_t all = pictures.size() + unusable_.size();
    inspect(pictures);
    if (!unusable_.empty() && !options_.skip_corrupt) {
      return unusableSamples(root_, unusable_, all);
    }
    DatasetHead head;
    head.path = root_;
    head.format = "folder of pictures";
    const auto side = chooseSide();
    if (!side) return side.error();
    const std::uint64_t channels =
        options_.image_channels != 0 ? options_.image_channels : (all_gray_ ? 1 : 3);
    head.shape = {channels, *side, *side};
    if (auto count = countSampleFloats(head.shape, root_); !count) return count.error();
    auto targets = readTargets(pictures);
    if (!targets) return targets.error();
    head.targets = std::move(targets).value();
    std::vector<std::string> files;
    for (ListedPicture& one : pictures) {
      if (one.split) head.splits.push_back(*one.split);
      files.push_back(std::move(one.file));
    }
    for (const Error& error : unusable_) head.left_out.push_back(error.where + ": " + error.why);
    head.notes = std::move(listed.value().notes);
    notePictures(head.notes);
    return std::unique_ptr<Dataset>(
        std::make_unique<ImageDataset>(std::move(head), std::move(files)));
  }

 private:
  [[nodiscard]] Result<PictureList> list() const {
    if (options_.labels.empty()) {
      const char* const column = !options_.split_column.empty() ? "--split-column"
                                 : !options_.target.empty()     ? "--target"
                                                                : nullptr;
      if (column == nullptr) return listPictureFolders(root_, options_);
      return Error{column, "needs a table of labels, but none is given for " + root_,
                   options_.target.empty() ? "--labels FILE, or --parts for folders of pictures"
                                           : "--labels FILE, or folders named by class"};
    }
    if (!options_.splits) return listPictureTable(root_, options_);
    return Error{"--parts",
                 "applies to folders named by class, but the pictures of " + root_ +
                     " are listed in " + options_.labels,
                 "--split-column NAME for a column of the table"};
  }

  /// Removes unusable pictures from `pictures`.
  void inspect(std::vector<ListedPicture>& pictures) {
    std::erase_if(pictures, [this](const ListedPicture& one) {
      const auto info = inspectImage(fs::path(root_) / one.file);
      if (!info) {
        unusable_.push_back(info.error());
        return true;
      }
      all_gray_ = all_gray_ && info->gray;
      least_ = std::min({least_, info->width, info->height});
      most_ = std::max({most_, info->width, info->height});
      turned_ += info->orientation == 1 ? 0 : 1;
      deep_ += info->bits > 8 ? 1 : 0;
      return false;
    });
  }

  void notePictures(std::vector<std::string>& notes) const {
    if (turned_ > 0) {
      notes.push_back(counted(turned_, "picture has", "pictures have") +
                      " an EXIF orientation, which is not applied, as in torchvision");
    }
    if (deep_ > 0) {
      notes.push_back(counted(deep_, "picture has", "pictures have") + " 16 bits per channel and " +
                      (deep_ == 1 ? "is" : "are") + " read with 8");
    }
  }

  [[nodiscard]] Result<std::uint64_t> chooseSide() const {
    if (options_.image_size != 0) return std::uint64_t{options_.image_size};
    if (least_ == most_) return std::uint64_t{most_};
    if (most_ == 0) return Error{root_, "has no usable picture", "PNG, JPEG, BMP or WebP"};
    return Error{root_,
                 "has pictures of different sizes, with sides from " + std::to_string(least_) +
                     " to " + std::to_string(most_) + " pixels",
                 "pictures of equal size, or --image-size N"};
  }

  [[nodiscard]] Result<Targets> readTargets(const std::vector<ListedPicture>& list) const {
    TargetColumn column;
    for (const ListedPicture& one : list) column.addText(one.label);
    const bool folders = options_.labels.empty();
    DataOptions options = options_;
    if (folders && options.task == TaskKind::kRegression) {
      return Error{"--task",
                   "'regression' needs numbers, but the folders of " + root_ + " are classes",
                   "--labels FILE with a number for each picture"};
    }
    if (folders) options.task = TaskKind::kClassification;
    return column.finish(folders ? "folder" : "label", options, folders ? root_ : options_.labels,
                         [&](std::uint64_t i) {
                           return folders ? list[i].file : "line " + std::to_string(list[i].line);
                         });
  }

  const std::string& root_;
  const DataOptions& options_;
  std::vector<Error> unusable_ = {};
  bool all_gray_ = true;
  std::uint32_t least_ = UINT32_MAX;
  std::uint32_t most_ = 0;
  std::uint64_t turned_ = 0;  ///< pictures with an EXIF orientation
  std::uint64_t deep_ = 0;    ///< pictures of more than 8 bits
};

bool recognizes(const PathHead& head) { return head.folder; }

Result<std::unique_ptr<Dataset>> open(const PathHead& head, const DataOptions& options) {
  return Opening(head, options).run();
}

}  // namespace

void registerSourceImageFolder(SourceRegistry& registry) {
  registry.push_back(
      {.format = "folder of pictures",
       .accepts = "a folder of PNG, JPEG, BMP or WebP with a subfolder per class or --labels",
       .recognizes = recognizes,
       .open = open,
       .last_resort = true,
       .options = {"split-column", "image-size", "image-channels"}});
}

}  // namespace emascope
