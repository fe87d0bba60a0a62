#include "geocore/image/rgba.hpp"

#include <png.h>

#include "geocore/core/error.hpp"

namespace riskmap::image {
namespace {

std::size_t offset(const Rgba& picture, int x, int y) {
    return (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
            static_cast<std::size_t>(x)) *
           4;
}

/// libpng's simplified interface keeps its state in a struct that must be freed.
struct Image {
    png_image png{};
    Image() { png.version = PNG_IMAGE_VERSION; }
    ~Image() { png_image_free(&png); }
    Image(const Image&) = delete;
    Image& operator=(const Image&) = delete;
};

}  // namespace

style::Colour Rgba::at(int x, int y) const {
    const auto* p = pixels.data() + offset(*this, x, y);
    return {p[0], p[1], p[2], p[3]};
}

void Rgba::set(int x, int y, style::Colour colour) {
    auto* p = pixels.data() + offset(*this, x, y);
    p[0] = colour.red;
    p[1] = colour.green;
    p[2] = colour.blue;
    p[3] = colour.alpha;
}

std::string encode_png(const Rgba& picture) {
    Image image;
    image.png.width = static_cast<png_uint_32>(picture.width);
    image.png.height = static_cast<png_uint_32>(picture.height);
    image.png.format = PNG_FORMAT_RGBA;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image.png);
    std::string out(size, '\0');
    if (png_image_write_to_memory(&image.png, out.data(), &size, 0, picture.pixels.data(), 0, nullptr) == 0) {
        throw core::data_error("a picture of {} x {} pixels cannot be written as PNG: {}", picture.width,
                               picture.height, image.png.message);
    }
    out.resize(size);
    return out;
}

Rgba decode_png(std::string_view bytes) {
    Image image;
    if (png_image_begin_read_from_memory(&image.png, bytes.data(), bytes.size()) == 0) {
        throw core::data_error("no PNG: {}", image.png.message);
    }
    image.png.format = PNG_FORMAT_RGBA;
    Rgba picture(static_cast<int>(image.png.width), static_cast<int>(image.png.height));
    if (png_image_finish_read(&image.png, nullptr, picture.pixels.data(), 0, nullptr) == 0) {
        throw core::data_error("a damaged PNG: {}", image.png.message);
    }
    return picture;
}

}  // namespace riskmap::image
