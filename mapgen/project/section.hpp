#pragma once

#include <toml++/toml.h>

#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "geocore/core/error.hpp"

namespace riskmap::project {

/// One table of the project file. Every key that is asked for is remembered, so that finish() can refuse the
/// others.
class Section {
  public:
    Section(const toml::table& table, std::string file, std::string name)
        : table_(&table), file_(std::move(file)), name_(std::move(name)) {}

    [[nodiscard]] std::string text(std::string_view key);
    [[nodiscard]] std::string text_or(std::string_view key, std::string fallback);
    /// One of `allowed`.
    [[nodiscard]] std::string word_or(std::string_view key, std::string fallback,
                                      const std::vector<std::string>& allowed);
    [[nodiscard]] std::optional<double> number(std::string_view key);
    /// A number greater than zero.
    [[nodiscard]] double positive(std::string_view key);
    [[nodiscard]] double positive_or(std::string_view key, double fallback);
    [[nodiscard]] double not_negative_or(std::string_view key, double fallback);
    [[nodiscard]] std::optional<long long> integer(std::string_view key);
    [[nodiscard]] bool flag(std::string_view key);
    [[nodiscard]] bool flag_or(std::string_view key, bool fallback);
    /// ISO text of a date; empty where the key is absent.
    [[nodiscard]] std::string date_or_empty(std::string_view key);
    [[nodiscard]] std::string date(std::string_view key);
    [[nodiscard]] std::vector<double> numbers(std::string_view key);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    /// A table of texts under keys of the user's own; empty where the key is absent.
    [[nodiscard]] std::map<std::string, std::string> text_map(std::string_view key);
    [[nodiscard]] std::optional<Section> child(std::string_view key);
    [[nodiscard]] Section required_child(std::string_view key);
    /// The tables of an array of tables.
    [[nodiscard]] std::vector<Section> children(std::string_view key);
    /// The same; at least one is expected.
    [[nodiscard]] std::vector<Section> required_children(std::string_view key);
    [[nodiscard]] bool has(std::string_view key);
    [[nodiscard]] bool is_table(std::string_view key);
    /// Every key of the table, in alphabetical order.
    [[nodiscard]] std::vector<std::string> keys() const;

    /// @throws Error (data) for the first key that nobody asked for.
    void finish() const;

    /// "project.toml, line 12: project.crs".
    [[nodiscard]] std::string place(std::string_view key) const;

  private:
    const toml::node* find(std::string_view key);
    const toml::node& require(std::string_view key);
    [[nodiscard]] core::Error wrong(std::string_view key, const toml::node& node,
                                    std::string_view expected) const;

    const toml::table* table_;
    std::string file_;
    std::string name_;
    std::set<std::string, std::less<>> asked_;
};

}  // namespace riskmap::project
