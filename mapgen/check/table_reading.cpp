#include "mapgen/check/table_reading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace riskmap::check {
namespace {

constexpr std::size_t kMostRefusals = 100;

/// Every row refused with the same words: a column is missing, or the like.
bool is_one_fault(const std::vector<Finding>& refused, std::size_t n_rows) {
    return refused.size() > 1 && refused.size() == n_rows &&
           std::all_of(refused.begin(), refused.end(),
                       [&](const Finding& f) { return f.found.en == refused[0].found.en; });
}

}  // namespace

Finding refusal(const core::Error& error, const std::string& file, long long row, std::string_view code) {
    Finding finding;
    finding.severity = Severity::error;
    finding.code = code;
    finding.file = file;
    finding.row = row;
    finding.found = {error.what(), error.what()};
    finding.advice = {error.advice(), error.advice()};
    return finding;
}

RowSieve::RowSieve(std::string file, Trial trial, Code code)
    : file_(std::move(file)), trial_(std::move(trial)), code_(std::move(code)) {}

std::optional<core::Error> RowSieve::error_of(const observations::Table& table) const {
    try {
        trial_(table);
        return std::nullopt;
    } catch (const core::Error& error) {
        return error;
    }
}

void RowSieve::sift_block(const observations::Table& table, std::size_t begin, std::size_t end) {
    observations::Table block{table.path, table.encoding, table.columns, {}};
    block.rows.assign(table.rows.begin() + static_cast<std::ptrdiff_t>(begin),
                      table.rows.begin() + static_cast<std::ptrdiff_t>(end));
    const auto error = error_of(block);
    if (!error) {
        good_.insert(good_.end(), block.rows.begin(), block.rows.end());
    } else if (end - begin == 1) {
        const auto& row = table.rows[begin];
        refused_.push_back(refusal(*error, file_, row.number, code_(table, row)));
    } else {
        const std::size_t middle = begin + (end - begin) / 2;
        sift_block(table, begin, middle);
        sift_block(table, middle, end);
    }
}

std::optional<observations::Table> RowSieve::sift(const observations::Table& table,
                                                  std::vector<Finding>& findings) {
    const auto error = error_of(table);
    if (!error) return table;
    if (!table.rows.empty()) sift_block(table, 0, table.rows.size());
    if (refused_.empty() || is_one_fault(refused_, table.rows.size())) {
        findings.push_back(refusal(*error, file_, 0, "input-invalid"));
        return std::nullopt;
    }
    const std::size_t shown = std::min(refused_.size(), kMostRefusals);
    findings.insert(findings.end(), refused_.begin(), refused_.begin() + static_cast<std::ptrdiff_t>(shown));
    if (shown < refused_.size()) {
        Finding more = refused_.back();
        more.row = 0;
        more.code = "input-invalid";
        more.found = {fmt::format("另有{}行不能读取", refused_.size() - shown),
                      fmt::format("{} more rows cannot be read", refused_.size() - shown)};
        findings.push_back(std::move(more));
    }
    if (good_.empty()) return std::nullopt;
    observations::Table rest{table.path, table.encoding, table.columns, std::move(good_)};
    if (const auto left = error_of(rest)) {
        findings.push_back(refusal(*left, file_, 0, "input-invalid"));
        return std::nullopt;
    }
    return rest;
}

}  // namespace riskmap::check
