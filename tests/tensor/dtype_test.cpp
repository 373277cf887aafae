// Promotion without operations: pairs, and the three classes of operands (the recorded table of real results is in
// tests/golden/tensor/promotion.txt and is compared through whole programs).
#include "tensor/dtype.h"

#include "tensor/session.h"

using namespace logit;

namespace {
constexpr DType kAll[] = {DType::boolean, DType::uint8, DType::int8, DType::int16, DType::int32, DType::int64, DType::float32, DType::float64};
}

TEST_CASE("promotion is a join: commutative, idempotent, associative, never down") {
  for (const DType a : kAll) {
    CHECK(promote_types(a, a) == a);
    for (const DType b : kAll) {
      const DType both = promote_types(a, b);
      CHECK(both == promote_types(b, a));
      CHECK(promote_types(both, a) == both);
      for (const DType c : kAll) {
        CHECK(promote_types(promote_types(a, b), c) == promote_types(a, promote_types(b, c)));
      }
    }
  }
}

TEST_CASE("the pairs that surprise") {
  CHECK(promote_types(DType::uint8, DType::int8) == DType::int16);
  CHECK(promote_types(DType::int64, DType::float32) == DType::float32);
  CHECK(promote_types(DType::boolean, DType::uint8) == DType::uint8);
  CHECK(promote_types(DType::float32, DType::float64) == DType::float64);
}

TEST_CASE("a lower class of operand counts only with a higher category") {
  const auto result = [](std::optional<DType> dim, std::optional<DType> zero_dim, std::optional<DType> number) {
    ResultType type(DType::float32);
    if (dim) type.add_dim_tensor(*dim);
    if (zero_dim) type.add_zero_dim_tensor(*zero_dim);
    if (number) type.add_number(*number);
    return type.result();
  };
  CHECK(result(DType::float32, DType::float64, {}) == DType::float32);
  CHECK(result(DType::int32, DType::int64, {}) == DType::int32);
  CHECK(result(DType::int32, DType::float64, {}) == DType::float64);
  CHECK(result(DType::int64, {}, DType::float64) == DType::float32);  // a Python float: the default dtype
  CHECK(result(DType::uint8, {}, DType::int64) == DType::uint8);
  CHECK(result(DType::boolean, {}, DType::int64) == DType::int64);
  CHECK(result({}, DType::int32, DType::int64) == DType::int32);
  CHECK(result({}, DType::float32, DType::float64) == DType::float32);
  CHECK(result({}, {}, DType::boolean) == DType::boolean);
}

TEST_CASE("names lead there and back") {
  for (const DType dtype : kAll) CHECK(dtype_from_name(dtype_name(dtype)) == dtype);
  CHECK(dtype_from_name("long") == DType::int64);
  CHECK(dtype_from_name("float") == DType::float32);
  CHECK(dtype_from_name("half") == DType::float16);
  CHECK_FALSE(dtype_from_name("floaty"));
  CHECK(scalar_type_name(DType::int64) == "Long");
}

TEST_CASE("casts that lose the category are refused") {
  for (const DType from : kAll) {
    CHECK(can_cast(from, from));
    CHECK(can_cast(from, DType::float32));
    CHECK(can_cast(from, DType::boolean) == (from == DType::boolean));
    CHECK(can_cast(from, DType::int16) == !is_floating(from));
  }
}
