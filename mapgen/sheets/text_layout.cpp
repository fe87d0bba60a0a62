#include <cmath>
#include <numbers>

#include "mapgen/sheets/cairo_handles.hpp"

namespace riskmap::sheets {
namespace {

/// Metrics without hinting: the same positions at every resolution.
void plain_metrics(PangoContext* context) {
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_language(context, pango_language_from_string("zh-cn"));
}

}  // namespace

Layout make_layout(cairo_t* context, const std::string& family, const std::string& text,
                   const TextStyle& style) {
    Layout layout(pango_cairo_create_layout(context));
    plain_metrics(pango_layout_get_context(layout.get()));
    const FontDescription font(pango_font_description_new());
    pango_font_description_set_family(font.get(), family.c_str());
    pango_font_description_set_absolute_size(font.get(), style.size * kPointsPerMm * PANGO_SCALE);
    pango_layout_set_font_description(layout.get(), font.get());
    if (style.width > 0) {
        pango_layout_set_width(layout.get(),
                               static_cast<int>(std::lround(style.width * kPointsPerMm * PANGO_SCALE)));
        pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_alignment(layout.get(), style.align == Align::left     ? PANGO_ALIGN_LEFT
                                                 : style.align == Align::centre ? PANGO_ALIGN_CENTER
                                                                                : PANGO_ALIGN_RIGHT);
    }
    pango_layout_set_line_spacing(layout.get(), static_cast<float>(style.line_spacing));
    const int length = static_cast<int>(text.size());
    if (style.markup) {
        pango_layout_set_markup(layout.get(), text.c_str(), length);
    } else {
        pango_layout_set_text(layout.get(), text.c_str(), length);
    }
    return layout;
}

Size size_of(PangoLayout* layout) {
    int width = 0;
    int height = 0;
    pango_layout_get_size(layout, &width, &height);
    return {width / (kPointsPerMm * PANGO_SCALE), height / (kPointsPerMm * PANGO_SCALE)};
}

void show_layout(cairo_t* context, PangoLayout* layout, grid::Point anchor, const TextStyle& style) {
    cairo_save(context);
    cairo_translate(context, anchor.x * kPointsPerMm, anchor.y * kPointsPerMm);
    if (style.turn != 0) cairo_rotate(context, -style.turn * std::numbers::pi / 180);
    if (style.width <= 0 && style.align != Align::left) {
        const double width = size_of(layout).width * kPointsPerMm;
        cairo_translate(context, style.align == Align::centre ? -width / 2 : -width, 0);
    }
    if (style.halo > 0) {
        cairo_move_to(context, 0, 0);
        pango_cairo_layout_path(context, layout);
        cairo_set_source_rgba(context, 1, 1, 1, 0.85);
        cairo_set_line_width(context, 2 * style.halo * kPointsPerMm);
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(context);
    }
    cairo_move_to(context, 0, 0);
    cairo_set_source_rgba(context, style.colour.red / 255.0, style.colour.green / 255.0,
                          style.colour.blue / 255.0, style.colour.alpha / 255.0);
    pango_cairo_show_layout(context, layout);
    cairo_restore(context);
}

}  // namespace riskmap::sheets
