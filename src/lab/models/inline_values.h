// The value that each line of the script bound last, and the gradient that the last backward pass gave it.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "events/event.h"

namespace logit::lab {

class InlineValues {
 public:
  struct Entry {
    std::string name, value, gradient;  ///< gradient empty until a backward pass reached this name
    std::string full;                   ///< the whole short repr, for a tooltip
    std::uint64_t changed = 0;          ///< revision at which value or gradient changed last
    bool is_backward = false;           ///< the line ran backward(): value holds its graph's size
    int nodes = 0, parameters = 0;
  };

  void clear();
  void read(const ValueBound& bound);
  void read(const BackwardRan& ran);

  const Entry* at(int line) const;
  const std::map<int, Entry>& entries() const { return entries_; }
  std::uint64_t revision() const { return revision_; }

 private:
  std::map<int, Entry> entries_;  // by line, from 1
  std::uint64_t revision_ = 0;
};

}  // namespace logit::lab
