#include "tileserver/service/compress.hpp"

#include <brotli/encode.h>

#include "geocore/core/deflate.hpp"
#include "geocore/core/error.hpp"

namespace riskmap::tileserver::service {
namespace {

// Both about as quick as they are small: an answer is compressed once and then kept.
constexpr int kGzipLevel = 6;
constexpr int kBrotliQuality = 5;

std::string brotli(std::string_view bytes) {
    std::size_t size = BrotliEncoderMaxCompressedSize(bytes.size());
    std::string out(size, '\0');
    const bool done =
        BrotliEncoderCompress(kBrotliQuality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.size(),
                              reinterpret_cast<const std::uint8_t*>(bytes.data()), &size,
                              reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_TRUE;
    if (!done) throw core::data_error("{} bytes cannot be compressed", bytes.size());
    out.resize(size);
    return out;
}

}  // namespace

std::string compress(http::Encoding encoding, std::string_view bytes) {
    switch (encoding) {
        case http::Encoding::gzip:
            return core::gzipped(bytes, kGzipLevel);
        case http::Encoding::brotli:
            return brotli(bytes);
        case http::Encoding::identity:
            break;
    }
    return std::string(bytes);
}

std::string_view coding_name(http::Encoding encoding) {
    return encoding == http::Encoding::brotli ? "br" : encoding == http::Encoding::gzip ? "gzip" : "";
}

std::string coded_etag(const std::string& etag, http::Encoding encoding) {
    return etag + "-" + std::string(coding_name(encoding));
}

}  // namespace riskmap::tileserver::service
