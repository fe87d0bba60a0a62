#include "tileserver/service/gzip.hpp"

#include <libdeflate.h>

#include <memory>

#include "geocore/core/error.hpp"

namespace riskmap::tileserver::service {
namespace {

struct CompressorDeleter {
    void operator()(libdeflate_compressor* compressor) const noexcept {
        libdeflate_free_compressor(compressor);
    }
};

}  // namespace

std::string gzip(std::string_view bytes) {
    const std::unique_ptr<libdeflate_compressor, CompressorDeleter> compressor(
        libdeflate_alloc_compressor(6));
    if (!compressor) throw core::data_error("no memory for a compressor");
    std::string out(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
    out.resize(
        libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
    return out;
}

}  // namespace riskmap::tileserver::service
