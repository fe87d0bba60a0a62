#include "mapgen/reports/html_document.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/core/xml_text.hpp"
#include "mapgen/reports/figures.hpp"
#include "mapgen/reports/html_tree.hpp"

namespace riskmap::reports {
namespace {

constexpr std::string_view kMap = "map:";
constexpr double kHtmlDpi = 200;

/// Walks through the body.
class Reader {
  public:
    explicit Reader(const std::string& source) : source_(source) {}

    void read(const pugi::xml_node& parent) {
        for (const auto& node : parent.children()) {
            if (node.type() == pugi::node_pcdata && core::trim(node.value()).empty()) continue;
            if (node.type() == pugi::node_element) {
                element(node);
            } else if (node.type() == pugi::node_pcdata) {
                add(BlockKind::paragraph, core::xml_escaped(core::trim(node.value())));
            }
        }
    }
    [[nodiscard]] std::vector<Block> take() { return std::move(blocks_); }

  private:
    void element(const pugi::xml_node& node) {
        const std::string name = node.name();
        const std::string style_class = node.attribute("class").value();
        if (has_class(node, "page-break")) blocks_.push_back({BlockKind::page_break, 0, {}, {}, {}, {}});
        if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '4') {
            add(BlockKind::heading, text_of(node), style_class, name[1] - '0');
        } else if (name == "p" || name == "figcaption" || name == "pre") {
            add(BlockKind::paragraph, markup_of(node), name == "p" ? style_class : name);
        } else if (name == "li") {
            add(BlockKind::item, markup_of(node));
        } else if (name == "table") {
            table(node);
        } else if (name == "img") {
            map(node);
        } else if (name == "nav") {
            blocks_.push_back({BlockKind::contents, 0, {}, {}, {}, {}});
        } else if (name == "div" || name == "section" || name == "figure" || name == "ul" || name == "ol" ||
                   name == "header" || name == "footer") {
            read(node);
        } else {
            const std::vector<std::string> known{"h1",  "h2",  "h3",    "h4",      "p",      "ul",
                                                 "ol",  "li",  "table", "figure",  "img",    "figcaption",
                                                 "nav", "pre", "div",   "section", "header", "footer"};
            throw core::data_error("{}: <{}> is not known here{}", source_, name,
                                   core::suggestion(name, known));
        }
    }

    void add(BlockKind kind, std::string text, std::string style_class = {}, int level = 0) {
        if (text.empty()) return;
        blocks_.push_back({kind, level, std::move(text), std::move(style_class), {}, {}});
    }

    void map(const pugi::xml_node& node) {
        const std::string_view address = node.attribute("src").value();
        if (!address.starts_with(kMap)) {
            throw core::data_error("{}: <img src=\"{}\"> is not allowed; src=\"map:LAYER\" is expected",
                                   source_, address);
        }
        add(BlockKind::map, std::string(address.substr(kMap.size())));
    }

    void table(const pugi::xml_node& node) {
        Block block;
        block.kind = BlockKind::table;
        block.style_class = node.attribute("class").value();
        block.text = markup_of(node.child("caption"));
        for (const auto& found : node.select_nodes(".//col")) {
            block.shares.push_back(found.node().attribute("data-share").as_double(1));
        }
        std::size_t columns = block.shares.size();
        for (const auto& found : node.select_nodes(".//tr")) {
            auto& row = block.rows.emplace_back();
            for (const auto& cell : found.node().children()) {
                if (cell.type() != pugi::node_element) continue;
                row.push_back({markup_of(cell), std::strcmp(cell.name(), "th") == 0,
                               std::strcmp(cell.attribute("class").value(), "number") == 0,
                               cell.attribute("data-colour").value()});
            }
            columns = std::max(columns, row.size());
        }
        block.shares.resize(columns, 1);
        if (columns > 0) blocks_.push_back(std::move(block));
    }

    const std::string& source_;
    std::vector<Block> blocks_;
};

}  // namespace

HtmlDocument parse_html(const std::string& html, const std::string& source) {
    pugi::xml_document document;
    load_html(document, html, source);
    const auto body = document.child("html").child("body");
    if (!body) throw core::data_error("{}: <html> with <body> is expected", source);
    Reader reader(source);
    reader.read(body);
    return {text_of(document.child("html").child("head").child("title")), reader.take()};
}

std::string with_pictures(const std::string& html, const ReportSource& source) {
    constexpr std::string_view kSource = "src=\"map:";
    std::string out;
    std::size_t from = 0;
    for (auto at = html.find(kSource); at != std::string::npos; at = html.find(kSource, from)) {
        const auto begin = at + kSource.size();
        const auto end = html.find('"', begin);
        out += html.substr(from, at - from) + "src=\"data:image/png;base64," +
               core::base64(figure_png(source, html.substr(begin, end - begin), kHtmlDpi)) + "\"";
        from = end + 1;
    }
    return out + html.substr(from);
}

}  // namespace riskmap::reports
