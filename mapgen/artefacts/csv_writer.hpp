#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "geocore/run/manifest.hpp"

namespace riskmap::artefacts {

/// One entry of the manifest's `tables`.
struct TableEntry {
    std::string path;  ///< relative to the run folder
    run::Text title;
    long long rows = 0;
    std::string sha256;
};

/// A table in UTF-8 with a byte order mark, so that Excel opens Chinese correctly. Synthetic runs get the
/// columns `synthetic` and `mark` in every row.
class CsvWriter {
  public:
    CsvWriter(const std::filesystem::path& run, std::string relative_path, run::Text title, bool synthetic,
              std::vector<std::string> columns);
    /// @pre one cell per column.
    void row(std::vector<std::string> cells);
    /// @throws Error (data) where the file cannot be written whole.
    [[nodiscard]] TableEntry finish();

  private:
    void line(const std::vector<std::string>& cells);

    std::filesystem::path file_;
    TableEntry entry_;
    bool synthetic_;
    std::ofstream out_;
};

/// Shortest exact text; empty for NaN.
[[nodiscard]] std::string cell(double value);
[[nodiscard]] std::string cell(long long value);

}  // namespace riskmap::artefacts
