#include "tileserver/service/wmts_capabilities.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <sstream>

#include "geocore/run/fixed_words.hpp"
#include "tileserver/service/tile_drawing.hpp"

namespace riskmap::tileserver::service {
namespace {

namespace geo = riskmap::tiles;
using pugi::xml_node;

xml_node add(xml_node parent, const char* name, const std::string& text) {
    xml_node node = parent.append_child(name);
    node.text().set(text.c_str());
    return node;
}

std::string to_text(const pugi::xml_document& document) {
    std::ostringstream out;
    document.save(out, " ", pugi::format_indent, pugi::encoding_utf8);
    return out.str();
}

xml_node root_of(pugi::xml_document& document, const char* name) {
    auto declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    return document.append_child(name);
}

std::string crs_urn(const geo::TileMatrixSet& set) {
    if (set.crs == "OGC:CRS84") return "urn:ogc:def:crs:OGC:1.3:CRS84";
    return "urn:ogc:def:crs:EPSG::" + set.crs.substr(set.crs.find(':') + 1);
}

void add_operation(xml_node metadata, const char* name, const std::string& address) {
    auto operation = metadata.append_child("ows:Operation");
    operation.append_attribute("name") = name;
    auto get = operation.append_child("ows:DCP").append_child("ows:HTTP").append_child("ows:Get");
    get.append_attribute("xlink:href") = address.c_str();
    auto constraint = get.append_child("ows:Constraint");
    constraint.append_attribute("name") = "GetEncoding";
    add(constraint.append_child("ows:AllowedValues"), "ows:Value", "KVP");
}

void add_limits(xml_node link, const ServedLayer& layer, const geo::TileMatrixSet& set) {
    auto all = link.append_child("TileMatrixSetLimits");
    for (const auto& limit : tile_limits(layer, set)) {
        auto one = all.append_child("TileMatrixLimits");
        add(one, "TileMatrix", limit.matrix);
        add(one, "MinTileRow", std::to_string(limit.row0));
        add(one, "MaxTileRow", std::to_string(limit.row1));
        add(one, "MinTileCol", std::to_string(limit.column0));
        add(one, "MaxTileCol", std::to_string(limit.column1));
    }
}

void add_resource(xml_node node, const char* type, const char* format, const std::string& address) {
    auto url = node.append_child("ResourceURL");
    url.append_attribute("format") = format;
    url.append_attribute("resourceType") = type;
    url.append_attribute("template") = address.c_str();
}

void add_layer(xml_node contents, const Call& call, const ServedLayer& layer) {
    auto node = contents.append_child("Layer");
    const auto& meta = layer.meta;
    add(node, "ows:Title", meta.title.zh + " / " + meta.title.en);
    auto box = node.append_child("ows:WGS84BoundingBox");
    const auto& b = layer.drawable->lonlat;
    add(box, "ows:LowerCorner", fmt::format("{} {}", b.xmin, b.ymin));
    add(box, "ows:UpperCorner", fmt::format("{} {}", b.xmax, b.ymax));
    add(node, "ows:Identifier", meta.id);
    bool first = true;
    for (const auto& palette : layer.palettes) {
        auto style = node.append_child("Style");
        style.append_attribute("isDefault") = first;
        first = false;
        add(style, "ows:Title", palette->style.title.zh + " / " + palette->style.title.en);
        add(style, "ows:Identifier", palette->id);
        auto legend = style.append_child("LegendURL");
        legend.append_attribute("format") = "image/png";
        legend.append_attribute("xlink:href") =
            call.link("/legend/" + meta.id + ".png?style=" + palette->id).c_str();
    }
    for (const auto& format : tile_formats()) {
        if (format.picture) add(node, "Format", std::string(format.type));
    }
    add(node, "InfoFormat", "application/json");
    for (const auto& set : geo::matrix_sets()) {
        auto link = node.append_child("TileMatrixSetLink");
        add(link, "TileMatrixSet", set.id);
        add_limits(link, layer, set);
    }
    const std::string base =
        call.link("/wmts/1.0.0/" + meta.id + "/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}");
    for (const auto& format : tile_formats()) {
        if (format.picture)
            add_resource(node, "tile", std::string(format.type).c_str(), base + std::string(format.ending));
    }
    add_resource(node, "FeatureInfo", "application/json", base + "/{J}/{I}.json");
}

void add_matrix_set(xml_node contents, const geo::TileMatrixSet& set) {
    auto node = contents.append_child("TileMatrixSet");
    add(node, "ows:Title", set.title);
    add(node, "ows:Identifier", set.id);
    add(node, "ows:SupportedCRS", crs_urn(set));
    if (set.registered) {
        add(node, "WellKnownScaleSet",
            set.projection == geo::Projection::web_mercator ? "urn:ogc:def:wkss:OGC:1.0:GoogleMapsCompatible"
                                                            : "urn:ogc:def:wkss:OGC:1.0:GoogleCRS84Quad");
    }
    const auto corner = set.latitude_first ? fmt::format("{} {}", set.origin.y, set.origin.x)
                                           : fmt::format("{} {}", set.origin.x, set.origin.y);
    for (const auto& matrix : set.matrices) {
        auto one = node.append_child("TileMatrix");
        add(one, "ows:Identifier", matrix.id);
        add(one, "ScaleDenominator", fmt::format("{}", matrix.scale_denominator));
        add(one, "TopLeftCorner", corner);
        add(one, "TileWidth", std::to_string(geo::TileMatrixSet::kTileSize));
        add(one, "TileHeight", std::to_string(geo::TileMatrixSet::kTileSize));
        add(one, "MatrixWidth", std::to_string(matrix.width));
        add(one, "MatrixHeight", std::to_string(matrix.height));
    }
}

void add_identification(xml_node root, const run::Manifest& manifest) {
    auto service = root.append_child("ows:ServiceIdentification");
    add(service, "ows:Title", manifest.project_title.zh + " / " + manifest.project_title.en);
    if (manifest.synthetic) add(service, "ows:Abstract", run::kSyntheticMark);
    add(service, "ows:ServiceType", "OGC WMTS");
    add(service, "ows:ServiceTypeVersion", "1.0.0");
}

/// Whom the project names as its contact; nothing where it names none.
void add_provider(xml_node root, const run::Manifest& manifest) {
    const auto document = nlohmann::json::parse(manifest.document);
    const auto word = [&](const char* language) {
        const auto at = nlohmann::json::json_pointer(std::string("/project/contact/") + language);
        return document.contains(at) && document[at].is_string() ? document[at].get<std::string>()
                                                                 : std::string();
    };
    if (word("zh").empty() && word("en").empty()) return;
    const auto name = word("zh") + " / " + word("en");
    auto provider = root.append_child("ows:ServiceProvider");
    add(provider, "ows:ProviderName", name);
    add(provider.append_child("ows:ServiceContact"), "ows:IndividualName", name);
}

void add_contents(xml_node root, const Call& call) {
    auto contents = root.append_child("Contents");
    for (const auto& layer : call.run->layers) {
        if (call.may_see(layer)) add_layer(contents, call, layer);
    }
    for (const auto& set : geo::matrix_sets()) add_matrix_set(contents, set);
}

}  // namespace

std::string wmts_capabilities(const Call& call, const WmtsSections& sections) {
    pugi::xml_document document;
    auto root = root_of(document, "Capabilities");
    root.append_attribute("xmlns") = "http://www.opengis.net/wmts/1.0";
    root.append_attribute("xmlns:ows") = "http://www.opengis.net/ows/1.1";
    root.append_attribute("xmlns:xlink") = "http://www.w3.org/1999/xlink";
    root.append_attribute("version") = "1.0.0";
    if (sections.identification) add_identification(root, call.run->manifest);
    if (sections.provider) add_provider(root, call.run->manifest);
    if (sections.operations) {
        auto operations = root.append_child("ows:OperationsMetadata");
        for (const char* name : {"GetCapabilities", "GetTile", "GetFeatureInfo"}) {
            add_operation(operations, name, call.link("/wmts?"));
        }
    }
    if (sections.contents) add_contents(root, call);
    auto metadata = root.append_child("ServiceMetadataURL");
    metadata.append_attribute("xlink:href") = call.link("/wmts/1.0.0/WMTSCapabilities.xml").c_str();
    return to_text(document);
}

std::string wmts_exception(const std::string& code, const std::string& locator, const std::string& text) {
    pugi::xml_document document;
    auto root = root_of(document, "ows:ExceptionReport");
    root.append_attribute("xmlns:ows") = "http://www.opengis.net/ows/1.1";
    root.append_attribute("version") = "1.1.0";
    root.append_attribute("xml:lang") = "en";
    auto exception = root.append_child("ows:Exception");
    exception.append_attribute("exceptionCode") = code.c_str();
    if (!locator.empty()) exception.append_attribute("locator") = locator.c_str();
    add(exception, "ows:ExceptionText", text);
    return to_text(document);
}

}  // namespace riskmap::tileserver::service
