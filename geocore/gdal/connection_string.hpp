#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace riskmap::gdal {

/// How to reach a PostgreSQL database, as users write it: "PG:host=db dbname=air user=reader" (libpq's
/// keywords and values) or "postgresql://reader@db:5432/air?sslmode=require". What is absent, the password
/// above all, libpq takes from PGPASSWORD, ~/.pgpass, a service file and its other usual places. "${NAME}"
/// stands for an environment variable.
class ConnectionString {
  public:
    /// @throws Error (data) for other text; its message never shows the text.
    explicit ConnectionString(std::string_view text);

    /// True for text that is meant as a connection, right or wrong.
    [[nodiscard]] static bool looks_like_one(std::string_view text);

    /// "postgresql://HOST/DATABASE" without user, password, port and options: what messages, manifests and
    /// findings show.
    [[nodiscard]] std::string label() const;
    /// A password stands in the text itself, not in an environment variable.
    [[nodiscard]] bool holds_password() const;
    /// For GDAL's driver, environment variables put in, with a time limit of its own where none is given.
    /// @throws Error (data) naming a variable that is not set.
    [[nodiscard]] std::string for_gdal() const;
    /// A library's message without this connection's user, password and key files.
    [[nodiscard]] std::string without_secrets(std::string message) const;

  private:
    [[nodiscard]] std::string value(std::string_view key) const;

    std::vector<std::pair<std::string, std::string>> settings_;  ///< as written, environment not yet put in
};

}  // namespace riskmap::gdal
