#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mapgen/observations/table.hpp"

namespace riskmap::risk {

/// One row of a table of reference values. Columns that are not there are read as empty cells, unless they
/// are required.
class ReferenceRow {
  public:
    ReferenceRow(const observations::Table& table, const observations::Row& row) : table_(table), row_(row) {}

    /// Trimmed. @throws Error (data) where the column is missing.
    [[nodiscard]] std::string text(std::string_view column) const;
    /// The same; @throws Error (data) also for an empty cell.
    [[nodiscard]] std::string required(std::string_view column) const;
    [[nodiscard]] std::string text_or_empty(std::string_view column) const;
    /// A number greater than 0, or nothing. @throws Error (data) for anything else.
    [[nodiscard]] std::optional<double> positive(std::string_view column) const;
    [[nodiscard]] double required_positive(std::string_view column) const;
    [[nodiscard]] std::optional<double> not_negative(std::string_view column) const;
    /// 1 or 0; 0 where it is empty.
    [[nodiscard]] bool flag(std::string_view column) const;
    /// An ISO date, "2026-03-01", or nothing.
    [[nodiscard]] std::string date(std::string_view column) const;
    /// "FILE, row 12, column 'x'" or, without that column, "FILE, row 12".
    [[nodiscard]] std::string place(std::string_view column) const;
    [[nodiscard]] long long number() const { return row_.number; }

  private:
    const observations::Table& table_;
    const observations::Row& row_;
};

/// Whether a row that holds from `valid_from` to `valid_to` (empty: no limit) is in force on an ISO date; on
/// no date in particular (empty) every row is.
[[nodiscard]] bool in_force(const std::string& valid_from, const std::string& valid_to,
                            const std::string& date);

}  // namespace riskmap::risk
