#include "geocore/core/deflate.hpp"

#include <libdeflate.h>

#include <memory>

#include "geocore/core/error.hpp"

namespace riskmap::core {
namespace {

struct CompressorDeleter {
    void operator()(libdeflate_compressor* compressor) const noexcept {
        libdeflate_free_compressor(compressor);
    }
};

template <class Bound, class Compress>
std::string packed(std::string_view bytes, int level, Bound bound, Compress compress) {
    const std::unique_ptr<libdeflate_compressor, CompressorDeleter> compressor(
        libdeflate_alloc_compressor(level));
    if (!compressor) throw data_error("no memory for a compressor");
    std::string out(bound(compressor.get(), bytes.size()), '\0');
    out.resize(compress(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
    return out;
}

}  // namespace

std::string gzipped(std::string_view bytes, int level) {
    return packed(bytes, level, libdeflate_gzip_compress_bound, libdeflate_gzip_compress);
}

std::string deflated(std::string_view bytes, int level) {
    return packed(bytes, level, libdeflate_deflate_compress_bound, libdeflate_deflate_compress);
}

}  // namespace riskmap::core
