#include "mapgen/artefacts/csv_writer.hpp"

#include <cmath>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/run/fixed_words.hpp"

namespace riskmap::artefacts {
namespace {

std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"') result += '"';
        result += c;
    }
    return result + "\"";
}

}  // namespace

std::string cell(double value) {
    return std::isnan(value) ? std::string() : core::format_double(value);
}

std::string cell(long long value) {
    return std::to_string(value);
}

CsvWriter::CsvWriter(const std::filesystem::path& run, std::string relative_path, run::Text title,
                     bool synthetic, std::vector<std::string> columns)
    : file_(run / relative_path),
      entry_{std::move(relative_path), std::move(title), 0, {}},
      synthetic_(synthetic) {
    std::filesystem::create_directories(file_.parent_path());
    out_.open(file_, std::ios::binary);
    out_ << "\xEF\xBB\xBF";
    if (synthetic_) {
        columns.emplace_back("synthetic");
        columns.emplace_back("mark");
    }
    line(columns);
}

void CsvWriter::row(std::vector<std::string> cells) {
    if (synthetic_) {
        cells.emplace_back("1");
        cells.emplace_back(run::kSyntheticMark);
    }
    line(cells);
    ++entry_.rows;
}

void CsvWriter::line(const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) out_ << (i == 0 ? "" : ",") << quoted(cells[i]);
    out_ << "\r\n";
}

TableEntry CsvWriter::finish() {
    out_.close();
    if (!out_) throw core::data_error("{}: cannot be written; is the disk full?", file_.string());
    entry_.sha256 = core::sha256_file(file_);
    return entry_;
}

}  // namespace riskmap::artefacts
