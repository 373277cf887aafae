// Numbers as the lab writes them on nodes, axes and in formulas.
#pragma once

#include <string>
#include <string_view>

namespace logit::lab {

/// Four significant decimals without trailing zeros and with a true minus sign: "3.7", "−0.4814", "1.2e−05".
std::string short_number(double value);

/// A tick of an axis whose ticks are `step` apart.
std::string axis_number(double value, double step);

/// "412" → "412", "1234567" → "1.2M": counts in the status chip.
std::string short_count(double value);

/// "0.42 ms", "3.1 s", "2 min 5 s".
std::string duration(double seconds);

/// A name as mathematics: "w_1" → "w₁", "w1" → "w₁", "hidden" stays.
std::string subscripted(std::string_view name);

}  // namespace logit::lab
