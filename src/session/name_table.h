// The names that a script gives to its tensors, as the small numbers that tensors carry (TensorImpl::label). A tensor keeps
// the first name of the best kind: a variable of the module is better than one of a function, that better than an
// attribute, so that a parameter reads "model.linear.weight" wherever it is used.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace logit {

enum class NameRank : std::uint32_t { none, attribute, local, global };

class NameTable {
 public:
  /// A label for `name`; the same one for the same name and rank.
  std::uint32_t label(std::string_view name, NameRank rank) {
    const auto found = numbers_.find(name);
    std::uint32_t number;
    if (found != numbers_.end()) {
      number = found->second;
    } else {
      number = static_cast<std::uint32_t>(names_.size());
      names_.emplace_back(name);
      numbers_.emplace(names_.back(), number);
    }
    return number << 2 | static_cast<std::uint32_t>(rank);
  }

  /// The name; empty for 0.
  const std::string& name(std::uint32_t label) const { return names_[label >> 2]; }

  /// Gives `label` to whatever carries `current`, unless that has as good a name already.
  static void assign(std::uint32_t& current, std::uint32_t label) {
    if ((label & 3) > (current & 3)) current = label;
  }

  void clear() { *this = NameTable(); }

 private:
  std::deque<std::string> names_{std::string()};  // names never move: the map's keys look into them
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

}  // namespace logit
