#include "autograd/saved_tensor.h"

#include "autograd/grad_meta.h"
#include "base/error.h"
#include "base/format.h"
#include "tensor/context.h"

namespace logit {

void fail_graph_freed() {
  fail(ErrorKind::runtime_error,
       "Trying to backward through the graph a second time (or directly access saved tensors after they have "
       "already been freed). Saved intermediate values of the graph are freed when you call .backward() or "
       "autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or "
       "if you need to access saved tensors after calling backward.");
}

SavedTensor::SavedTensor(const Tensor& input) {
  if (!input.defined()) return;
  if (input->inference) {
    fail(ErrorKind::runtime_error,
         "Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in computation "
         "tracked by autograd. To work around this, you can make a clone to get a normal tensor and use it in autograd, or use "
         "`torch.no_grad()` instead of `torch.inference_mode()`.");
  }
  tensor_ = input;
  version_ = input.version();
  saved_ = true;
}

SavedTensor SavedTensor::output(const Tensor& output, std::uint32_t output_nr) {
  SavedTensor saved;
  saved.tensor_ = make_alias(output);
  saved.version_ = output.version();
  saved.output_nr_ = output_nr;
  saved.saved_ = saved.is_output_ = true;
  return saved;
}

Tensor SavedTensor::unpack(Node& owner) const {
  if (!saved_) return Tensor();
  if (!tensor_.defined()) fail_graph_freed();
  if (tensor_.version() != version_) {
    std::string text = cat("one of the variables needed for gradient computation has been modified by an inplace operation: [",
                           type_string(tensor_), " ", sizes_text(tensor_.sizes()), "]");
    if (is_output_) {
      text += cat(", which is output ", output_nr_, " of ", owner.operation_name(), ",");
    } else if (const Ref<Node> fn = grad_fn(tensor_)) {
      text += cat(", which is output ", find_grad_meta(tensor_)->output_nr, " of ", fn->operation_name(), ",");
    }
    text += cat(" is at version ", tensor_.version(), "; expected version ", version_, " instead.",
                Context::current().detect_anomaly
                    ? " Hint: the backtrace further above shows the operation that failed to compute its gradient. "
                      "The variable in question was changed in there or anywhere later. Good luck!"
                    : " Hint: enable anomaly detection to find the operation that failed to compute its gradient, with "
                      "torch.autograd.set_detect_anomaly(True, check_nan=False).");
    fail(ErrorKind::runtime_error, std::move(text));
  }
  if (!is_output_ || !Context::current().grad_enabled) return tensor_;
  // A second derivative flows back into the node that made this tensor.
  Tensor result = make_alias(tensor_);
  GradMeta& meta = grad_meta(result);
  meta.grad_fn = Ref<Node>(&owner);
  meta.output_nr = output_nr_;
  return result;
}

void SavedTensor::release() { tensor_ = Tensor(); }

void SavedTensor::retarget(const Tensor& tensor) {
  tensor_ = make_alias(tensor);
  version_ = tensor.version();
}

}  // namespace logit
