// What a script may not do although no single tensor of it is too large: very many tensors, lists of places beside them, loops over
// elements that no memory could hold, and algorithms that would keep the page busy.
#pragma once

#include <cstdint>
#include <string_view>

namespace logit {

/// Errors: MemoryError when so many bytes more would not be allowed now. Nothing stays charged.
void check_room(std::int64_t bytes);

/// The same for `count` small objects (tensors, list entries) that are about to be made.
void check_room_for(std::int64_t count, std::int64_t bytes_each);

/// Multiplications that one call may take where nothing can pause it: some seconds.
inline constexpr double kLongestWork = 1e10;
/// Errors: RuntimeError when `work` multiplications are more than that.
void check_work(double work, std::string_view what);

}  // namespace logit
