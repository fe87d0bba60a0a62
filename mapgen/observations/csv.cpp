#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/observations/encoding.hpp"
#include "mapgen/observations/table.hpp"

namespace riskmap::observations {
namespace {

/// Cuts CSV text into records; knows the line that a record begins on.
class CsvReader {
  public:
    CsvReader(std::string_view text, const std::string& path) : text_(text), path_(path) {}

    /// False at the end of the text.
    bool next(Row& row) {
        if (position_ >= text_.size()) return false;
        row.number = line_;
        row.cells.clear();
        while (true) {
            row.cells.push_back(cell(row.number));
            if (position_ >= text_.size()) return true;
            const char separator = text_[position_++];
            if (separator == ',') continue;
            if (separator == '\r' && position_ < text_.size() && text_[position_] == '\n') ++position_;
            ++line_;
            return true;
        }
    }

  private:
    std::string cell(long long row) {
        if (position_ < text_.size() && text_[position_] == '"') return quoted(row);
        const std::size_t start = position_;
        while (position_ < text_.size() && text_[position_] != ',' && text_[position_] != '\n' &&
               text_[position_] != '\r') {
            ++position_;
        }
        return std::string(text_.substr(start, position_ - start));
    }

    std::string quoted(long long row) {
        std::string value;
        ++position_;
        while (true) {
            if (position_ >= text_.size()) {
                throw core::data_error("{}, row {}: a quotation mark is never closed", path_, row);
            }
            const char c = text_[position_++];
            if (c == '\n') ++line_;
            if (c != '"') {
                value += c;
            } else if (position_ < text_.size() && text_[position_] == '"') {
                value += text_[position_++];
            } else {
                break;
            }
        }
        if (position_ < text_.size() && text_[position_] != ',' && text_[position_] != '\n' &&
            text_[position_] != '\r') {
            throw core::data_error("{}, row {}: text follows a closing quotation mark; a comma is expected",
                                   path_, row);
        }
        return value;
    }

    std::string_view text_;
    const std::string& path_;
    std::size_t position_ = 0;
    long long line_ = 1;
};

bool is_blank(const Row& row) {
    return row.cells.size() == 1 && core::trim(row.cells[0]).empty();
}

}  // namespace

Table parse_csv(std::string_view text, const std::string& path) {
    const DecodedText decoded = decode(std::string(text), path);
    Table table{path, decoded.encoding, {}, {}};
    CsvReader reader(decoded.text, path);
    Row row;
    if (!reader.next(row)) throw core::data_error("{}: the file is empty; a header row is expected", path);
    for (const auto& name : row.cells) table.columns.emplace_back(core::trim(name));
    while (reader.next(row)) {
        if (is_blank(row)) continue;
        if (row.cells.size() != table.columns.size()) {
            throw core::data_error("{}, row {}: {} cells where the header has {}", path, row.number,
                                   row.cells.size(), table.columns.size());
        }
        table.rows.push_back(row);
    }
    return table;
}

}  // namespace riskmap::observations
