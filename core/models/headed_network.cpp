// SPDX-License-Identifier: Apache-2.0
#include "core/models/headed_network.h"

#include <utility>

namespace emascope {
namespace {

std::vector<NamedTensor> joined(std::vector<NamedTensor> first, std::vector<NamedTensor> second) {
  for (NamedTensor& each : second) first.push_back(std::move(each));
  return first;
}

class HeadedNetwork final : public Network {
 public:
  HeadedNetwork(std::unique_ptr<Network> backbone, std::unique_ptr<Network> head)
      : backbone_(std::move(backbone)), head_(std::move(head)) {}

  [[nodiscard]] std::vector<NamedTensor> parameters() const override {
    return joined(backbone_->parameters(), head_->parameters());
  }
  [[nodiscard]] std::vector<NamedTensor> buffers() const override {
    return joined(backbone_->buffers(), head_->buffers());
  }
  [[nodiscard]] std::vector<NamedTensor> constants() const override {
    return joined(backbone_->constants(), head_->constants());
  }
  [[nodiscard]] at::Tensor forward(const at::Tensor& inputs, bool training) override {
    return head_->forward(backbone_->forward(inputs, training), training);
  }
  at::Tensor estimateBuffers(const at::Tensor& inputs, std::int64_t number) override {
    return head_->estimateBuffers(backbone_->estimateBuffers(inputs, number), number);
  }

 private:
  std::unique_ptr<Network> backbone_;
  std::unique_ptr<Network> head_;
};

}  // namespace

std::unique_ptr<Network> makeHeadedNetwork(std::unique_ptr<Network> backbone,
                                           std::unique_ptr<Network> head) {
  return std::make_unique<HeadedNetwork>(std::move(backbone), std::move(head));
}

}  // namespace emascope
