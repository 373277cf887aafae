// What a tensor carries for autograd: its gradient, the node that made it, and whether it is a view.
#pragma once

#include <memory>

#include "autograd/node.h"

namespace logit {

/// How a view came to be; decides whether it may be changed in place.
enum class ViewKind : std::uint8_t {
  normal,
  multiple,  ///< one of several views that one call returned (unbind, split): no in-place changes
  no_grad,   ///< made under torch.no_grad()
};

/// The record of a view.
struct ViewInfo : Pooled {
  Tensor base;  ///< itself no view
  ViewKind kind = ViewKind::normal;
  std::uint32_t version = 0;  ///< of the memory when the view's grad_fn was last right
};

class GradMeta final : public GradMetaBase {
 public:
  ~GradMeta() override;
  bool requires_grad() const override {
    return leaf_requires_grad || grad_fn || (view && view->base.requires_grad());
  }

  Tensor grad;                        ///< tensor.grad
  Ref<Node> grad_fn;                  ///< null for leaves; for views see grad_fn(tensor)
  AccumulateGrad* accumulator = nullptr;  ///< not owned
  std::uint32_t output_nr = 0;        ///< which output of grad_fn
  bool leaf_requires_grad = false;
  bool retains_grad = false;
  std::unique_ptr<ViewInfo> view;
  std::unique_ptr<NodeHooks> leaf_hooks;  ///< hooks of a leaf, used by its accumulator
  TensorImpl* owner = nullptr;
};

/// The tensor's GradMeta, or null.
inline GradMeta* find_grad_meta(const Tensor& tensor) {
  return tensor.defined() ? static_cast<GradMeta*>(tensor->grad_meta) : nullptr;
}
/// The tensor's GradMeta, made if missing.
GradMeta& grad_meta(const Tensor& tensor);

/// tensor.grad_fn: the node that computed it, null for a leaf. Views of memory that was changed in place
/// get a fresh node here.
Ref<Node> grad_fn(const Tensor& tensor);
/// Where the gradient of this tensor goes: its grad_fn, its accumulator if it is a leaf, or nowhere.
Edge gradient_edge(const Tensor& tensor);
/// tensor.is_leaf
bool is_leaf(const Tensor& tensor);
/// tensor.output_nr
std::uint32_t output_nr(const Tensor& tensor);
/// Errors: RuntimeError for integer dtypes and for switching it off on a non-leaf, in PyTorch's words.
void set_requires_grad(const Tensor& tensor, bool value);
/// tensor.retain_grad(). Errors: RuntimeError if the tensor does not require grad.
void retain_grad(const Tensor& tensor);
/// tensor.grad, undefined if there is none.
Tensor grad_of(const Tensor& tensor);
/// tensor.grad = value. Errors: RuntimeError/TypeError texts for wrong shape or dtype.
void set_grad(const Tensor& tensor, const Tensor& value);
/// tensor.data = value: new content, same identity, no history.
void set_data(const Tensor& tensor, const Tensor& value);
/// tensor.data: same memory, no history, a version counter of its own.
Tensor data_of(const Tensor& tensor);
/// The tensor it is a view of (undefined if none): tensor._base.
Tensor view_base(const Tensor& tensor);

/// tensor.register_hook; returns an id for remove_hook. Errors: RuntimeError if no grad is required.
std::uint64_t register_hook(const Tensor& tensor, Ref<ScriptHandle> callable);
/// tensor.register_post_accumulate_grad_hook; leaves only.
std::uint64_t register_accumulate_hook(const Tensor& tensor, Ref<ScriptHandle> callable);
/// Removes any hook registered on this tensor or node; false if it is gone already.
bool remove_hook(const Tensor& tensor, std::uint64_t id);
bool remove_hook(Node& node, std::uint64_t id);
/// grad_fn.register_hook and grad_fn.register_prehook.
std::uint64_t register_post_hook(Node& node, Ref<ScriptHandle> callable);
std::uint64_t register_pre_hook(Node& node, Ref<ScriptHandle> callable);

/// Makes `node` the grad_fn of `output` (as its next output).
void set_history(const Tensor& output, const Ref<Node>& node);
/// Notes that `view` looks into `input`'s memory. Call before set_history.
void track_view(const Tensor& view, const Tensor& input, ViewKind kind = ViewKind::normal);

/// repr(tensor) with what autograd knows of it.
std::string repr(const Tensor& tensor);

}  // namespace logit
