#include "autograd/grad_meta.h"

#include <algorithm>

#include "autograd/grad_mode.h"
#include "base/error.h"
#include "base/format.h"
#include "tensor/print.h"

namespace logit {
namespace {

// The backward of a view whose memory was changed in place: the gradient goes to where the view looks.
class AsStridedBackward final : public Node {
 public:
  AsStridedBackward(const Tensor& base, const Tensor& view)
      : Node("AsStridedBackward0"), base_sizes_(base.sizes()), base_strides_(base.strides()),
        base_offset_(base.storage_offset()), sizes_(view.sizes()), strides_(view.strides()),
        offset_(view.storage_offset()), dtype_(base.dtype()) {
    next.push_back(gradient_edge(base));
  }
  Grads apply(Grads dy) override {
    // Overlapping view positions would have to add up; views made by slicing never overlap.
    Tensor dx = empty_strided(base_sizes_, base_strides_, dtype_);
    copy_elements(dx, full_of({}, 0, dtype_));
    copy_elements(make_alias(dx, sizes_, strides_, offset_ - base_offset_), dy[0]);
    return {dx};
  }

 private:
  Shape base_sizes_, base_strides_;
  std::int64_t base_offset_;
  Shape sizes_, strides_;
  std::int64_t offset_;
  DType dtype_;
};

constinit thread_local std::uint64_t next_hook_id = 1;

template <class Hooks>
bool erase_hook(Hooks& hooks, std::uint64_t id) {
  for (std::size_t i = 0; i < hooks.size(); ++i) {
    if (hooks[i].id == id) {
      hooks.erase(i);
      return true;
    }
  }
  return false;
}

bool erase_from(NodeHooks* hooks, std::uint64_t id) {
  return hooks && (erase_hook(hooks->tensor_hooks, id) || erase_hook(hooks->pre_hooks, id) ||
                   erase_hook(hooks->post_hooks, id) || erase_hook(hooks->accumulate_hooks, id));
}

void forget_retained(Node& node, TensorImpl* tensor) {
  if (!node.hooks) return;
  auto& retained = node.hooks->retained;
  for (std::size_t i = 0; i < retained.size(); ++i) {
    if (retained[i].tensor == tensor) retained.erase(i--);
  }
}

}  // namespace

GradMeta::~GradMeta() {
  if (retains_grad && grad_fn) forget_retained(*grad_fn, owner);
}

GradMeta& grad_meta(const Tensor& tensor) {
  if (!tensor->grad_meta) {
    GradMeta* meta = new GradMeta();
    meta->owner = tensor.impl();
    tensor->grad_meta = meta;
  }
  return *static_cast<GradMeta*>(tensor->grad_meta);
}

Ref<Node> grad_fn(const Tensor& tensor) {
  GradMeta* meta = find_grad_meta(tensor);
  if (!meta) return nullptr;
  if (meta->view && meta->view->version != tensor.version() && meta->view->kind != ViewKind::no_grad) {
    // The memory was changed through the base or another view since: the old node is not the maker any more.
    if (meta->view->base.requires_grad()) {
      meta->grad_fn = Ref<Node>(new AsStridedBackward(meta->view->base, tensor));
      meta->grad_fn->outputs.push_back({tensor.sizes(), tensor.dtype()});
      meta->output_nr = 0;
    }
    meta->view->version = tensor.version();
  }
  return meta->grad_fn;
}

Edge gradient_edge(const Tensor& tensor) {
  GradMeta* meta = find_grad_meta(tensor);
  if (!meta) return {};
  if (meta->grad_fn || meta->view) {
    if (Ref<Node> fn = grad_fn(tensor)) return {std::move(fn), meta->output_nr};
  }
  if (!meta->leaf_requires_grad) return {};
  if (meta->accumulator) return {Ref<Node>(meta->accumulator), 0};
  Ref<Node> node(meta->accumulator = new AccumulateGrad(tensor));
  return {std::move(node), 0};
}

bool is_leaf(const Tensor& tensor) { return !grad_fn(tensor); }

std::uint32_t output_nr(const Tensor& tensor) {
  const GradMeta* meta = find_grad_meta(tensor);
  return meta ? meta->output_nr : 0;
}

void set_requires_grad(const Tensor& tensor, bool value) {
  if (!is_leaf(tensor) && !value) {
    fail(ErrorKind::runtime_error,
         "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a "
         "subgraph that doesn't require differentiation use var_no_grad = var.detach().");
  }
  if (value && !is_floating(tensor.dtype())) {
    fail(ErrorKind::runtime_error, "only Tensors of floating point dtype can require gradients");
  }
  if (tensor->inference && value && !Context::current().inference_mode) {
    fail(ErrorKind::runtime_error, "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.");
  }
  if (value || tensor->grad_meta) {
    if (is_leaf(tensor)) grad_meta(tensor).leaf_requires_grad = value;
  }
}

void retain_grad(const Tensor& tensor) {
  if (!tensor.requires_grad()) {
    fail(ErrorKind::runtime_error, "can't retain_grad on Tensor that has requires_grad=False");
  }
  const Ref<Node> fn = grad_fn(tensor);
  GradMeta& meta = grad_meta(tensor);
  if (!fn || meta.retains_grad) return;
  fn->ensure_hooks().retained.push_back({meta.output_nr, tensor.impl()});
  meta.retains_grad = true;
}

Tensor grad_of(const Tensor& tensor) {
  const GradMeta* meta = find_grad_meta(tensor);
  return meta ? meta->grad : Tensor();
}

void set_grad(const Tensor& tensor, const Tensor& value) {
  if (value.defined()) {
    if (value.is(tensor)) fail(ErrorKind::runtime_error, "can't assign Variable as its own grad");
    if (value.dtype() != tensor.dtype()) {
      fail(ErrorKind::runtime_error,
           cat("attempting to assign a gradient with dtype '", c_type_name(value.dtype()), "' to a tensor with grad_dtype '",
               scalar_type_name(tensor.dtype()), "'. The gradient must match the tensor's grad_dtype (defaults to the tensor's "
               "dtype). You can set the tensor's grad_dtype attribute with a specific dtype, or None to allow any dtype. Set "
               "grad_dtype with caution. Diverging the dtypes of a tensor and its gradient may break downstream systems that "
               "assume they match."));
    }
    if (!(value.sizes() == tensor.sizes())) {
      const auto list = [](const Tensor& t) {
        const std::string size = size_repr(t.sizes());  // torch.Size([3]), of which the message wants [3]
        return size.substr(size.find('(') + 1, size.size() - size.find('(') - 2);
      };
      fail(ErrorKind::runtime_error,
           cat("attempting to assign a gradient of size '", list(value), "' to a tensor of size '", list(tensor),
               "'. Please ensure that the gradient and the tensor are the same size"));
    }
  }
  if (value.defined() || tensor->grad_meta) grad_meta(tensor).grad = value;
}

void set_data(const Tensor& tensor, const Tensor& value) {
  if (tensor.requires_grad() && !is_floating(value.dtype())) {
    fail(ErrorKind::runtime_error, "data set to a tensor that requires gradients must be floating point or complex dtype");
  }
  if (GradMeta* meta = find_grad_meta(tensor); meta && meta->accumulator && !(value.sizes() == tensor.sizes())) {
    meta->accumulator->outputs[0].sizes = value.sizes();
  }
  TensorImpl& to = *tensor.impl();
  // The memory is shared from now on, the version counter is not.
  const std::uint32_t version = tensor.version();
  Ref<OwnVersion> own = make_ref<OwnVersion>();
  own->version = version;
  to.storage = value->storage;
  to.own_version = std::move(own);
  to.offset = value->offset;
  to.numel = value->numel;
  to.sizes = value->sizes;
  to.strides = value->strides;
  to.dtype = value->dtype;
  to.contiguous = value->contiguous;
}

Tensor data_of(const Tensor& tensor) {
  Tensor out = make_alias(tensor);
  out->own_version = make_ref<OwnVersion>();
  return out;
}

Tensor view_base(const Tensor& tensor) {
  const GradMeta* meta = find_grad_meta(tensor);
  return meta && meta->view ? meta->view->base : Tensor();
}

std::uint64_t register_hook(const Tensor& tensor, Ref<ScriptHandle> callable) {
  if (!tensor.requires_grad()) {
    fail(ErrorKind::runtime_error, "cannot register a hook on a tensor that doesn't require gradient");
  }
  const std::uint64_t id = next_hook_id++;
  const Ref<Node> fn = grad_fn(tensor);
  GradMeta& meta = grad_meta(tensor);
  if (fn) {
    fn->ensure_hooks().tensor_hooks.push_back({id, meta.output_nr, std::move(callable)});
  } else {
    if (!meta.leaf_hooks) meta.leaf_hooks = std::make_unique<NodeHooks>();
    meta.leaf_hooks->tensor_hooks.push_back({id, 0, std::move(callable)});
  }
  return id;
}

std::uint64_t register_accumulate_hook(const Tensor& tensor, Ref<ScriptHandle> callable) {
  if (!tensor.requires_grad()) {
    fail(ErrorKind::runtime_error, "cannot register a hook on a tensor that doesn't require gradient");
  }
  if (!is_leaf(tensor)) {
    fail(ErrorKind::runtime_error, "post accumulate grad hooks cannot be registered on non-leaf tensors");
  }
  GradMeta& meta = grad_meta(tensor);
  if (!meta.leaf_hooks) meta.leaf_hooks = std::make_unique<NodeHooks>();
  const std::uint64_t id = next_hook_id++;
  meta.leaf_hooks->accumulate_hooks.push_back({id, 0, std::move(callable)});
  return id;
}

bool remove_hook(const Tensor& tensor, std::uint64_t id) {
  GradMeta* meta = find_grad_meta(tensor);
  if (!meta) return false;
  return erase_from(meta->leaf_hooks.get(), id) || (meta->grad_fn && erase_from(meta->grad_fn->hooks.get(), id));
}

bool remove_hook(Node& node, std::uint64_t id) { return erase_from(node.hooks.get(), id); }

std::uint64_t register_post_hook(Node& node, Ref<ScriptHandle> callable) {
  node.ensure_hooks().post_hooks.push_back({next_hook_id, 0, std::move(callable)});
  return next_hook_id++;
}

std::uint64_t register_pre_hook(Node& node, Ref<ScriptHandle> callable) {
  node.ensure_hooks().pre_hooks.push_back({next_hook_id, 0, std::move(callable)});
  return next_hook_id++;
}

void set_history(const Tensor& output, const Ref<Node>& node) {
  GradMeta& meta = grad_meta(output);
  if (meta.retains_grad && meta.grad_fn) {  // an in-place change: the gradient to keep is the new one
    forget_retained(*meta.grad_fn, output.impl());
    node->ensure_hooks().retained.push_back({static_cast<std::uint32_t>(node->outputs.size()), output.impl()});
  }
  meta.grad_fn = node;
  meta.output_nr = static_cast<std::uint32_t>(node->outputs.size());
  node->outputs.push_back({output.sizes(), output.dtype()});
}

void track_view(const Tensor& view, const Tensor& input, ViewKind kind) {
  const Context& context = Context::current();
  if (context.inference_mode || input->inference) return;
  GradMeta& meta = grad_meta(view);
  const GradMeta* parent = find_grad_meta(input);
  meta.view = std::make_unique<ViewInfo>();
  meta.view->base = parent && parent->view ? parent->view->base : input;
  meta.view->version = view.version();
  if (kind == ViewKind::normal && !context.grad_enabled) kind = ViewKind::no_grad;
  if (kind == ViewKind::normal && parent && parent->view) kind = parent->view->kind;
  meta.view->kind = kind;
}

std::string repr(const Tensor& tensor) {
  const Ref<Node> fn = grad_fn(tensor);
  return tensor_repr(tensor, fn ? fn->short_name() : std::string_view(), tensor.requires_grad());
}

}  // namespace logit
