#pragma once

// For the .cpp files of mapgen/check alone: reading that goes on after a fault.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "geocore/core/error.hpp"
#include "mapgen/check/finding.hpp"
#include "mapgen/observations/table.hpp"

namespace riskmap::check {

/// A reader's refusal as a finding of severity error. `row` 0 means the whole file.
[[nodiscard]] Finding refusal(const core::Error& error, const std::string& file, long long row,
                              std::string_view code);

/// Tries blocks of rows, halving those that are refused, until single rows are left.
class RowSieve {
  public:
    /// Throws core::Error where the table does not please it.
    using Trial = std::function<void(const observations::Table&)>;
    /// Code of the finding on a refused row.
    using Code = std::function<std::string(const observations::Table&, const observations::Row&)>;

    RowSieve(std::string file, Trial trial, Code code);

    /// The table without the rows that were refused, which become findings (at most 100, then one that counts
    /// the others). Nothing where the table is refused as a whole.
    [[nodiscard]] std::optional<observations::Table> sift(const observations::Table& table,
                                                          std::vector<Finding>& findings);

  private:
    void sift_block(const observations::Table& table, std::size_t begin, std::size_t end);
    [[nodiscard]] std::optional<core::Error> error_of(const observations::Table& table) const;

    std::string file_;
    Trial trial_;
    Code code_;
    std::vector<observations::Row> good_;
    std::vector<Finding> refused_;
};

}  // namespace riskmap::check
