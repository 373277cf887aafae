// Windows on shared memory: strides, offsets, versions, copies between them.
#include "tensor/tensor.h"

#include "tensor/session.h"

using namespace logit;

namespace {

Tensor counting(Shape sizes) {
  Tensor t = empty(sizes, DType::float64);
  for (std::int64_t i = 0; i < t.numel(); ++i) t.data_as<double>()[i] = static_cast<double>(i);
  return t;
}

}  // namespace

TEST_CASE_FIXTURE(TestSession, "elements are read through strides and offset") {
  const Tensor base = counting({3, 4});
  const Tensor transposed = make_alias(base, Shape{4, 3}, Shape{1, 4}, 0);
  CHECK(elements(transposed) == "0 4 8 1 5 9 2 6 10 3 7 11");
  CHECK_FALSE(transposed.is_contiguous());
  const Tensor corner = make_alias(base, Shape{2, 2}, Shape{4, 1}, 6);
  CHECK(elements(corner) == "6 7 10 11");
  CHECK(corner.storage_offset() == 6);
  const Tensor repeated = make_alias(base, Shape{2, 3}, Shape{0, 4}, 1);
  CHECK(elements(repeated) == "1 5 9 1 5 9");
  const Tensor cell = make_alias(base, Shape{}, Shape{}, 11);
  CHECK(cell.numel() == 1);
  CHECK(cell.item() == Scalar(11.0));
  CHECK(error_of([&] { corner.item(); }) == "a Tensor with 4 elements cannot be converted to Scalar");
}

TEST_CASE_FIXTURE(TestSession, "sizes and strides by dim, negative ones from the end") {
  const Tensor t = counting({2, 3, 4});
  CHECK(t.size(-1) == 4);
  CHECK(t.stride(0) == 12);
  CHECK(t.stride(-2) == 4);
  CHECK(error_of([&] { t.size(3); }) == "Dimension out of range (expected to be in range of [-3, 2], but got 3)");
}

TEST_CASE_FIXTURE(TestSession, "writing through a view is seen through all others") {
  const Tensor base = counting({2, 3});
  const Tensor column = make_alias(base, Shape{2}, Shape{3}, 1);
  copy_elements(column, doubles({-1, -2}));
  CHECK(elements(base) == "0 -1 2 3 -2 5");
  copy_elements(make_alias(base, Shape{3, 2}, Shape{1, 3}, 0), full_of({}, 7, DType::float64));
  CHECK(elements(base) == "7 7 7 7 7 7");
}

TEST_CASE_FIXTURE(TestSession, "copying between overlapping windows reads everything first") {
  const Tensor base = counting({6});
  const Tensor to = make_alias(base, Shape{4}, Shape{1}, 2);
  const Tensor from = make_alias(base, Shape{4}, Shape{1}, 0);
  copy_elements(to, from);
  CHECK(elements(base) == "0 1 0 1 2 3");
  const Tensor square = counting({3, 3});
  copy_elements(square, make_alias(square, Shape{3, 3}, Shape{1, 3}, 0));  // its own transpose
  CHECK(elements(square) == "0 3 6 1 4 7 2 5 8");
}

TEST_CASE_FIXTURE(TestSession, "copying broadcasts and converts") {
  const Tensor ints = empty(Shape{2, 3}, DType::int64);
  copy_elements(ints, doubles({1.9, -1.9, 300.5}));
  CHECK(elements(ints) == "1 -1 300 1 -1 300");
  const Tensor bytes = to_dtype_data(ints, DType::uint8);
  CHECK(elements(bytes) == "1 255 44 1 255 44");
  const Tensor truth = to_dtype_data(doubles({0, -0.5, 2}), DType::boolean);
  CHECK(elements(truth) == "0 1 1");
  CHECK(to_dtype_data(ints, DType::int64).is(ints));
}

TEST_CASE_FIXTURE(TestSession, "a contiguous copy is made only when it is needed") {
  const Tensor base = counting({2, 3});
  CHECK(contiguous_data(base).is(base));
  const Tensor copy = contiguous_data(make_alias(base, Shape{3, 2}, Shape{1, 3}, 0));
  CHECK(copy.is_contiguous());
  CHECK(elements(copy) == "0 3 1 4 2 5");
  CHECK_FALSE(copy->storage == base->storage);
}

TEST_CASE_FIXTURE(TestSession, "views share their version counter, a copy has its own") {
  const Tensor base = counting({4});
  const Tensor view = make_alias(base, Shape{2}, Shape{1}, 1);
  const Tensor copy = counting({4});
  view.bump_version();
  base.bump_version();
  CHECK(base.version() == 2);
  CHECK(view.version() == 2);
  CHECK(make_alias(view).version() == 2);
  CHECK(copy.version() == 0);
  copy_elements(base, copy);  // the elements alone: whoever records the change counts it
  CHECK(base.version() == 2);
}

TEST_CASE_FIXTURE(TestSession, "a version of its own goes to the views that are made from it") {
  const Tensor base = counting({4});
  const Tensor data = make_alias(base);
  data->own_version = make_ref<OwnVersion>();
  const Tensor row = make_alias(data, Shape{2}, Shape{1}, 0);
  row.bump_version();
  CHECK(data.version() == 1);
  CHECK(base.version() == 0);
}

TEST_CASE_FIXTURE(TestSession, "strided memory is as large as its last element needs") {
  const Tensor t = empty_strided(Shape{2, 3}, Shape{10, 2}, DType::float32);
  CHECK(t->storage->bytes() == (10 + 2 * 2 + 1) * 4);
  CHECK_FALSE(t.is_contiguous());
  CHECK(empty_strided(Shape{0, 3}, Shape{10, 2}, DType::float32)->storage->bytes() == 0);
  CHECK(empty_strided(Shape{}, Shape{}, DType::float64)->storage->bytes() == 8);
}

TEST_CASE_FIXTURE(TestSession, "a fill value must fit an integer dtype") {
  CHECK(elements(full_of(Shape{2}, 2.9, DType::int32)) == "2 2");
  CHECK(elements(full_of(Shape{2}, -1, DType::uint8)) == "255 255");
  CHECK(error_of([] { full_of(Shape{1}, 256, DType::uint8); }) == "value cannot be converted to type uint8_t without overflow");
  CHECK(error_of([] { full_of(Shape{1}, 1e10, DType::int32); }) == "value cannot be converted to type int without overflow");
}

TEST_CASE_FIXTURE(TestSession, "integer tensors become lists, numbers become wrapped 0-dim tensors") {
  const auto list = to_int_list(make_alias(to_dtype_data(counting({2, 2}), DType::int32), Shape{2, 2}, Shape{1, 2}, 0));
  CHECK(list.size() == 4);
  CHECK(list[1] == 2);
  CHECK(list[2] == 1);
  const Tensor number = wrap_number(Scalar(2.5));
  CHECK(number->wrapped_number);
  CHECK(number.dtype() == DType::float64);
  CHECK(number.dim() == 0);
  CHECK(type_string(to_dtype_data(number, DType::float32)) == "torch.FloatTensor");
}
