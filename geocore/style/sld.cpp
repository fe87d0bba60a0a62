#include <cmath>
#include <pugixml.hpp>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/input_file.hpp"
#include "geocore/core/text.hpp"
#include "geocore/style/style.hpp"

namespace riskmap::style {
namespace {

/// QGIS writes the last interval's limit as "inf", other programs as a very large number.
constexpr double kNoLimit = 1e30;
constexpr std::size_t kMostBytes = 1U << 20U;

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view name = node.name();
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node find(const pugi::xml_node& root, std::string_view name) {
    return root.find_node([&](const pugi::xml_node& node) { return local_name(node) == name; });
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
    return parent.find_child([&](const pugi::xml_node& node) { return local_name(node) == name; });
}

std::string text_of(const pugi::xml_node& parent, std::string_view name) {
    const pugi::xml_node direct = child(parent, name);
    if (direct) return std::string(core::trim(direct.text().get()));
    const pugi::xml_node description = child(parent, "Description");
    return description ? std::string(core::trim(child(description, name).text().get())) : std::string();
}

std::uint8_t byte_of(std::string_view two_digits) {
    return static_cast<std::uint8_t>(std::stoi(std::string(two_digits), nullptr, 16));
}

Colour colour_of(const pugi::xml_node& entry, const std::string& source) {
    const std::string text = entry.attribute("color").value();
    if (text.size() != 7 || text[0] != '#' ||
        text.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos) {
        throw core::data_error("{}: ColorMapEntry color is '{}'; #rrggbb is expected", source, text);
    }
    Colour colour{byte_of(text.substr(1, 2)), byte_of(text.substr(3, 2)), byte_of(text.substr(5, 2))};
    if (const auto opacity_text = entry.attribute("opacity")) {
        const auto opacity = core::parse_double(opacity_text.value());
        if (!opacity || *opacity < 0 || *opacity > 1) {
            throw core::data_error("{}: ColorMapEntry opacity is '{}'; 0 to 1 is allowed", source,
                                   opacity_text.value());
        }
        colour.alpha = static_cast<std::uint8_t>(std::lround(*opacity * 255));
    }
    return colour;
}

/// Nothing stands for no limit.
std::optional<double> quantity_of(const pugi::xml_node& entry, const std::string& source) {
    const std::string text(core::trim(entry.attribute("quantity").value()));
    if (core::to_lower_ascii(text) == "inf") return std::nullopt;
    const auto quantity = core::parse_double(text);
    if (!quantity) {
        throw core::data_error("{}: ColorMapEntry quantity is '{}'; a number is expected", source, text);
    }
    if (*quantity >= kNoLimit) return std::nullopt;
    return quantity;
}

bool says_hatched(const std::string& label) {
    return label.find("斜线") != std::string::npos || label.find("hatched") != std::string::npos;
}

void add_interval(Style& style, Class entry, std::optional<double> limit, const std::string& source) {
    if (!style.classes.empty()) {
        entry.min = style.classes.back().max;
        if (!entry.min) throw core::data_error("{}: a class follows the one without an upper limit", source);
        if (limit && *limit <= *entry.min) {
            throw core::data_error("{}: quantity {} does not follow {}; ascending order is expected", source,
                                   *limit, *entry.min);
        }
    }
    entry.max = limit;
    style.classes.push_back(std::move(entry));
}

void add_value(Style& style, Class entry, std::optional<double> value, const std::string& source) {
    if (!value || *value != std::floor(*value) || std::abs(*value) > 1e6) {
        throw core::data_error("{}: a quantity of a ColorMap of values is no whole number", source);
    }
    entry.value = static_cast<int>(*value);
    for (const auto& other : style.classes) {
        if (other.value == entry.value) throw core::data_error("{}: value {} stands twice", source, *value);
    }
    style.classes.push_back(std::move(entry));
}

StyleKind kind_of(const pugi::xml_node& map, const std::string& source) {
    const std::string type = map.attribute("type").value();
    if (type == "intervals") return StyleKind::intervals;
    if (type == "values") return StyleKind::values;
    throw core::Error(
        core::ErrorKind::data,
        fmt::format("{}: ColorMap type is '{}'; intervals and values are allowed", source,
                    type.empty() ? "ramp" : type),
        "in QGIS choose the interpolation Discrete or Exact, so that the legend holds every colour");
}

void read_hatched_option(Style& style, const pugi::xml_node& symbolizer) {
    for (const auto& option : symbolizer.children()) {
        if (local_name(option) != "VendorOption" ||
            std::string_view(option.attribute("name").value()) != "hatched")
            continue;
        const auto quantity = core::parse_double(option.text().get());
        for (auto& entry : style.classes) {
            const bool named = style.kind == StyleKind::values ? quantity && *entry.value == *quantity
                                                               : quantity == entry.max;
            entry.hatched = entry.hatched || named;
        }
    }
}

}  // namespace

Style parse_sld(std::string_view document, const std::string& source) {
    if (document.size() > kMostBytes) {
        throw core::data_error("{}: {} bytes; a style of at most {} is allowed", source, document.size(),
                               kMostBytes);
    }
    pugi::xml_document xml;
    const auto parsed = xml.load_buffer(document.data(), document.size());
    if (!parsed) throw core::data_error("{}: no well-formed XML: {}", source, parsed.description());
    const pugi::xml_node symbolizer = find(xml, "RasterSymbolizer");
    const pugi::xml_node map = find(symbolizer, "ColorMap");
    if (!map) throw core::data_error("{}: no RasterSymbolizer with a ColorMap", source);

    Style style;
    const pugi::xml_node user_style = find(xml, "UserStyle");
    style.name = text_of(user_style, "Name");
    style.title = split_label(text_of(user_style, "Title"));
    style.note = split_label(text_of(user_style, "Abstract"));
    style.kind = kind_of(map, source);
    style.digest = core::sha256_hex(document);
    for (const auto& node : map.children()) {
        if (local_name(node) != "ColorMapEntry") continue;
        const std::string label = node.attribute("label").value();
        Class entry;
        entry.colour = colour_of(node, source);
        entry.label = split_label(label);
        entry.hatched = says_hatched(label);
        const auto quantity = quantity_of(node, source);
        style.kind == StyleKind::intervals ? add_interval(style, std::move(entry), quantity, source)
                                           : add_value(style, std::move(entry), quantity, source);
        if (style.classes.size() > static_cast<std::size_t>(Style::kMostClasses)) {
            throw core::data_error("{}: more than {} classes", source, Style::kMostClasses);
        }
    }
    if (style.classes.empty()) throw core::data_error("{}: the ColorMap has no entries", source);
    read_hatched_option(style, symbolizer);
    return style;
}

Style read_sld(const std::filesystem::path& path) {
    const auto text = core::read_file(path);
    if (!text) throw core::data_error("{}: cannot be read", path.string());
    Style style = parse_sld(*text, path.string());
    style.name = path.stem().string();
    return style;
}

}  // namespace riskmap::style
