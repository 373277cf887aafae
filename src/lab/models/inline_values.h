// The value that each line of the script bound last, and the gradient that the last backward pass gave it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "events/event.h"

namespace logit::lab {

class InlineValues {
 public:
  /// A name bound on the line.
  struct Item {
    std::string name, value, gradient;  ///< gradient empty until a backward pass reached this name
    std::string full;                   ///< every number that is known, for a tooltip
    std::string full_gradient;
  };
  struct Entry {
    std::vector<Item> items;            ///< several for `x, y = …` and for the parameters of a model
    std::string name, value, gradient;  ///< of the first, or all of them in one line
    std::string full;                   ///< the same at full length, one name a line
    std::uint64_t changed = 0;          ///< revision at which value or gradient changed last
    bool is_backward = false;           ///< the line ran backward(): value holds its graph's size
    int nodes = 0, parameters = 0;
  };

  void clear();
  void read(const ValueBound& bound);
  void read(const BackwardRan& ran);
  /// The values of a moment of the time line instead of the newest ones.
  void read(const Moment& moment);

  const Entry* at(int line) const;
  const std::map<int, Entry>& entries() const { return entries_; }
  std::uint64_t revision() const { return revision_; }

 private:
  Item& item(Entry& entry, const std::string& name);
  void compose(Entry& entry);
  std::map<int, Entry> entries_;  // by line, from 1
  std::uint64_t revision_ = 0;
};

}  // namespace logit::lab
