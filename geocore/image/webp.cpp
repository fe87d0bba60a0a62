#include "geocore/image/webp.hpp"

#include <webp/encode.h>

#include <vector>

#include "geocore/core/error.hpp"

namespace riskmap::image {
namespace {

constexpr int kLosslessLevel = 1;  // of 0 to 9: higher ones take several times as long for a few per cent

struct Picture {
    WebPPicture webp{};
    Picture() { (void)WebPPictureInit(&webp); }
    ~Picture() { WebPPictureFree(&webp); }
    Picture(const Picture&) = delete;
    Picture& operator=(const Picture&) = delete;
};

int append(const std::uint8_t* data, std::size_t size, const WebPPicture* picture) {
    static_cast<std::string*>(picture->custom_ptr)->append(reinterpret_cast<const char*>(data), size);
    return 1;
}

std::uint32_t argb(const style::Colour& colour) {
    return static_cast<std::uint32_t>(colour.alpha) << 24U | static_cast<std::uint32_t>(colour.red) << 16U |
           static_cast<std::uint32_t>(colour.green) << 8U | colour.blue;
}

}  // namespace

void encode_webp(std::span<const style::Colour> palette, std::span<const std::uint8_t> indices, int width,
                 int height, std::string& out) {
    std::vector<std::uint32_t> colours;
    for (const auto& colour : palette) colours.push_back(argb(colour));
    WebPConfig config;
    Picture picture;
    auto& p = picture.webp;
    p.use_argb = 1;
    p.width = width;
    p.height = height;
    p.writer = append;
    p.custom_ptr = &out;
    bool done = WebPConfigInit(&config) != 0 && WebPConfigLosslessPreset(&config, kLosslessLevel) != 0 &&
                WebPPictureAlloc(&p) != 0;
    if (done) {
        config.exact = 1;  // colours under full transparency too
        for (int y = 0; y < height; ++y) {
            const std::uint8_t* row = indices.data() + static_cast<std::ptrdiff_t>(y) * width;
            std::uint32_t* to = p.argb + static_cast<std::ptrdiff_t>(y) * p.argb_stride;
            for (int x = 0; x < width; ++x) to[x] = colours[row[x]];
        }
        done = WebPEncode(&config, &p) != 0;
    }
    if (!done) {
        throw core::data_error("a picture of {} x {} pixels cannot be written as WebP (libwebp error {})",
                               width, height, static_cast<int>(p.error_code));
    }
}

}  // namespace riskmap::image
