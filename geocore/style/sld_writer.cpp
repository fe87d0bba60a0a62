#include "geocore/style/sld_writer.hpp"

#include <fmt/format.h>

#include "geocore/core/xml_text.hpp"

namespace riskmap::style {
namespace {

std::string joined(const Label& label) {
    return core::xml_escaped(label.zh == label.en ? label.zh : label.zh + " / " + label.en);
}

std::string quantity(const Style& style, const Class& entry) {
    if (style.kind == StyleKind::values) return std::to_string(entry.value.value_or(0));
    return entry.max ? fmt::format("{}", *entry.max) : "1e30";
}

std::string entry_text(const Style& style, const Class& entry) {
    const std::string opacity =
        entry.colour.alpha == 255 ? "" : fmt::format(" opacity=\"{:.4g}\"", entry.colour.alpha / 255.0);
    return fmt::format("       <sld:ColorMapEntry color=\"{}\" quantity=\"{}\"{} label=\"{}\"/>\n",
                       entry.colour.hex(), quantity(style, entry), opacity, joined(entry.label));
}

}  // namespace

std::string sld_text(const Style& style) {
    std::string entries;
    std::string hatched;
    for (const auto& entry : style.classes) {
        entries += entry_text(style, entry);
        if (entry.hatched) {
            hatched += fmt::format("      <sld:VendorOption name=\"hatched\">{}</sld:VendorOption>\n",
                                   quantity(style, entry));
        }
    }
    return fmt::format(
        R"(<?xml version="1.0" encoding="UTF-8"?>
<sld:StyledLayerDescriptor xmlns:sld="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0">
 <sld:NamedLayer>
  <sld:Name>{0}</sld:Name>
  <sld:UserStyle>
   <sld:Name>{0}</sld:Name>
   <sld:Title>{1}</sld:Title>
   <sld:Abstract>{2}</sld:Abstract>
   <sld:FeatureTypeStyle>
    <sld:Rule>
     <sld:RasterSymbolizer>
      <sld:ColorMap type="{3}">
{4}      </sld:ColorMap>
{5}     </sld:RasterSymbolizer>
    </sld:Rule>
   </sld:FeatureTypeStyle>
  </sld:UserStyle>
 </sld:NamedLayer>
</sld:StyledLayerDescriptor>
)",
        core::xml_escaped(style.name), joined(style.title), joined(style.note),
        style.kind == StyleKind::values ? "values" : "intervals", entries, hatched);
}

}  // namespace riskmap::style
