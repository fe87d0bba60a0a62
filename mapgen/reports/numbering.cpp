#include "mapgen/reports/numbering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/core/xml_text.hpp"
#include "mapgen/reports/html_tree.hpp"

namespace riskmap::reports {
namespace {

/// A text that takes the place of some bytes of the source.
struct Edit {
    std::size_t at = 0;
    std::size_t length = 0;
    std::string text;
};

struct Heading {
    std::size_t at = 0;
    int level = 2;
    std::string id;
    std::string text;
};

class Numbering {
  public:
    Numbering(const std::string& html, sheets::Language language, const std::string& source)
        : html_(html), zh_(language == sheets::Language::zh), source_(source) {}

    std::string run() {
        pugi::xml_document document;
        load_html(document, html_, source_);
        walk(document);
        fill_contents();
        fill_references();
        return edited();
    }

  private:
    static std::size_t offset(const pugi::xml_node& node) {
        return static_cast<std::size_t>(node.offset_debug());
    }

    void walk(const pugi::xml_node& parent) {
        for (const auto& node : parent.children()) {
            const std::string name = node.name();
            if (name == "h2" || name == "h3") {
                heading(node, name[1] - '0');
            } else if (name == "caption") {
                ++tables_;
                numbered_part(node, node.parent(), zh_ ? "表" : "Table", tables_);
            } else if (name == "figcaption") {
                ++figures_;
                numbered_part(node, node.parent(), zh_ ? "图" : "Figure", figures_);
            } else if (name == "nav") {
                contents_ = node;
            } else if (name == "a" && node.first_child().empty()) {
                references_.push_back(node);
            }
            walk(node);
        }
    }

    void heading(const pugi::xml_node& node, int level) {
        const std::string number = heading_number(node, level);
        std::string id = node.attribute("id").value();
        if (id.empty()) {
            id = fmt::format("section-{}", headings_.size() + 1);
            edits_.push_back({offset(node) + 2, 0, fmt::format(" id=\"{}\"", id)});
        }
        const std::string text = number.empty() ? text_of(node) : number + " " + text_of(node);
        headings_.push_back({offset(node), level, id, text});
        if (number.empty()) return;
        put_before(node, number + " ");
        if (in_appendix_ && level == 2) {
            numbers_[id] = number;
        } else {
            numbers_[id] = zh_ ? "第 " + number + " 节" : "section " + number;
        }
    }

    std::string heading_number(const pugi::xml_node& node, int level) {
        if (has_class(node, "plain")) return "";
        if (level == 3)
            return fmt::format("{}.{}", in_appendix_ ? appendix() : fmt::to_string(sections_), ++parts_);
        parts_ = 0;
        in_appendix_ = has_class(node, "appendix");
        if (!in_appendix_) return fmt::to_string(++sections_);
        ++appendices_;
        return (zh_ ? "附录 " : "Appendix ") + appendix();
    }

    [[nodiscard]] std::string appendix() const {
        return std::string(1, static_cast<char>('A' + (appendices_ - 1) % 26));
    }

    void numbered_part(const pugi::xml_node& caption, const pugi::xml_node& whole, const char* word,
                       int number) {
        const std::string label = fmt::format("{} {}", word, number);
        put_before(caption, label + (zh_ ? "　" : ". "));
        const std::string id = whole.attribute("id").value();
        if (!id.empty()) numbers_.emplace(id, label);
    }

    void fill_contents() {
        if (!contents_) return;
        std::string list;
        for (const auto& heading : headings_) {
            if (heading.at < offset(contents_)) continue;
            list += fmt::format("<p class=\"contents-{}\"><a href=\"#{}\">{}</a></p>\n", heading.level,
                                core::xml_escaped(heading.id), core::xml_escaped(heading.text));
        }
        put_before(contents_, "\n" + list);
    }

    void fill_references() {
        for (const auto& node : references_) {
            const std::string address = node.attribute("href").value();
            const auto found = address.starts_with('#') ? numbers_.find(address.substr(1)) : numbers_.end();
            if (found == numbers_.end()) {
                std::vector<std::string> ids;
                for (const auto& [id, number] : numbers_) ids.push_back("#" + id);
                throw core::data_error("{}: nothing numbered has the id of <a href=\"{}\"/>{}", source_,
                                       address, core::suggestion(address, ids));
            }
            put_before(node, found->second);
        }
    }

    /// Before what an element holds; one without an end tag of its own gets it.
    void put_before(const pugi::xml_node& node, const std::string& text) {
        const std::size_t end = end_of_tag(offset(node));
        if (html_[end - 1] == '/') {
            edits_.push_back({end - 1, 2, fmt::format(">{}</{}>", text, node.name())});
        } else {
            edits_.push_back({end + 1, 0, text});
        }
    }

    [[nodiscard]] std::size_t end_of_tag(std::size_t at) const {
        char quote = 0;
        for (; at < html_.size(); ++at) {
            const char c = html_[at];
            if (quote != 0) {
                if (c == quote) quote = 0;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                break;
            }
        }
        return at;
    }

    std::string edited() {
        std::stable_sort(edits_.begin(), edits_.end(),
                         [](const Edit& a, const Edit& b) { return a.at < b.at; });
        std::string out;
        std::size_t from = 0;
        for (const auto& edit : edits_) {
            out += html_.substr(from, edit.at - from) + edit.text;
            from = edit.at + edit.length;
        }
        return out + html_.substr(from);
    }

    const std::string& html_;
    bool zh_;
    const std::string& source_;
    std::vector<Edit> edits_;
    std::vector<Heading> headings_;
    std::map<std::string, std::string> numbers_;  ///< by the id of what they number
    std::vector<pugi::xml_node> references_;
    pugi::xml_node contents_;
    bool in_appendix_ = false;
    int sections_ = 0;
    int parts_ = 0;
    int appendices_ = 0;
    int tables_ = 0;
    int figures_ = 0;
};

}  // namespace

std::string numbered(const std::string& html, sheets::Language language, const std::string& source) {
    return Numbering(html, language, source).run();
}

}  // namespace riskmap::reports
