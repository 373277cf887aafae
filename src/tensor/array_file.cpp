#include "tensor/array_file.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "base/error.h"
#include "base/format.h"

namespace logit {

namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kMaxHeader = 1 << 16;

[[noreturn]] void bad(std::string_view what) { throw Error(ErrorKind::value_error, std::string(what)); }

constexpr struct {
  DType dtype;
  std::string_view code;  // without the byte order
} kCodes[] = {{DType::float64, "f8"}, {DType::float32, "f4"}, {DType::float16, "f2"}, {DType::int64, "i8"}, {DType::int32, "i4"},
              {DType::int16, "i2"},   {DType::int8, "i1"},    {DType::uint8, "u1"},   {DType::boolean, "b1"}};

// What stands behind 'key': in the header, a Python dict of three entries.
std::string_view header_value(std::string_view header, std::string_view key) {
  const std::size_t at = header.find(key);
  if (at == header.npos) bad(cat("Header does not contain the correct keys: no ", key));
  std::string_view rest = header.substr(at + key.size());
  const std::size_t begin = rest.find_first_not_of(" :\"'");
  return begin == rest.npos ? std::string_view() : rest.substr(begin);
}

Shape header_shape(std::string_view text) {
  Shape sizes;
  if (text.empty() || text.front() != '(') bad("shape is not valid");
  const char* p = text.data() + 1;
  const char* end = text.data() + std::min(text.find(')'), text.size());
  while (p < end) {
    if (*p == ' ' || *p == ',' || *p == 'L') {
      ++p;
      continue;
    }
    std::int64_t size = 0;
    const auto [next, error] = std::from_chars(p, end, size);
    if (error != std::errc{} || size < 0 || sizes.size() >= 32) bad("shape is not valid");
    sizes.push_back(size);
    p = next;
  }
  return sizes;
}

void swap_bytes(char* data, std::size_t count, std::size_t width) {
  for (std::size_t i = 0; i < count; ++i) std::reverse(data + i * width, data + (i + 1) * width);
}

// ---- text ------------------------------------------------------------------------------------------

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\f\v");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\f\v") - first + 1);
}

// The fields of a line; white space joins, a delimiter does not.
void split(std::string_view line, std::string_view delimiter, std::vector<std::string_view>& fields) {
  fields.clear();
  if (delimiter.empty()) {
    for (std::size_t i = line.find_first_not_of(" \t"); i != line.npos;) {
      const std::size_t end = std::min(line.find_first_of(" \t", i), line.size());
      fields.push_back(line.substr(i, end - i));
      i = line.find_first_not_of(" \t", end);
    }
    return;
  }
  for (;;) {
    const std::size_t end = line.find(delimiter);
    fields.push_back(trimmed(line.substr(0, end)));
    if (end == line.npos) return;
    line.remove_prefix(end + delimiter.size());
  }
}

// A float as Python's float() reads it, in ASCII.
bool to_number(std::string_view field, double& out) {
  if (field.empty() || field.size() > 400) return false;
  const std::size_t sign = field[0] == '+' || field[0] == '-';
  if (sign == field.size()) return false;
  const char first = field[sign];
  std::string text(field);
  if ((first < '0' || first > '9') && first != '.') {
    for (char& c : text) c = static_cast<char>(c | 0x20);
    const std::string_view word = std::string_view(text).substr(sign);
    const double sign_of = field[0] == '-' ? -1.0 : 1.0;
    if (word == "nan") out = NAN;
    else if (word == "inf" || word == "infinity") out = sign_of * INFINITY;
    else return false;
    return true;
  }
  if (text.find_first_of("xXpP") != text.npos) return false;  // strtod would take hexadecimal numbers
  char* end = nullptr;
  out = std::strtod(text.c_str(), &end);
  return end == text.c_str() + text.size();
}

}  // namespace

std::string write_npy(const Tensor& array) {
  std::string_view code;
  for (const auto& row : kCodes)
    if (row.dtype == array.dtype()) code = row.code;
  check(!code.empty(), ErrorKind::type_error, "bfloat16 arrays cannot be saved");
  std::string shape;
  for (std::int64_t d = 0; d < array.dim(); ++d) shape += cat(d ? ", " : "", array.size(d));
  std::string header = cat("{'descr': '", element_size(array.dtype()) == 1 ? "|" : "<", code, "', 'fortran_order': False, 'shape': (", shape,
                           array.dim() == 1 ? ",), }" : "), }");
  const std::size_t fixed = kMagic.size() + 4;
  header.append(63 - (fixed + header.size()) % 64, ' ');
  header += '\n';
  std::string out(kMagic);
  out += {'\x01', '\x00', static_cast<char>(header.size() & 0xff), static_cast<char>(header.size() >> 8)};
  out += header;
  const Tensor data = contiguous_data(array);
  out.append(static_cast<const char*>(data.data()), static_cast<std::size_t>(data.numel()) * element_size(data.dtype()));
  return out;
}

Tensor read_npy(std::string_view bytes) {
  if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + 4) {
    bad("the magic string is not correct: this is no .npy file");
  }
  const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
  const std::size_t version = byte(6);
  if (version < 1 || version > 3) bad("we only support format version (1,0), (2,0), and (3,0)");
  std::size_t start = 10, length = byte(8) | byte(9) << 8;
  if (version > 1) {
    if (bytes.size() < 12) bad("EOF: reading array header length");
    start = 12;
    length |= byte(10) << 16 | byte(11) << 24;
  }
  if (length > kMaxHeader || bytes.size() - start < length) bad("EOF: reading array header");
  const std::string_view header = bytes.substr(start, length);
  const std::string_view descr = header_value(header, "'descr'"), order = header_value(header, "'fortran_order'");
  const Shape sizes = header_shape(header_value(header, "'shape'"));
  std::optional<DType> dtype;
  if (descr.size() < 4) bad("descr is not a valid dtype descriptor");
  const char endian = descr[0];
  for (const auto& row : kCodes)
    if (descr.substr(1).starts_with(row.code) && !std::isalnum(static_cast<unsigned char>(descr[3]))) dtype = row.dtype;
  if (!dtype || (endian != '<' && endian != '>' && endian != '|' && endian != '=')) {
    bad(cat("logit reads arrays of numbers and bools, not of dtype '", descr.substr(0, std::min(descr.find_first_of("'\""), std::size_t{16})), "'"));
  }
  const std::string_view data = bytes.substr(start + length);
  const std::size_t width = element_size(*dtype);
  const std::int64_t count = element_count(sizes);
  if (static_cast<std::uint64_t>(count) > data.size() / width) {
    bad(cat("cannot reshape array of size ", data.size() / width, " into the shape of the file: the file is cut off"));
  }
  const bool fortran = order.starts_with("True");
  Shape stored(sizes);
  if (fortran) std::reverse(stored.begin(), stored.end());
  Tensor out = empty(stored, *dtype);
  if (count > 0) std::memcpy(out.data(), data.data(), static_cast<std::size_t>(count) * width);
  if (endian == '>') swap_bytes(static_cast<char*>(out.data()), static_cast<std::size_t>(count), width);
  if (*dtype == DType::boolean) {
    auto* flags = static_cast<unsigned char*>(out.data());
    for (std::int64_t i = 0; i < count; ++i) flags[i] = flags[i] != 0;
  }
  if (!fortran) return out;
  Shape strides(out.strides());
  std::reverse(strides.begin(), strides.end());
  return make_alias(out, sizes, strides, 0);
}

Tensor read_table(std::string_view text, const TableOptions& options) {
  std::vector<double> values;
  std::vector<std::string_view> fields;
  std::int64_t rows = 0, width = -1, line_number = 0;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty() && (options.max_rows < 0 || rows < options.max_rows)) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line_number++ < options.skip_rows) continue;
    if (!options.comments.empty()) line = line.substr(0, line.find(options.comments));
    if (trimmed(line).empty()) continue;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    split(line, options.delimiter, fields);
    const auto count = static_cast<std::int64_t>(fields.size());
    const auto take = [&](std::int64_t column) {
      double number = 0;
      if (!to_number(fields[static_cast<std::size_t>(column)], number)) {
        if (!options.missing) {
          bad(cat("could not convert string '", fields[static_cast<std::size_t>(column)].substr(0, 60), "' to float64 at row ", rows,
                  ", column ", column + 1, "."));
        }
        number = *options.missing;
      }
      values.push_back(number);
    };
    if (options.columns.empty()) {
      if (width < 0) width = count;
      if (count != width) {
        bad(cat("the number of columns changed from ", width, " to ", count, " at row ", rows + 1,
                "; use `usecols` to select a subset and avoid this error"));
      }
      for (std::int64_t c = 0; c < count; ++c) take(c);
    } else {
      width = static_cast<std::int64_t>(options.columns.size());
      for (const std::int64_t wanted : options.columns) {
        if (wanted < -count || wanted >= count) {
          bad(cat("invalid column index ", wanted, " at row ", rows + 1, " with ", count, " columns"));
        }
        take(wanted < 0 ? wanted + count : wanted);
      }
    }
    ++rows;
  }
  const std::int64_t sizes[] = {rows, std::max<std::int64_t>(width, 0)};
  Tensor out = empty(sizes, DType::float64);
  std::copy(values.begin(), values.end(), out.data_as<double>());
  return out;
}

}  // namespace logit
