// Who pays for memory, when it is given back, and what happens when there is none.
#include "tensor/storage.h"

#include <cstdint>

#include "tensor/session.h"

using namespace logit;

TEST_CASE_FIXTURE(TestSession, "every byte is charged and given back with the last handle") {
  MemoryAccount& memory = context.memory;
  {
    const Tensor a = empty(Shape{10}, DType::float32);
    CHECK(memory.used == 40);
    const Tensor b = empty(Shape{100}, DType::float64);
    CHECK(memory.used == 840);
    CHECK(memory.live_storages == 2);
    CHECK(memory.live_tensors == 2);
    {
      const Tensor view = make_alias(b, Shape{5}, Shape{2}, 3);
      CHECK(memory.used == 840);
      CHECK(memory.live_storages == 2);
      CHECK(memory.live_tensors == 3);
      CHECK(b->storage->use_count() == 2);
    }
    CHECK(memory.live_tensors == 2);
    CHECK(b->storage->use_count() == 1);
  }
  CHECK(memory.used == 0);
  CHECK(memory.live_storages == 0);
  CHECK(memory.live_tensors == 0);
  CHECK(memory.peak == 840);
}

TEST_CASE_FIXTURE(TestSession, "a view keeps the memory of a base that is gone") {
  Tensor view;
  {
    const Tensor base = doubles({0, 1, 2, 3, 4, 5}, {2, 3});
    view = make_alias(base, Shape{3}, Shape{1}, 3);
  }
  CHECK(context.memory.used == 48);
  CHECK(elements(view) == "3 4 5");
  view = Tensor();
  CHECK(context.memory.used == 0);
}

TEST_CASE_FIXTURE(TestSession, "the limit is an error before anything is allocated") {
  context.memory.limit = 1000;
  const Tensor held = empty(Shape{100}, DType::float64);
  CHECK(error_of([] { empty(Shape{51}, DType::float32); }).starts_with("this script asked for 204"));
  CHECK(context.memory.used == 800);
  CHECK(context.memory.live_tensors == 1);
  CHECK(error_of([] { empty(Shape{50}, DType::float32); }) == "no error");
}

TEST_CASE_FIXTURE(TestSession, "an owner of the limit is asked first and told of every release") {
  struct Owner {
    std::int64_t held = 0;
    static Claim claim(void* self, std::int64_t bytes) {
      Owner& owner = *static_cast<Owner*>(self);
      if (owner.held + bytes > 100) return bytes > 100 ? Claim::no_memory : Claim::over_limit;
      owner.held += bytes;
      return Claim::granted;
    }
  } owner;
  context.memory.claim = &Owner::claim;
  context.memory.owner = &owner;
  context.memory.shown_limit = 100;
  {
    const Tensor a = empty(Shape{8}, DType::float64);
    CHECK(owner.held == 64);
    CHECK(error_of([] { empty(Shape{5}, DType::float64); }).find("the lab allows 100") != std::string::npos);
    CHECK(error_of([] { empty(Shape{500}, DType::float64); }).find("more than this device has left") != std::string::npos);
    CHECK(owner.held == 64);
  }
  CHECK(owner.held == 0);
}

TEST_CASE_FIXTURE(TestSession, "small and large blocks are aligned, also empty ones exist") {
  for (const std::int64_t count : {0, 1, 3, 16, 31, 32, 33, 1000, 100000}) {
    const Tensor t = empty(Shape{count}, DType::float32);
    const auto address = reinterpret_cast<std::uintptr_t>(t.data());
    CHECK(address % (count * 4 > 128 ? 64 : 16) == 0);
    for (std::int64_t i = 0; i < count; ++i) t.data_as<float>()[i] = 1;  // all of it can be written
  }
  CHECK(context.memory.used == 0);
}

TEST_CASE_FIXTURE(TestSession, "sizes that no machine has are refused in words") {
  CHECK(error_of([] { empty(Shape{std::int64_t{1} << 62}, DType::float64); })
            .starts_with("Storage size calculation overflowed with sizes=[4611686018427387904]"));
  CHECK(error_of([] { empty(Shape{2, -3}, DType::float64); }) ==
        "Trying to create tensor with negative dimension -3: [2, -3]");
  CHECK(context.memory.live_tensors == 0);
}
