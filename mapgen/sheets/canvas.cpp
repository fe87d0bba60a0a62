#include "mapgen/sheets/canvas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include "geocore/core/error.hpp"
#include "mapgen/sheets/cairo_handles.hpp"
#include "mapgen/sheets/font.hpp"

namespace riskmap::sheets {
namespace {

constexpr double kPdfPictureDpi = 300;

cairo_status_t append(void* closure, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

/// Cairo's pixels are premultiplied, in the machine's own byte order.
Surface surface_of(const image::Rgba& picture) {
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, picture.width, picture.height));
    unsigned char* data = cairo_image_surface_get_data(surface.get());
    if (data == nullptr) return surface;
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const auto c = picture.at(x, y);
            const auto premultiplied = [&](std::uint8_t v) {
                return (static_cast<std::uint32_t>(v) * c.alpha + 127) / 255;
            };
            const std::uint32_t pixel = static_cast<std::uint32_t>(c.alpha) << 24 |
                                        premultiplied(c.red) << 16 | premultiplied(c.green) << 8 |
                                        premultiplied(c.blue);
            std::memcpy(data + static_cast<std::ptrdiff_t>(y) * stride + std::ptrdiff_t{4} * x, &pixel, 4);
        }
    }
    cairo_surface_mark_dirty(surface.get());
    return surface;
}

}  // namespace

struct Canvas::State {
    Size page;
    double dpi = kPdfPictureDpi;
    bool pdf = true;
    std::string document;
    std::string family = chinese_font_family();
    std::vector<int> bookmarks;  ///< the last of each level
    Surface surface;
    Context context;

    void ink(const style::Colour& c) const {
        cairo_set_source_rgba(context.get(), c.red / 255.0, c.green / 255.0, c.blue / 255.0, c.alpha / 255.0);
    }
    void stroke(const Pen& pen) const {
        ink(pen.colour);
        cairo_set_line_width(context.get(), pen.width * kPointsPerMm);
        std::vector<double> dash = pen.dash;
        for (double& length : dash) length *= kPointsPerMm;
        cairo_set_dash(context.get(), dash.data(), static_cast<int>(dash.size()), 0);
        cairo_set_line_join(context.get(), CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(context.get());
    }
    void paint_path(const style::Colour* fill, const Pen* pen) const {
        if (fill != nullptr) {
            ink(*fill);
            pen != nullptr ? cairo_fill_preserve(context.get()) : cairo_fill(context.get());
        }
        if (pen != nullptr) stroke(*pen);
        cairo_new_path(context.get());
    }
    void trace(const std::vector<grid::Point>& points) const {
        for (std::size_t i = 0; i < points.size(); ++i) {
            const double x = points[i].x * kPointsPerMm;
            const double y = points[i].y * kPointsPerMm;
            i == 0 ? cairo_move_to(context.get(), x, y) : cairo_line_to(context.get(), x, y);
        }
    }
    void check() const {
        const auto status = cairo_status(context.get());
        if (status != CAIRO_STATUS_SUCCESS)
            throw core::data_error("the sheet cannot be drawn: {}", cairo_status_to_string(status));
    }
};

Canvas::Canvas(Size page, const DocumentFacts& facts) : state_(std::make_unique<State>()) {
    state_->page = page;
    state_->surface.reset(cairo_pdf_surface_create_for_stream(
        append, &state_->document, page.width * kPointsPerMm, page.height * kPointsPerMm));
    auto* surface = state_->surface.get();
    cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, facts.title.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, facts.subject.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "mapgen " RISKMAP_VERSION);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, facts.created.c_str());
    state_->context.reset(cairo_create(surface));
    state_->check();
}

Canvas::Canvas(Size page, double dpi) : state_(std::make_unique<State>()) {
    state_->page = page;
    state_->dpi = dpi;
    state_->pdf = false;
    const auto pixels = [&](double mm) { return static_cast<int>(std::lround(mm / 25.4 * dpi)); };
    state_->surface.reset(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, pixels(page.width), pixels(page.height)));
    state_->context.reset(cairo_create(state_->surface.get()));
    cairo_set_source_rgb(state_->context.get(), 1, 1, 1);
    cairo_paint(state_->context.get());
    cairo_scale(state_->context.get(), dpi / 72, dpi / 72);
    state_->check();
}

Canvas::~Canvas() = default;

Size Canvas::page() const {
    return state_->page;
}

double Canvas::dpi() const {
    return state_->dpi;
}

void Canvas::next_page() {
    cairo_show_page(state_->context.get());
}

void Canvas::bookmark(const std::string& title, int level, int page) {
    if (!state_->pdf || level < 1) return;
    auto& above = state_->bookmarks;
    above.resize(std::min(above.size(), static_cast<std::size_t>(level - 1)), CAIRO_PDF_OUTLINE_ROOT);
    const int parent = above.empty() ? CAIRO_PDF_OUTLINE_ROOT : above.back();
    const std::string target = "page=" + std::to_string(page);
    const int id = cairo_pdf_surface_add_outline(state_->surface.get(), parent, title.c_str(), target.c_str(),
                                                 static_cast<cairo_pdf_outline_flags_t>(0));
    above.resize(static_cast<std::size_t>(level - 1), parent);
    above.push_back(id);
}

void Canvas::link(const Rect& box, int page) {
    if (!state_->pdf) return;
    const std::string attributes =
        fmt::format("page={} pos=[0 0] rect=[{:.2f} {:.2f} {:.2f} {:.2f}]", page, box.x * kPointsPerMm,
                    box.y * kPointsPerMm, box.width * kPointsPerMm, box.height * kPointsPerMm);
    cairo_tag_begin(state_->context.get(), CAIRO_TAG_LINK, attributes.c_str());
    cairo_tag_end(state_->context.get(), CAIRO_TAG_LINK);
}

std::string Canvas::finish() {
    state_->check();
    if (state_->pdf) {
        cairo_show_page(state_->context.get());
        cairo_surface_finish(state_->surface.get());
    } else {
        cairo_surface_flush(state_->surface.get());
        const auto status =
            cairo_surface_write_to_png_stream(state_->surface.get(), append, &state_->document);
        if (status != CAIRO_STATUS_SUCCESS)
            throw core::data_error("the sheet cannot be written: {}", cairo_status_to_string(status));
    }
    const auto status = cairo_surface_status(state_->surface.get());
    if (status != CAIRO_STATUS_SUCCESS)
        throw core::data_error("the sheet cannot be written: {}", cairo_status_to_string(status));
    return std::move(state_->document);
}

void Canvas::line(const std::vector<grid::Point>& points, const Pen& pen) {
    state_->trace(points);
    state_->stroke(pen);
}

void Canvas::polygon(const std::vector<std::vector<grid::Point>>& rings, const style::Colour* fill,
                     const Pen* pen) {
    cairo_set_fill_rule(state_->context.get(), CAIRO_FILL_RULE_EVEN_ODD);
    for (const auto& ring : rings) {
        state_->trace(ring);
        cairo_close_path(state_->context.get());
    }
    state_->paint_path(fill, pen);
}

void Canvas::rectangle(const Rect& box, const style::Colour* fill, const Pen* pen) {
    cairo_rectangle(state_->context.get(), box.x * kPointsPerMm, box.y * kPointsPerMm,
                    box.width * kPointsPerMm, box.height * kPointsPerMm);
    state_->paint_path(fill, pen);
}

void Canvas::circle(grid::Point centre, double radius, const style::Colour* fill, const Pen* pen) {
    cairo_new_sub_path(state_->context.get());
    cairo_arc(state_->context.get(), centre.x * kPointsPerMm, centre.y * kPointsPerMm, radius * kPointsPerMm,
              0, 2 * std::numbers::pi);
    cairo_close_path(state_->context.get());
    state_->paint_path(fill, pen);
}

void Canvas::hatch(const Rect& box, const Pen& pen, double distance, bool rising) {
    clip(box);
    const double step = distance * std::numbers::sqrt2;
    for (double x = box.x - box.height; x < box.right(); x += step) {
        const double from = rising ? box.bottom() : box.y;
        const double to = rising ? box.y : box.bottom();
        line({{x, from}, {x + box.height, to}}, pen);
    }
    unclip();
}

void Canvas::picture(const image::Rgba& picture, const Rect& box) {
    if (picture.width == 0 || picture.height == 0) return;
    const Surface surface = surface_of(picture);
    auto* context = state_->context.get();
    cairo_save(context);
    cairo_translate(context, box.x * kPointsPerMm, box.y * kPointsPerMm);
    cairo_scale(context, box.width * kPointsPerMm / picture.width,
                box.height * kPointsPerMm / picture.height);
    cairo_set_source_surface(context, surface.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST);
    cairo_rectangle(context, 0, 0, picture.width, picture.height);
    cairo_fill(context);
    cairo_restore(context);
}

void Canvas::clip(const Rect& box) {
    cairo_save(state_->context.get());
    cairo_rectangle(state_->context.get(), box.x * kPointsPerMm, box.y * kPointsPerMm,
                    box.width * kPointsPerMm, box.height * kPointsPerMm);
    cairo_clip(state_->context.get());
}

void Canvas::unclip() {
    cairo_restore(state_->context.get());
}

Size Canvas::text(grid::Point anchor, const std::string& text, const TextStyle& style) {
    const Layout layout = make_layout(state_->context.get(), state_->family, text, style);
    show_layout(state_->context.get(), layout.get(), anchor, style);
    return size_of(layout.get());
}

Size Canvas::measure(const std::string& text, const TextStyle& style) const {
    return size_of(make_layout(state_->context.get(), state_->family, text, style).get());
}

}  // namespace riskmap::sheets
