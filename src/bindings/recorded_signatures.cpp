#include "bindings/recorded_signatures.h"

#include "bindings/kSignatures.h"

namespace logit::bindings {
namespace {

// What all functions that make tensors have at the end, "@" in the file.
constexpr std::string_view kFactoryTail =
    "Tensor out = None, torch.dtype dtype = None, torch.layout layout = None, torch.device device = None, bool pin_memory = "
    "False, bool requires_grad = False";

RecordedSignature parse(std::string_view line) {
  RecordedSignature signature;
  for (const char c : line) {
    if (c == '@') signature.text += kFactoryTail;
    else signature.text += c;
  }
  bool keyword_only = false;
  std::string_view rest = std::string_view(signature.text).substr(1, signature.text.size() - 2);
  while (!rest.empty()) {
    const std::size_t comma = rest.find(", ");
    std::string_view piece = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 2);
    ++signature.pieces;
    if (piece == "*") {
      keyword_only = true;
      continue;
    }
    RecordedParam param;
    param.keyword_only = keyword_only;
    if (const std::size_t equals = piece.find(" = "); equals != std::string_view::npos) {
      param.optional = true;
      piece = piece.substr(0, equals);
    }
    const std::size_t space = piece.rfind(' ');
    if (space == std::string_view::npos) continue;
    param.type = piece.substr(0, space);
    param.name = piece.substr(space + 1);
    signature.params.push_back(std::move(param));
  }
  if (signature.pieces == 0) signature.pieces = 1;
  return signature;
}

}  // namespace

std::vector<RecordedSignature> recorded_signatures(std::string_view public_name) {
  std::vector<RecordedSignature> found;
  std::string_view text = kSignatures[0].text;
  bool here = false;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (!line.starts_with(' ')) {
      if (here) break;
      here = line == public_name;
    } else if (here) {
      found.push_back(parse(line.substr(1)));
    }
  }
  return found;
}

ParamKind kind_of_recorded_type(std::string_view type, bool& known) {
  using Kind = ParamKind::Type;
  constexpr struct {
    std::string_view name;
    Kind kind;
  } kKinds[] = {
      {"Tensor", Kind::tensor},          {"Number", Kind::number},      {"bool", Kind::boolean},
      {"int", Kind::integer},            {"float", Kind::real},         {"torch.dtype", Kind::dtype},
      {"tuple of ints", Kind::int_list}, {"str", Kind::string},         {"tuple of Tensors", Kind::tensor_list},
      {"tuple of floats", Kind::real_list}, {"torch.Generator", Kind::generator},
  };
  known = true;
  for (const auto& row : kKinds) {
    if (row.name == type) return ParamKind{row.kind};
  }
  known = false;
  return ParamKind{Kind::string};
}

}  // namespace logit::bindings
