// Which characters may stand in a name, and the one spelling (NFKC) under which a name is known.
//
// ASCII is answered inline; the rest from delta-coded tables of Unicode 14.0 (the version of CPython 3.11)
// which tests/tools/identifier_tables.py generates.
#pragma once

#include <string>
#include <string_view>

namespace logit::script {

bool is_identifier_start(char32_t c);     ///< XID_Start or _
bool is_identifier_continue(char32_t c);  ///< XID_Continue
/// Whether an error message may show the character itself (str.isprintable).
bool is_printable_character(char32_t c);

/// NFKC of a name in valid UTF-8. Exact for names; characters that cannot stand in one are left alone.
std::string normalize_identifier(std::string_view name);

/// The character called `name` in \N{name}, or 0xFFFFFFFF. The table holds Latin, Greek, punctuation, arrows,
/// mathematics, shapes and emoji; upper and lower case are the same.
char32_t character_named(std::string_view name);

/// Reads one character of valid UTF-8 at `at` and moves `at` past it.
char32_t next_utf8(std::string_view text, std::size_t& at);

/// Appends the UTF-8 form of `c` (a surrogate becomes three bytes too).
void append_utf8(std::string& out, char32_t c);

}  // namespace logit::script
