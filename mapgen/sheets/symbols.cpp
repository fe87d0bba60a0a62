#include "mapgen/sheets/symbols.hpp"

namespace riskmap::sheets {
namespace {

bool mentions(const std::string& text, std::initializer_list<const char*> words) {
    for (const char* word : words) {
        if (text.find(word) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

Symbol receptor_symbol(const std::string& type) {
    if (mentions(type, {"医院", "卫生", "hospital", "clinic"})) return Symbol::hospital;
    if (mentions(type, {"学", "幼儿园", "school", "kindergarten", "college"})) return Symbol::school;
    return Symbol::receptor;
}

void draw_symbol(Canvas& canvas, Symbol symbol, grid::Point at, double r, const style::Colour* fill) {
    const Pen outline{ink::kText, r * 0.24, {}};
    const Pen rim{ink::kWhite, r * 0.3, {}};
    const style::Colour* inside = fill != nullptr ? fill : &ink::kWhite;
    switch (symbol) {
        case Symbol::station:
            canvas.circle(at, r * 0.75, &ink::kText, &rim);
            return;
        case Symbol::hospital: {
            canvas.rectangle({at.x - r * 0.9, at.y - r * 0.9, 1.8 * r, 1.8 * r}, inside, &outline);
            const Pen cross{fill != nullptr ? ink::kText : ink::kMark, r * 0.42, {}};
            canvas.line({{at.x - r * 0.55, at.y}, {at.x + r * 0.55, at.y}}, cross);
            canvas.line({{at.x, at.y - r * 0.55}, {at.x, at.y + r * 0.55}}, cross);
            return;
        }
        case Symbol::school:
            canvas.polygon({{{at.x, at.y - r}, {at.x + r, at.y + 0.8 * r}, {at.x - r, at.y + 0.8 * r}}},
                           inside, &outline);
            return;
        case Symbol::receptor:
            canvas.circle(at, r * 0.75, inside, &outline);
            return;
        case Symbol::berth: {
            const Pen edge{fill != nullptr ? ink::kBerth : ink::kWhite, r * 0.24, {}};
            canvas.polygon({{{at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, {at.x - r, at.y}}},
                           fill != nullptr ? fill : &ink::kBerth, &edge);
            return;
        }
    }
}

}  // namespace riskmap::sheets
