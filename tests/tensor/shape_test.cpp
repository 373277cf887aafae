// Sizes and strides without tensors: contiguity, broadcasting, which views need no copy.
#include "tensor/shape.h"

#include "tensor/session.h"

using namespace logit;

namespace {

std::string text(const Shape& shape) { return sizes_text(shape); }
std::string view(Shape sizes, Shape strides, Shape wanted) {
  const std::optional<Shape> found = view_strides(sizes, strides, wanted);
  return found ? text(*found) : "copy";
}

}  // namespace

TEST_CASE("strides of a fresh tensor are row-major, sizes of 0 count as 1") {
  CHECK(text(contiguous_strides(Shape{})) == "[]");
  CHECK(text(contiguous_strides(Shape{5})) == "[1]");
  CHECK(text(contiguous_strides(Shape{2, 3, 4})) == "[12, 4, 1]");
  CHECK(text(contiguous_strides(Shape{2, 0, 4})) == "[4, 4, 1]");
}

TEST_CASE("contiguity looks past dimensions of size 1 and at nothing in empty tensors") {
  CHECK(is_contiguous(Shape{2, 3}, Shape{3, 1}));
  CHECK_FALSE(is_contiguous(Shape{3, 2}, Shape{1, 3}));
  CHECK(is_contiguous(Shape{2, 1, 3}, Shape{3, 77, 1}));
  CHECK(is_contiguous(Shape{0, 3}, Shape{1, 5}));
  CHECK_FALSE(is_contiguous(Shape{4}, Shape{0}));
  CHECK(is_contiguous(Shape{}, Shape{}));
}

TEST_CASE("the number of elements, and that it may not overflow") {
  CHECK(element_count(Shape{}) == 1);
  CHECK(element_count(Shape{4, 0, 9}) == 0);
  CHECK(element_count(Shape{6, 7}) == 42);
  CHECK(error_of([] { element_count(Shape{std::int64_t{1} << 40, std::int64_t{1} << 40}); }).find("overflow") !=
        std::string::npos);
}

TEST_CASE("broadcasting aligns at the last dimension") {
  CHECK(text(broadcast_shapes(Shape{3, 1}, Shape{4})) == "[3, 4]");
  CHECK(text(broadcast_shapes(Shape{}, Shape{2, 2})) == "[2, 2]");
  CHECK(text(broadcast_shapes(Shape{1, 0}, Shape{5, 1})) == "[5, 0]");
  CHECK(error_of([] { broadcast_shapes(Shape{2, 3}, Shape{2, 4}); }) ==
        "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1");
  CHECK(is_expandable_to(Shape{1, 3}, Shape{7, 2, 3}));
  CHECK_FALSE(is_expandable_to(Shape{7, 2, 3}, Shape{1, 3}));
  CHECK_FALSE(is_expandable_to(Shape{2}, Shape{3}));
  CHECK(text(broadcast_strides(Shape{3, 1}, Shape{1, 1}, Shape{2, 3, 4})) == "[0, 1, 0]");
}

TEST_CASE("a negative dim counts from the end") {
  CHECK(wrap_dim(-1, 3) == 2);
  CHECK(wrap_dim(0, 0) == 0);
  CHECK(wrap_dim(-1, 0) == 0);
  CHECK(error_of([] { wrap_dim(2, 2); }) == "Dimension out of range (expected to be in range of [-2, 1], but got 2)");
  CHECK(error_of([] { wrap_dim(0, 0, false); }) == "Dimension specified as 0 but tensor has no dimensions");
}

TEST_CASE("one size may be inferred") {
  CHECK(text(infer_size(Shape{2, -1}, 6)) == "[2, 3]");
  CHECK(text(infer_size(Shape{-1}, 0)) == "[0]");
  CHECK(error_of([] { infer_size(Shape{-1, -1}, 6); }) == "only one dimension can be inferred");
  CHECK(error_of([] { infer_size(Shape{4, -1}, 6); }) == "shape '[4, -1]' is invalid for input of size 6");
  CHECK(error_of([] { infer_size(Shape{-2}, 6); }) == "invalid shape dimension -2");
  CHECK(error_of([] { infer_size(Shape{0, -1}, 0); }).starts_with("cannot reshape tensor of 0 elements into shape [0, -1]"));
}

TEST_CASE("a view is found where the memory allows it") {
  CHECK(view({2, 6}, {6, 1}, {3, 4}) == "[4, 1]");
  CHECK(view({6, 2}, {1, 6}, {12}) == "copy");                  // a transposed matrix cannot be flattened
  CHECK(view({6, 2}, {1, 6}, {2, 3, 2}) == "[3, 1, 6]");        // but its rows can be cut
  CHECK(view({2, 3, 4}, {24, 4, 1}, {2, 12}) == "[24, 1]");     // every second block of a larger tensor
  CHECK(view({2, 3, 4}, {24, 4, 1}, {6, 4}) == "copy");
  CHECK(view({4}, {0}, {2, 2}) == "[0, 0]");                    // an expanded element
  CHECK(view({1}, {1}, {1, 1, 1}) == "[1, 1, 1]");
  CHECK(view({}, {}, {1}) == "[1]");
  CHECK(view({0, 3}, {3, 1}, {3, 0}) == "[1, 1]");
}

// Whatever view_strides allows must show the same elements in the same order.
TEST_CASE_FIXTURE(TestSession, "views show the same elements in the same order") {
  const Tensor base = empty(Shape{4, 6, 4}, DType::float64);
  for (std::int64_t i = 0; i < base.numel(); ++i) base.data_as<double>()[i] = static_cast<double>(i);
  const Shape windows[][2] = {{{4, 6, 4}, {24, 4, 1}}, {{4, 6, 4}, {24, 4, 1}}, {{4, 6, 4}, {1, 4, 24}}, {{2, 3, 4}, {48, 8, 1}},
                              {{24, 4}, {4, 1}},       {{4, 24}, {1, 4}},       {{2, 2, 6}, {48, 1, 4}}, {{3, 4}, {0, 1}}};
  const Shape wanted[] = {{96}, {4, 24}, {24, 4}, {2, 2, 24}, {2, 48}, {8, 3, 4}, {6, 4}, {2, 12}, {24}, {3, 2, 2}, {12}, {2, 2, 3, 2}};
  int found = 0;
  for (const auto& window : windows) {
    const Shape &sizes = window[0], &strides = window[1];
    const Tensor x = make_alias(base, sizes, strides, 0);
    for (const Shape& to : wanted) {
      if (element_count(to) != x.numel()) continue;
      const std::optional<Shape> out = view_strides(sizes, strides, to);
      if (!out) continue;
      ++found;
      CHECK_MESSAGE(elements(make_alias(base, to, *out, 0)) == elements(x), text(sizes) << text(strides) << text(to));
    }
  }
  CHECK(found > 20);
}
