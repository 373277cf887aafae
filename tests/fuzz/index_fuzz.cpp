// Subscripts of tensors, x[…] and x[…] = value, beside a model that looks every element up by itself: bytes choose the tensor, how it
// lies in memory, and up to five entries. Both must give the same elements in the same shape, or both must refuse.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "base/assert.h"
#include "base/error.h"
#include "choices.h"
#include "ops/index_item.h"
#include "ops/ops.h"
#include "tensor/context.h"

using namespace logit;

namespace {

using Ints = std::vector<std::int64_t>;

// A small array of whole numbers in row-major order.
struct Array {
  Ints sizes, elements;
};

std::int64_t count(const Ints& sizes) {
  std::int64_t out = 1;
  for (const std::int64_t size : sizes) out *= size;
  return out;
}

// Calls use(place) for each index tuple of `sizes`, in row-major order.
template <class Use>
void each_place(const Ints& sizes, Use&& use) {
  Ints place(sizes.size(), 0);
  for (std::int64_t left = count(sizes); left > 0; --left) {
    use(place);
    for (std::size_t d = sizes.size(); d-- > 0;) {
      if (++place[d] < sizes[d]) break;
      place[d] = 0;
    }
  }
}

std::int64_t offset(const Ints& sizes, const Ints& place) {
  std::int64_t out = 0;
  for (std::size_t d = 0; d < sizes.size(); ++d) out = out * sizes[d] + place[d];
  return out;
}

// One entry as the model sees it. A mask is a pick of as many dimensions as it has.
struct Entry {
  enum class Kind { none, ellipsis, integer, slice, pick, mask } kind = Kind::none;
  std::int64_t value = 0, start = 0, stop = 0, step = 1;
  Array array;
};

Entry draw_entry(Choices& choices) {
  Entry entry;
  switch (choices.below(8)) {
    case 0: entry.kind = Entry::Kind::none; break;
    case 1: entry.kind = Entry::Kind::ellipsis; break;
    case 2:
    case 3:
      entry.kind = Entry::Kind::integer;
      entry.value = choices.between(-4, 3);
      break;
    case 4:
    case 5:
      entry.kind = Entry::Kind::slice;
      entry.start = choices.between(-5, 5);
      entry.stop = choices.between(-5, 5);
      entry.step = choices.between(0, 3);
      break;
    case 6:
      entry.kind = Entry::Kind::pick;
      for (std::int64_t dims = choices.between(1, 2); dims > 0; --dims) entry.array.sizes.push_back(choices.between(0, 3));
      for (std::int64_t left = count(entry.array.sizes); left > 0; --left) entry.array.elements.push_back(choices.between(-3, 2));
      break;
    default:
      entry.kind = Entry::Kind::mask;
      for (std::int64_t dims = choices.between(1, 2); dims > 0; --dims) entry.array.sizes.push_back(choices.between(0, 3));
      for (std::int64_t left = count(entry.array.sizes); left > 0; --left) entry.array.elements.push_back(choices.below(2));
  }
  return entry;
}

Tensor to_tensor(const Array& array, DType dtype) {
  const Tensor out = empty(IntList(array.sizes.data(), array.sizes.size()), DType::int64);
  std::copy(array.elements.begin(), array.elements.end(), out.data_as<std::int64_t>());
  return to_dtype_data(out, dtype);
}

ops::IndexItem to_item(const Entry& entry) {
  using Kind = ops::IndexItem::Kind;
  switch (entry.kind) {
    case Entry::Kind::none: return {Kind::none, 0, {}, {}, {}, {}};
    case Entry::Kind::ellipsis: return {Kind::ellipsis, 0, {}, {}, {}, {}};
    case Entry::Kind::integer: return ops::IndexItem::of(entry.value);
    case Entry::Kind::slice: return ops::IndexItem::slice_of(entry.start, entry.stop, entry.step);
    case Entry::Kind::pick: return ops::IndexItem::of(to_tensor(entry.array, DType::int64));
    case Entry::Kind::mask: return ops::IndexItem::of(to_tensor(entry.array, DType::boolean));
  }
  return {};
}

// ---- the model --------------------------------------------------------------------------------------------------

// A dimension after integers and slices: the places of x that it runs through, and the index array that picks among them.
struct Axis {
  int of = -1;  ///< dimension of x; -1: one that None added
  Ints places;
  std::optional<Array> pick;
};

// Where in x each element of the result comes from, or nothing where PyTorch refuses.
std::optional<Array> model(const Ints& sizes, const std::vector<Entry>& entries) {
  std::int64_t used = 0;
  for (const Entry& entry : entries) {
    used += entry.kind == Entry::Kind::mask ? static_cast<std::int64_t>(entry.array.sizes.size())
                                            : entry.kind != Entry::Kind::none && entry.kind != Entry::Kind::ellipsis;
  }
  const auto dims = static_cast<std::int64_t>(sizes.size());
  if (used > dims) return std::nullopt;
  Ints fixed(sizes.size(), -1);
  std::vector<Axis> axes;
  int dim = 0;
  const auto whole = [&](int d) {
    Axis axis{d, {}, {}};
    for (std::int64_t i = 0; i < sizes[static_cast<std::size_t>(d)]; ++i) axis.places.push_back(i);
    return axis;
  };
  for (const Entry& entry : entries) {
    const std::int64_t size = dim < dims ? sizes[static_cast<std::size_t>(dim)] : 0;
    switch (entry.kind) {
      case Entry::Kind::none: axes.push_back({-1, {0}, {}}); break;
      case Entry::Kind::ellipsis:
        for (std::int64_t i = 0; i < dims - used; ++i) axes.push_back(whole(dim++));
        break;
      case Entry::Kind::integer: {
        if (entry.value < -size || entry.value >= size) return std::nullopt;
        fixed[static_cast<std::size_t>(dim++)] = entry.value < 0 ? entry.value + size : entry.value;
        break;
      }
      case Entry::Kind::slice: {
        if (entry.step <= 0) return std::nullopt;
        const auto inside = [&](std::int64_t at) { return std::clamp<std::int64_t>(at < 0 ? at + size : at, 0, size); };
        Axis axis{dim++, {}, {}};
        for (std::int64_t i = inside(entry.start); i < inside(entry.stop); i += entry.step) axis.places.push_back(i);
        axes.push_back(std::move(axis));
        break;
      }
      case Entry::Kind::pick: {
        Axis axis = whole(dim++);
        axis.pick = entry.array;
        axes.push_back(std::move(axis));
        break;
      }
      case Entry::Kind::mask: {
        std::vector<Axis> masked;
        for (const std::int64_t size_of_mask : entry.array.sizes) {
          masked.push_back(whole(dim));
          if (sizes[static_cast<std::size_t>(dim++)] != size_of_mask) return std::nullopt;
          masked.back().pick = Array{{0}, {}};
        }
        each_place(entry.array.sizes, [&](const Ints& place) {
          if (!entry.array.elements[static_cast<std::size_t>(offset(entry.array.sizes, place))]) return;
          for (std::size_t d = 0; d < place.size(); ++d) {
            masked[d].pick->elements.push_back(place[d]);
            ++masked[d].pick->sizes[0];
          }
        });
        axes.insert(axes.end(), masked.begin(), masked.end());
      }
    }
  }
  while (dim < dims) axes.push_back(whole(dim++));

  // The index arrays are broadcast; side by side they stay where they are, else their dimensions come first.
  Ints shape;
  std::size_t first = axes.size(), last = 0, picks = 0;
  for (std::size_t a = 0; a < axes.size(); ++a) {
    if (!axes[a].pick) continue;
    first = std::min(first, a), last = a, ++picks;
    const Ints& other = axes[a].pick->sizes;
    if (other.size() > shape.size()) shape.insert(shape.begin(), other.size() - shape.size(), 1);
    for (std::size_t d = 0; d < other.size(); ++d) {
      std::int64_t& here = shape[shape.size() - other.size() + d];
      if (here != other[d] && here != 1 && other[d] != 1) return std::nullopt;
      if (here == 1) here = other[d];
    }
  }
  const std::size_t at = picks == 0 ? 0 : last - first + 1 == picks ? first : 0;
  Array out;
  for (std::size_t a = 0; a < at; ++a) out.sizes.push_back(static_cast<std::int64_t>(axes[a].places.size()));
  out.sizes.insert(out.sizes.end(), shape.begin(), shape.end());
  for (std::size_t a = at; a < axes.size(); ++a) {
    if (!axes[a].pick) out.sizes.push_back(static_cast<std::int64_t>(axes[a].places.size()));
  }
  // What would pick outside is refused, also where nothing is picked in the end.
  for (const Axis& axis : axes) {
    if (!axis.pick || count(shape) == 0) continue;
    const auto size = static_cast<std::int64_t>(axis.places.size());
    for (const std::int64_t i : axis.pick->elements)
      if (i < -size || i >= size) return std::nullopt;
  }
  each_place(out.sizes, [&](const Ints& place) {
    Ints from = fixed;
    std::size_t next = 0;
    const Ints picked(place.begin() + static_cast<std::ptrdiff_t>(at), place.begin() + static_cast<std::ptrdiff_t>(at + shape.size()));
    for (std::size_t a = 0; a < axes.size(); ++a) {
      if (picks && a == at) next = at + shape.size();
      const Axis& axis = axes[a];
      if (!axis.pick) {
        const std::int64_t i = axis.places[static_cast<std::size_t>(place[picks && a < at ? a : next++])];
        if (axis.of >= 0) from[static_cast<std::size_t>(axis.of)] = i;
        continue;
      }
      std::int64_t where = 0;
      const Ints& own = axis.pick->sizes;
      for (std::size_t d = 0; d < own.size(); ++d) {
        const std::int64_t p = picked[picked.size() - own.size() + d];
        where = where * own[d] + (own[d] == 1 ? 0 : p);
      }
      const std::int64_t i = axis.pick->elements[static_cast<std::size_t>(where)];
      from[static_cast<std::size_t>(axis.of)] = i < 0 ? i + static_cast<std::int64_t>(axis.places.size()) : i;
    }
    out.elements.push_back(offset(sizes, from));
  });
  return out;
}

// ---- the comparison ---------------------------------------------------------------------------------------------

// 0, 1, 2 … in row-major order, in a memory where the dimensions may stand the other way round with gaps between them.
Tensor numbered(const Ints& sizes, bool turned) {
  const IntList list(sizes.data(), sizes.size());
  Tensor out = empty(list, DType::int64);
  if (turned && !sizes.empty()) {
    Ints strides(sizes.size());
    std::int64_t step = 2;
    for (std::size_t d = 0; d < sizes.size(); ++d) strides[d] = step, step *= std::max<std::int64_t>(sizes[d], 1);
    out = empty_strided(list, IntList(strides.data(), strides.size()), DType::int64);
  }
  Tensor row = empty(list, DType::int64);
  for (std::int64_t i = 0; i < row.numel(); ++i) row.data_as<std::int64_t>()[i] = i;
  copy_elements(out, row);
  return out;
}

void compare(Choices& choices) {
  Ints sizes;
  for (std::int64_t dims = choices.between(0, 4); dims > 0; --dims) sizes.push_back(choices.between(0, 4));
  const Tensor x = numbered(sizes, choices.below(2));
  std::vector<Entry> entries;
  bool has_ellipsis = false;
  do {
    entries.push_back(draw_entry(choices));
    if (entries.back().kind != Entry::Kind::ellipsis) continue;
    // PyTorch takes a second one too, for as many dimensions again; nobody writes it.
    if (std::exchange(has_ellipsis, true)) entries.back().kind = Entry::Kind::none;
  } while (entries.size() < 5 && !choices.over());
  std::vector<ops::IndexItem> items;
  for (const Entry& entry : entries) items.push_back(to_item(entry));
  const bool tuple = items.size() > 1;
  const std::optional<Array> expected = model(sizes, entries);

  bool refused = false;
  try {
    const Tensor got = ops::get_item(x, items, tuple);
    if (expected) {
      LOGIT_ASSERT(std::equal(got.sizes().begin(), got.sizes().end(), expected->sizes.begin(), expected->sizes.end()),
                   "a subscript gives another shape than the model");
      for (std::size_t i = 0; i < expected->elements.size(); ++i) {
        LOGIT_ASSERT(got.element(static_cast<std::int64_t>(i)).to<std::int64_t>() == expected->elements[i],
                     "a subscript gives other elements than the model");
      }
    }
  } catch (const Error& error) {
    refused = true;
    LOGIT_ASSERT(error.kind() == ErrorKind::index_error || error.kind() == ErrorKind::value_error ||
                     error.kind() == ErrorKind::runtime_error,
                 "a wrong subscript is an IndexError, a ValueError or a RuntimeError");
  }
  LOGIT_ASSERT(refused != expected.has_value(), "a subscript and its model disagree on whether it can be");
  if (!expected) return;

  ops::set_item(x, items, Scalar(std::int64_t{-1}));
  std::vector<bool> written(static_cast<std::size_t>(count(sizes)));
  for (const std::int64_t at : expected->elements) written[static_cast<std::size_t>(at)] = true;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const std::int64_t now = x.element(static_cast<std::int64_t>(i)).to<std::int64_t>();
    LOGIT_ASSERT(now == (written[i] ? -1 : static_cast<std::int64_t>(i)), "a store to a subscript writes other elements");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Context context;
  context.memory.limit = 64 << 20;
  ContextScope scope(context);
  Choices choices(data, size);
  compare(choices);
  return 0;
}
