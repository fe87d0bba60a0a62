#include "mapgen/risk/reference_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::risk {
namespace {

bool is_iso_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
        if (std::isdigit(static_cast<unsigned char>(text[i])) == 0) return false;
    }
    const auto month = core::parse_integer(text.substr(5, 2));
    const auto day = core::parse_integer(text.substr(8, 2));
    return month && *month >= 1 && *month <= 12 && day && *day >= 1 && *day <= 31;
}

}  // namespace

std::string ReferenceRow::place(std::string_view column) const {
    const auto found = table_.find_column(column);
    return found ? table_.place(row_, *found) : fmt::format("{}, row {}", table_.path, row_.number);
}

std::string ReferenceRow::text(std::string_view column) const {
    return std::string(core::trim(table_.text(row_, table_.column(column))));
}

std::string ReferenceRow::required(std::string_view column) const {
    std::string value = text(column);
    if (value.empty()) throw core::data_error("{}: a text is expected", place(column));
    return value;
}

std::string ReferenceRow::text_or_empty(std::string_view column) const {
    const auto found = table_.find_column(column);
    return found ? std::string(core::trim(table_.text(row_, *found))) : std::string();
}

std::optional<double> ReferenceRow::not_negative(std::string_view column) const {
    const auto found = table_.find_column(column);
    if (!found) return std::nullopt;
    const auto value = table_.optional_number(row_, *found);
    if (value && *value < 0) {
        throw core::data_error("{}: {} is not allowed; a number of at least 0, or nothing, is expected",
                               place(column), *value);
    }
    return value;
}

std::optional<double> ReferenceRow::positive(std::string_view column) const {
    const auto value = not_negative(column);
    if (value && *value == 0) {
        throw core::data_error("{}: {} is not allowed; a number greater than 0, or nothing, is expected",
                               place(column), *value);
    }
    return value;
}

double ReferenceRow::required_positive(std::string_view column) const {
    (void)table_.column(column);
    const auto value = positive(column);
    if (!value) throw core::data_error("{}: a number greater than 0 is expected", place(column));
    return *value;
}

bool ReferenceRow::flag(std::string_view column) const {
    const std::string value = text_or_empty(column);
    if (value.empty() || value == "0") return false;
    if (value == "1") return true;
    throw core::data_error("{}: '{}' is not allowed; 0 or 1 is expected", place(column), value);
}

std::string ReferenceRow::date(std::string_view column) const {
    std::string value = text_or_empty(column);
    if (!value.empty() && !is_iso_date(value)) {
        throw core::data_error("{}: '{}' is no date; YYYY-MM-DD, or nothing, is expected", place(column),
                               value);
    }
    return value;
}

bool in_force(const std::string& valid_from, const std::string& valid_to, const std::string& date) {
    if (date.empty()) return true;
    return (valid_from.empty() || valid_from <= date) && (valid_to.empty() || date <= valid_to);
}

}  // namespace riskmap::risk
