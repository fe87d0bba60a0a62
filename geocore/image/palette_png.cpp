#include "geocore/image/palette_png.hpp"

#include <libdeflate.h>

#include <array>
#include <cstring>

#include "geocore/core/error.hpp"

namespace riskmap::image {
namespace {

constexpr std::string_view kSignature("\x89PNG\r\n\x1a\n", 8);

void append_number(std::string& out, std::uint32_t value) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) out += static_cast<char>((value >> shift) & 0xFFU);
}

/// Length, type, data and checksum, with the type and data already appended from `start` on.
void close_chunk(std::string& out, std::size_t start) {
    const auto crc = libdeflate_crc32(0, out.data() + start, out.size() - start);
    append_number(out, crc);
}

void append_chunk(std::string& out, std::string_view type, std::string_view data) {
    append_number(out, static_cast<std::uint32_t>(data.size()));
    const std::size_t start = out.size();
    out += type;
    out += data;
    close_chunk(out, start);
}

int depth_for(std::size_t colours) {
    return colours <= 2 ? 1 : colours <= 4 ? 2 : colours <= 16 ? 4 : 8;
}

/// With the depth known when it is compiled, this runs over many pixels at a time.
template <int depth>
void pack_bytes(const std::uint8_t* indices, int count, std::uint8_t* out) {
    constexpr int kPerByte = 8 / depth;
    for (int i = 0; i < count; ++i) {
        unsigned byte = 0;
        for (int k = 0; k < kPerByte; ++k) byte = (byte << depth) | indices[i * kPerByte + k];
        out[i] = static_cast<std::uint8_t>(byte);
    }
}

void pack_row(const std::uint8_t* indices, int width, int depth, std::uint8_t* out) {
    if (depth == 8) {
        std::memcpy(out, indices, static_cast<std::size_t>(width));
        return;
    }
    const int per_byte = 8 / depth;
    const int whole = width / per_byte;
    if (depth == 4) pack_bytes<4>(indices, whole, out);
    if (depth == 2) pack_bytes<2>(indices, whole, out);
    if (depth == 1) pack_bytes<1>(indices, whole, out);
    if (whole * per_byte < width) {
        unsigned byte = 0;
        for (int k = 0; k < per_byte; ++k) {
            const int at = whole * per_byte + k;
            byte = (byte << static_cast<unsigned>(depth)) | (at < width ? indices[at] : 0U);
        }
        out[whole] = static_cast<std::uint8_t>(byte);
    }
}

void append_palette(std::string& out, std::span<const style::Colour> palette) {
    std::string plte;
    std::string trns;
    std::size_t last_transparent = 0;
    for (const auto& colour : palette) {
        plte += static_cast<char>(colour.red);
        plte += static_cast<char>(colour.green);
        plte += static_cast<char>(colour.blue);
        trns += static_cast<char>(colour.alpha);
        if (colour.alpha != 255) last_transparent = trns.size();
    }
    trns.resize(last_transparent);
    append_chunk(out, "PLTE", plte);
    if (!trns.empty()) append_chunk(out, "tRNS", trns);
}

}  // namespace

struct PalettePng::State {
    struct Deleter {
        void operator()(libdeflate_compressor* freed) const noexcept { libdeflate_free_compressor(freed); }
    };
    std::unique_ptr<libdeflate_compressor, Deleter> compressor;
    std::vector<std::uint8_t> rows;
};

PalettePng::PalettePng(int level) : state_(std::make_unique<State>()) {
    state_->compressor.reset(libdeflate_alloc_compressor(level));
    if (!state_->compressor) throw core::data_error("no memory for a compressor of level {}", level);
}

PalettePng::~PalettePng() = default;
PalettePng::PalettePng(PalettePng&&) noexcept = default;
PalettePng& PalettePng::operator=(PalettePng&&) noexcept = default;

void PalettePng::encode(std::span<const style::Colour> palette, std::span<const std::uint8_t> indices,
                        int width, int height, std::string& out) {
    if (palette.empty() || palette.size() > 256) {
        throw core::data_error("a palette of {} colours; 1 to 256 are allowed", palette.size());
    }
    const int depth = depth_for(palette.size());
    const auto stride = static_cast<std::size_t>((width * depth + 7) / 8 + 1);
    auto& rows = state_->rows;
    rows.resize(stride * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        std::uint8_t* row = rows.data() + stride * static_cast<std::size_t>(y);
        row[0] = 0;
        pack_row(indices.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width), width, depth,
                 row + 1);
    }

    out += kSignature;
    std::string header;
    append_number(header, static_cast<std::uint32_t>(width));
    append_number(header, static_cast<std::uint32_t>(height));
    header += static_cast<char>(depth);
    header += std::string_view("\x03\x00\x00\x00", 4);  // palette, deflate, adaptive filters, not interlaced
    append_chunk(out, "IHDR", header);
    append_palette(out, palette);

    const std::size_t length_at = out.size();
    append_number(out, 0);
    const std::size_t start = out.size();
    out += "IDAT";
    const std::size_t bound = libdeflate_zlib_compress_bound(state_->compressor.get(), rows.size());
    const std::size_t data_at = out.size();
    out.resize(data_at + bound);
    const std::size_t length = libdeflate_zlib_compress(state_->compressor.get(), rows.data(), rows.size(),
                                                        out.data() + data_at, bound);
    out.resize(data_at + length);
    std::string prefix;
    append_number(prefix, static_cast<std::uint32_t>(length));
    std::memcpy(out.data() + length_at, prefix.data(), prefix.size());
    close_chunk(out, start);
    append_chunk(out, "IEND", {});
}

}  // namespace riskmap::image
