#include "geocore/core/digest.hpp"

#include <openssl/evp.h>

#include <array>
#include <fstream>

#include "geocore/core/error.hpp"

namespace riskmap::core {

struct Sha256::State {
    struct Deleter {
        void operator()(EVP_MD_CTX* freed) const noexcept { EVP_MD_CTX_free(freed); }
    };
    std::unique_ptr<EVP_MD_CTX, Deleter> context{EVP_MD_CTX_new()};
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    if (!state_->context || EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) != 1) {
        throw data_error("SHA-256 is not available in the crypto library");
    }
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

Sha256& Sha256::update(std::string_view bytes) {
    EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size());
    return *this;
}

std::string Sha256::bytes() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
    unsigned int length = 0;
    EVP_DigestFinal_ex(state_->context.get(), raw.data(), &length);
    return {raw.begin(), raw.begin() + length};
}

std::string Sha256::hex() {
    std::string text;
    for (const char byte : bytes()) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
    return text;
}

std::string sha256_hex(std::string_view bytes) {
    return Sha256().update(bytes).hex();
}

std::string sha256_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw data_error("{}: cannot be read", path.string());
    Sha256 digest;
    std::array<char, 1 << 16> buffer{};
    while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
        digest.update({buffer.data(), static_cast<std::size_t>(in.gcount())});
    }
    return digest.hex();
}

}  // namespace riskmap::core
