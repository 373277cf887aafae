// The list of third-party code and fonts (third_party.def), as data for the About panel and as the text of THIRD_PARTY.md.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace logit::lab {

struct ThirdParty {
  std::string_view name, page, version, licence;
  std::string_view where;  ///< "page, native", "tests", …; of a font empty
  std::string_view use;    ///< what for; of a font what is kept of it
  bool in_program() const { return where.empty() || where.find("page") != where.npos; }
};

/// Libraries first, then fonts.
std::span<const ThirdParty> third_parties();

/// The whole text of THIRD_PARTY.md.
std::string third_party_markdown();

}  // namespace logit::lab
