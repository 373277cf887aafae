#include "ops/inplace.h"

#include "base/error.h"
#include "base/format.h"
#include "ops/formula.h"

namespace logit::ops {
namespace {

// The history of a base tensor after one of its views was changed: the gradient of the changed window goes
// through the operation that changed it, the rest passes by.
class CopySlices final : public Node {
 public:
  CopySlices(const Tensor& base, const Tensor& view, Ref<Node> change)
      : Node("torch::autograd::CopySlices"), base_sizes_(base.sizes()), base_strides_(base.strides()),
        sizes_(view.sizes()), strides_(view.strides()), offset_(view.storage_offset() - base.storage_offset()),
        change_(std::move(change)) {
    next.push_back(gradient_edge(base));
    for (std::size_t i = 1; i < change_->next.size(); ++i) next.push_back(change_->next[i]);
  }

  Grads apply(Grads dy) override {
    if (!change_) fail_graph_freed();
    Tensor dx = empty_strided(base_sizes_, base_strides_, dy[0].dtype());
    copy_(dx, dy[0]);
    const Tensor window = as_strided(dx, IntList(sizes_), IntList(strides_), offset_);
    Grads inner = change_->apply({clone(window)});
    Grads out(next.size());
    for (std::size_t i = 1; i < next.size() && i < inner.size(); ++i) out[i] = inner[i];
    if (needs(0)) {
      if (!inner.empty() && inner[0].defined()) copy_(window, sum_to(inner[0], sizes_));
      else zero_(window);
      out[0] = dx;
    }
    return out;
  }

  void release_saved() override { change_->release_saved(); }

 private:
  Shape base_sizes_, base_strides_, sizes_, strides_;
  std::int64_t offset_;
  Ref<Node> change_;
};

}  // namespace

void check_in_place(const Tensor& self, bool recording) {
  if (self->inference && !Context::current().inference_mode) {
    fail(ErrorKind::runtime_error,
         "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a normal "
         "tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more details.");
  }
  if (!recording) return;
  const GradMeta* meta = find_grad_meta(self);
  if (!meta) return;
  if (meta->view) {
    const Tensor& base = meta->view->base;
    if (meta->view->kind == ViewKind::multiple) {
      const Ref<Node> fn = grad_fn(self);
      fail(ErrorKind::runtime_error,
           logit::cat("Output ", meta->output_nr, " of ", fn ? fn->operation_name() : "an operation",
               " is a view and is being modified inplace. This view is the output of a function that returns multiple "
               "views. Such functions do not allow the output views to be modified inplace. You should replace the "
               "inplace operation by an out-of-place one."));
    }
    if (meta->view->kind == ViewKind::no_grad) {
      fail(ErrorKind::runtime_error,
           "A view was created in no_grad mode and is being modified inplace with grad mode enabled. Given that this "
           "use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view "
           "and the inplace either both inside the no_grad block (if you don't want the inplace to be tracked) or both "
           "outside (if you want the inplace to be tracked).");
    }
    if (base.requires_grad() && is_leaf(base)) {
      fail(ErrorKind::runtime_error, "a view of a leaf Variable that requires grad is being used in an in-place operation.");
    }
  }
  if (meta->requires_grad() && is_leaf(self)) {
    fail(ErrorKind::runtime_error, "a leaf Variable that requires grad is being used in an in-place operation.");
  }
}

void rebase_history(const Tensor& self, const Ref<Node>& node) {
  GradMeta& meta = grad_meta(self);
  if (!meta.view) {
    node->outputs.clear();  // from now on its output is `self`
    set_history(self, node);
    return;
  }
  const Tensor base = meta.view->base;
  if (node->outputs.empty()) node->outputs.push_back({self.sizes(), self.dtype()});
  set_history(base, Ref<Node>(new CopySlices(base, self, node)));
  grad_fn(self);  // gives the view its new node
}

namespace detail {

Tensor old_value(const Tensor& self, bool others_require_grad) {
  const bool recording = Context::current().grad_enabled && (others_require_grad || self.requires_grad());
  check_in_place(self, recording);
  if (!recording) return self;
  Tensor old = empty_strided(self.sizes(), self.strides(), self.dtype());
  copy_elements(old, self);
  old->wrapped_number = self->wrapped_number;
  if (Edge edge = gradient_edge(self)) {
    GradMeta& meta = grad_meta(old);
    meta.grad_fn = std::move(edge.node);
    meta.output_nr = edge.input;
  }
  return old;
}

void overwrite(const Tensor& self, const Tensor& result) {
  if (!can_cast(result.dtype(), self.dtype())) {
    fail(ErrorKind::runtime_error, logit::cat("result type ", scalar_type_name(result.dtype()),
                                       " can't be cast to the desired output type ", scalar_type_name(self.dtype())));
  }
  if (!(result.sizes() == self.sizes())) {
    fail(ErrorKind::runtime_error, logit::cat("output with shape ", sizes_text(self.sizes()),
                                       " doesn't match the broadcast shape ", sizes_text(result.sizes())));
  }
  if (!result.is(self)) {
    if (!(result->storage == self->storage)) copy_elements(self, result);
    self.bump_version();
  }
  const GradMeta* meta = find_grad_meta(result);
  if (!meta || !meta->grad_fn || !Context::current().grad_enabled) return;
  for (SavedTensor& saved : meta->grad_fn->saved) {
    if (saved.is_output()) saved.retarget(self);
  }
  rebase_history(self, meta->grad_fn);
}

}  // namespace detail

Tensor call_in_place(const Form& form, const Arg* args) {
  if (form.in_place) return form.in_place.call(args).tensor();
  const std::string_view signature = form.signature;
  if (signature.substr(0, signature.find('(')).ends_with('_')) return form.bound.call(args).tensor();  // copy_, detach_, …
  bool others = false;
  for (int i = 1; i < form.bound.count; ++i) {
    others = others || (args[i].kind() == Arg::Kind::tensor && args[i].tensor().requires_grad());
  }
  const Tensor self = args[0].tensor();
  return in_place(self, others, [&](const Tensor& old) {
    std::vector<Arg> changed(args, args + form.bound.count);
    changed[0] = Arg(old);
    return form.bound.call(changed.data()).tensor();
  });
}

}  // namespace logit::ops
