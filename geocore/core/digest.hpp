#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace riskmap::core {

/// SHA-256 over bytes that arrive in pieces.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    Sha256& update(std::string_view bytes);
    /// The 32 bytes themselves. Ends the computation.
    [[nodiscard]] std::string bytes();
    /// Lower-case hexadecimal, 64 characters. Ends the computation.
    [[nodiscard]] std::string hex();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

[[nodiscard]] std::string sha256_hex(std::string_view bytes);
/// @throws Error (data) where the file cannot be read.
[[nodiscard]] std::string sha256_file(const std::filesystem::path& path);

}  // namespace riskmap::core
