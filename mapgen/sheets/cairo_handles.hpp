#pragma once

// For canvas.cpp and text_layout.cpp alone: owners of Cairo's and Pango's handles.

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>

#include "mapgen/sheets/canvas.hpp"

namespace riskmap::sheets {

struct SurfaceDeleter {
    void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
};
struct ContextDeleter {
    void operator()(cairo_t* context) const noexcept { cairo_destroy(context); }
};
struct GObjectDeleter {
    void operator()(void* object) const noexcept { g_object_unref(object); }
};
struct FontDescriptionDeleter {
    void operator()(PangoFontDescription* font) const noexcept { pango_font_description_free(font); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;
using Context = std::unique_ptr<cairo_t, ContextDeleter>;
using Layout = std::unique_ptr<PangoLayout, GObjectDeleter>;
using FontDescription = std::unique_ptr<PangoFontDescription, FontDescriptionDeleter>;

inline constexpr double kPointsPerMm = 72.0 / 25.4;

/// The text set in `family`; one unit of the context is a point.
[[nodiscard]] Layout make_layout(cairo_t* context, const std::string& family, const std::string& text,
                                 const TextStyle& style);
/// In millimetres.
[[nodiscard]] Size size_of(PangoLayout* layout);
void show_layout(cairo_t* context, PangoLayout* layout, grid::Point anchor, const TextStyle& style);

}  // namespace riskmap::sheets
