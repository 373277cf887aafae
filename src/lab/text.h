// The strings of the interface in both languages; the table itself is text.def.
#pragma once

#include <string>
#include <string_view>

#include "base/format.h"

namespace logit::lab {

enum class Language { vi, en };

/// One name per row of text.def.
enum class T {
#define TEXT(name, vi, en) name,
#include "lab/text.def"
#undef TEXT
};

/// The string as it stands in the table.
std::string_view text(T id, Language language);

/// The string with its first {} replaced, then the next.
std::string fill(std::string_view pattern, std::string_view first, std::string_view second = {});

/// A sentence that a folder without a table of strings wrote in English, in the reader's language: the row whose English is
/// that sentence. Without such a row the sentence itself.
std::string translated(std::string_view english, Language language);

}  // namespace logit::lab
