#include "tileserver/service/legend_words.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "geocore/core/error.hpp"

namespace riskmap::tileserver::service {
namespace {

constexpr double kInk = 0x22 / 255.0;
constexpr int kMargin_px = 8;
constexpr double kLabel_px = 12;
constexpr const char* kFamilies = "Noto Sans CJK SC, WenQuanYi Micro Hei, sans-serif";

struct SurfaceDeleter {
    void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};
struct ContextDeleter {
    void operator()(cairo_t* context) const noexcept { cairo_destroy(context); }
};
struct ObjectDeleter {
    void operator()(PangoLayout* layout) const noexcept { g_object_unref(layout); }
};
struct FontDeleter {
    void operator()(PangoFontDescription* font) const noexcept { pango_font_description_free(font); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
using Context = std::unique_ptr<cairo_t, ContextDeleter>;
using Layout = std::unique_ptr<PangoLayout, ObjectDeleter>;

Surface surface_of(int width, int height) {
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
    const auto status = cairo_surface_status(surface.get());
    if (status != CAIRO_STATUS_SUCCESS) {
        throw core::data_error("a legend of {} x {} pixels: {}", width, height,
                               cairo_status_to_string(status));
    }
    return surface;
}

Layout layout_of(cairo_t* context, const LegendLine& line) {
    Layout layout(pango_cairo_create_layout(context));
    const std::unique_ptr<PangoFontDescription, FontDeleter> font(pango_font_description_new());
    pango_font_description_set_family(font.get(), kFamilies);
    pango_font_description_set_absolute_size(font.get(), line.size_px * PANGO_SCALE);
    if (line.bold) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout.get(), font.get());
    pango_layout_set_text(layout.get(), line.text.c_str(), static_cast<int>(line.text.size()));
    return layout;
}

struct Extent {
    int width = 0;
    int height = 0;
};

Extent extent_of(const Layout& layout) {
    Extent extent;
    pango_layout_get_pixel_size(layout.get(), &extent.width, &extent.height);
    return extent;
}

void show(cairo_t* context, const Layout& layout, double x, double y) {
    cairo_move_to(context, x, y);
    pango_cairo_show_layout(context, layout.get());
}

std::uint8_t over_white(std::uint8_t value, std::uint8_t alpha) {
    return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

image::Rgba opaque_pixels(cairo_surface_t* surface) {
    cairo_surface_flush(surface);
    image::Rgba picture(cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface));
    const int stride = cairo_image_surface_get_stride(surface);
    const unsigned char* data = cairo_image_surface_get_data(surface);
    for (int y = 0; y < picture.height; ++y) {
        const unsigned char* row = data + static_cast<std::ptrdiff_t>(y) * stride;
        for (int x = 0; x < picture.width; ++x) {
            picture.set(x, y, {row[4 * x + 2], row[4 * x + 1], row[4 * x], 255});  // BGRA in memory
        }
    }
    return picture;
}

void lay_over(image::Rgba& picture, const image::Rgba& swatches, int top) {
    for (int y = 0; y < swatches.height && y + top < picture.height; ++y) {
        for (int x = 0; x < swatches.width; ++x) {
            const auto c = swatches.at(x, y);
            if (c.alpha == 0) continue;
            picture.set(
                x, y + top,
                {over_white(c.red, c.alpha), over_white(c.green, c.alpha), over_white(c.blue, c.alpha), 255});
        }
    }
}

}  // namespace

image::Rgba with_words(const image::Rgba& swatches, int top_px, int row_px,
                       const std::vector<LegendLine>& heading, const std::vector<std::string>& labels) {
    const Surface measure = surface_of(1, 1);
    const Context measuring(cairo_create(measure.get()));
    int width = 0;
    int head_height = kMargin_px;
    for (const auto& line : heading) {
        const auto extent = extent_of(layout_of(measuring.get(), line));
        width = std::max(width, 2 * kMargin_px + extent.width);
        head_height += extent.height + 2;
    }
    for (const auto& label : labels) {
        width = std::max(width, swatches.width + kMargin_px +
                                    extent_of(layout_of(measuring.get(), {label, kLabel_px})).width);
    }
    const Surface surface = surface_of(width, head_height + swatches.height);
    const Context context(cairo_create(surface.get()));
    cairo_set_source_rgb(context.get(), 1, 1, 1);
    cairo_paint(context.get());
    cairo_set_source_rgb(context.get(), kInk, kInk, kInk);
    double y = kMargin_px;
    for (const auto& line : heading) {
        const auto layout = layout_of(context.get(), line);
        show(context.get(), layout, kMargin_px, y);
        y += extent_of(layout).height + 2;
    }
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto layout = layout_of(context.get(), {labels[i], kLabel_px});
        const double middle = head_height + top_px + static_cast<double>(i) * row_px;
        show(context.get(), layout, swatches.width, std::round(middle - extent_of(layout).height / 2.0));
    }
    auto picture = opaque_pixels(surface.get());
    lay_over(picture, swatches, head_height);
    return picture;
}

}  // namespace riskmap::tileserver::service
