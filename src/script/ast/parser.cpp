// From text to tree: the entry point, and what the parts of the parser share.
#include "script/ast/parser.h"

#include "base/format.h"
#include "script/ast/parser_impl.h"
#include "script/ast/syntax_errors.h"

namespace logit::script {

using namespace ast;

// ------------------------------------------------------------------------------------------------- names

namespace {

std::size_t hash_of(std::string_view text) {
  std::uint32_t h = 2166136261u;
  for (char c : text) h = (h ^ static_cast<unsigned char>(c)) * 16777619u;
  return h ^ (h >> 15);
}

}  // namespace

std::string_view NameTable::intern(std::string_view name) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = hash_of(name) & mask;
  for (; !slots_[i].empty(); i = (i + 1) & mask) {
    if (slots_[i] == name) return slots_[i];
  }
  const std::string_view kept = arena_.copy(name);
  slots_[i] = kept;
  if (++used_ * 2 > slots_.size()) {
    std::vector<std::string_view> old(slots_.size() * 2);
    old.swap(slots_);
    for (std::string_view n : old) {
      if (!n.empty()) insert(n);
    }
  }
  return kept;
}

void NameTable::insert(std::string_view name) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = hash_of(name) & mask;
  while (!slots_[i].empty()) i = (i + 1) & mask;
  slots_[i] = name;
}

// ------------------------------------------------------------------------------------------------ parser

Parser::Parser(const TokenStream& stream, Arena& arena, NameTable& names, int fstring_depth)
    : stream_(stream),
      tokens_(stream.tokens.data()),
      end_(stream.tokens.size() - 1),
      fstring_depth_(fstring_depth),
      arena_(arena),
      names_(names) {}

Identifier Parser::identifier(std::size_t token) {
  const Token& t = tokens_[token];
  if (t.ascii) return names_.intern(stream_.text(t));
  return names_.intern(normalize_identifier(stream_.text(t)));
}

Identifier Parser::expect_identifier() {
  if (at(TokenKind::name)) return identifier(advance());
  fail();
  return {};
}

Module* Parser::parse_module() {
  List<Stmt*> body(stmt_stack_);
  statements_until(TokenKind::end_marker, body);
  if (failed_ || !at(TokenKind::end_marker)) return nullptr;
  return make<Module>(NodeKind::Module, 0, 0, body.take(arena_));
}

Expr* Parser::parse_fstring_expression() {
  Expr* expr = star_expressions();
  return failed_ ? nullptr : expr;
}

// ----------------------------------------------------------------------------------------------- scripts

namespace {

/// What is wrong with the bytes before they are characters.
std::optional<SyntaxErrorInfo> encoding_error(std::string_view source) {
  SyntaxErrorInfo error;
  if (source.find('\0') != std::string_view::npos) {
    error.kind = SyntaxErrorKind::value_error;
    error.message = "source code string cannot contain null bytes";
    return error;
  }
  for (std::size_t i = 0; i < source.size();) {
    const auto byte = [&](std::size_t at) -> unsigned {
      return at < source.size() ? static_cast<unsigned char>(source[at]) : 0;
    };
    const unsigned first = byte(i);
    if (first < 0x80) {
      ++i;
      continue;
    }
    const int more = first >= 0xC2 && first < 0xE0 ? 1 : first >= 0xE0 && first < 0xF0 ? 2 : first >= 0xF0 && first < 0xF5 ? 3 : 0;
    const unsigned second = byte(i + 1);
    bool valid = more > 0;
    // Overlong forms, surrogates and code points above 10FFFF are refused by the range of the second byte.
    const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (valid && (second < low || second > high)) valid = false;
    for (int k = 2; valid && k <= more; ++k) valid = (byte(i + static_cast<std::size_t>(k)) & 0xC0) == 0x80;
    if (!valid) {
      constexpr char kHex[] = "0123456789abcdef";
      const char digits[] = {kHex[first >> 4], kHex[first & 15], 0};
      error.message = cat("(unicode error) 'utf-8' codec can't decode byte 0x", static_cast<const char*>(digits),
                          " in position ", i, ": ", more ? "invalid continuation byte" : "invalid start byte");
      return error;
    }
    i += static_cast<std::size_t>(more) + 1;
  }
  return std::nullopt;
}

}  // namespace

ParseResult parse(std::string_view source) {
  ParseResult result;
  if ((result.error = encoding_error(source))) return result;
  const TokenStream stream = tokenize(source);
  auto ast = std::make_unique<Ast>();
  NameTable names(ast->arena);
  Parser parser(stream, ast->arena, names);
  ast->module = parser.parse_module();
  if (ast->module) {
    result.ast = std::move(ast);
    return result;
  }
  result.error = find_syntax_error(stream, ast->arena, names, {}, 0);
  if (!result.error) {
    // The grammar has no objection: the tree is too deep for us, as it soon would be for CPython's compiler.
    result.error.emplace();
    result.error->kind = SyntaxErrorKind::recursion_error;
    result.error->message = "maximum recursion depth exceeded during compilation";
  }
  return result;
}

}  // namespace logit::script
