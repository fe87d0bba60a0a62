#include "tileserver/service/compress.hpp"

#include <brotli/encode.h>
#include <libdeflate.h>

#include <memory>

#include "geocore/core/error.hpp"

namespace riskmap::tileserver::service {
namespace {

// Both about as quick as they are small: an answer is compressed once and then kept.
constexpr int kGzipLevel = 6;
constexpr int kBrotliQuality = 5;

struct CompressorDeleter {
    void operator()(libdeflate_compressor* compressor) const noexcept {
        libdeflate_free_compressor(compressor);
    }
};

std::string gzip(std::string_view bytes) {
    const std::unique_ptr<libdeflate_compressor, CompressorDeleter> compressor(
        libdeflate_alloc_compressor(kGzipLevel));
    if (!compressor) throw core::data_error("no memory for a compressor");
    std::string out(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
    out.resize(
        libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
    return out;
}

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
            return gzip(bytes);
        case http::Encoding::brotli:
            return brotli(bytes);
        case http::Encoding::identity:
            break;
    }
    return std::string(bytes);
}

}  // namespace riskmap::tileserver::service
