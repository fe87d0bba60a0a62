#include "mapgen/sheets/notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geocore/core/text.hpp"
#include "mapgen/sheets/symbols.hpp"

namespace riskmap::sheets {
namespace {

class NoteWriter {
  public:
    explicit NoteWriter(const MapRequest& request)
        : facts_(request.facts), layer_(request.layer), w_(request.words), zh_(w_.language == Language::zh) {}

    [[nodiscard]] std::vector<std::string> lines() const {
        std::vector<std::string> all{data(), method(), uncertainty()};
        all.push_back(limits());
        const bool risk = !layer_.pollutant;
        if (risk && !facts_.toxicity.empty())
            all.push_back(labelled(w_.toxicity, core::join(facts_.toxicity, "; ")));
        if (layer_.scenario) all.push_back(scenario());
        if (risk) {
            for (const auto& row : facts_.not_estimable) all.push_back(not_estimable(row));
        }
        all.push_back(facts_.has_risks()
                          ? fmt::format("{}{}{}", w_.caption, zh_ ? "。" : ". ", w_.default_classes)
                          : std::string(w_.caption_ambient));
        all.push_back(labelled(w_.run, fmt::format("{} · mapgen {}", facts_.manifest.id, RISKMAP_VERSION)));
        all.erase(std::remove(all.begin(), all.end(), std::string()), all.end());
        return all;
    }

  private:
    [[nodiscard]] std::string labelled(const std::string& label, const std::string& text) const {
        return label + (zh_ ? "：" : ": ") + text;
    }

    [[nodiscard]] std::string data() const {
        std::string text = facts_.period_start + (zh_ ? " 至 " : " to ") + facts_.period_end;
        if (!facts_.pollutants.empty()) {
            const auto word = facts_.pollutants.front().representativeness;
            if (!word.empty()) text += fmt::format(" ({})", representativeness_name(word, w_.language));
        }
        const auto& stations = facts_.stations;
        text += zh_ ? fmt::format("；{} {} 个", w_.stations, stations.features.size())
                    : fmt::format("; {} {}", stations.features.size(), w_.stations);
        text += stations_of_substance();
        double least = 0;
        double most = 0;
        for (const auto& station : stations.features) {
            const double n = number_value(stations, station, "n_samples").value_or(0);
            least = least == 0 ? n : std::min(least, n);
            most = std::max(most, n);
        }
        if (most > 0) {
            const std::string range =
                least == most ? fmt::format("{:.0f}", most) : fmt::format("{:.0f}–{:.0f}", least, most);
            text += zh_ ? fmt::format("，{} {}", w_.samples_each, range)
                        : fmt::format(", {} {}", range, w_.samples_each);
        }
        return labelled(w_.period, text);
    }

    /// "，其中 10 个有该物质数据" where not every station has.
    [[nodiscard]] std::string stations_of_substance() const {
        const auto* substance = mapped();
        if (substance == nullptr || !substance->n_stations) return "";
        const auto all = static_cast<long long>(facts_.stations.features.size());
        const auto used = substance->n_used.value_or(*substance->n_stations);
        std::string text;
        if (*substance->n_stations != all) {
            text += zh_ ? fmt::format("(其中{} {} 个)", w_.stations_with, *substance->n_stations)
                        : fmt::format(" ({} {})", *substance->n_stations, w_.stations_with);
        }
        if (used != *substance->n_stations) {
            text += zh_ ? fmt::format("({} {} 个)", w_.stations_used, used)
                        : fmt::format(" ({} {})", used, w_.stations_used);
        }
        return text;
    }

    /// The layer's substance; null where it has none.
    [[nodiscard]] const Substance* mapped() const {
        for (const auto& p : facts_.pollutants) {
            if (layer_.pollutant && p.key == *layer_.pollutant) return &p;
        }
        return nullptr;
    }

    /// "GB 3095-2012 二级 24 h 平均 75 µg/m³": what the project knows, compared with nothing here.
    [[nodiscard]] std::string limits() const {
        const auto* substance = mapped();
        if (substance == nullptr || substance->limits.empty()) return "";
        std::vector<std::string> rows;
        bool same = false;
        for (const auto& limit : substance->limits) {
            rows.push_back(fmt::format(
                "{} {} {} {:g} {}", limit.source, limit_class_name(limit.applies_to, w_.language),
                averaging_name(limit.averaging, w_.language), limit.value, unit_name(limit.unit)));
            same = same || limit.averaging == substance->representativeness;
        }
        std::string text = core::join(rows, zh_ ? "；" : "; ");
        if (!same) text += fmt::format("{}{}{}", zh_ ? "(" : " (", w_.limits_apart, ")");
        return labelled(w_.limits, text);
    }

    /// "苯 ±24 %(48 站)": the root mean square of what is left out, as a share where logarithms were fitted.
    [[nodiscard]] std::string scores(const FieldFact& field, bool named) const {
        std::string text = named ? of(name_of(field.pollutant), w_.language) + " " : "";
        if (!field.scores || !field.scores->rmse) return text + "–";
        const auto& s = *field.scores;
        if (field.transform == "log") {
            text += fmt::format("±{:.0f} %", 100 * (std::exp(*s.rmse) - 1));
        } else {
            text += fmt::format("±{:.2g} {}", *s.rmse, unit_name(unit_of(field.pollutant)));
        }
        return text + (zh_ ? fmt::format("({} 站)", s.n) : fmt::format(" ({} stations)", s.n));
    }

    [[nodiscard]] std::string unit_of(const std::string& key) const {
        for (const auto& p : facts_.pollutants) {
            if (p.key == key) return p.unit;
        }
        return "";
    }

    [[nodiscard]] run::Text name_of(const std::string& key) const {
        for (const auto& p : facts_.pollutants) {
            if (p.key == key) return p.name;
        }
        return {key, key};
    }

    [[nodiscard]] std::string method() const {
        std::vector<std::string> methods;
        std::vector<std::string> crossed;
        for (const auto& field : facts_.fields) {
            if (field.method.empty() || (layer_.pollutant && field.pollutant != *layer_.pollutant)) continue;
            std::string name = method_name(field.method, w_.language);
            if (field.transform == "log") name += zh_ ? "(对数)" : " of logarithms";
            if (std::find(methods.begin(), methods.end(), name) == methods.end()) methods.push_back(name);
            crossed.push_back(scores(field, !layer_.pollutant));
        }
        return labelled(w_.method,
                        fmt::format("{}{}{} {}", core::join(methods, zh_ ? "、" : ", "), zh_ ? "；" : "; ",
                                    w_.left_out, core::join(crossed, zh_ ? "、" : ", ")));
    }

    [[nodiscard]] std::string uncertainty() const {
        const char* text = w_.uncertainty_level;
        if (layer_.id.starts_with("risk-level-upper")) text = w_.uncertainty_upper;
        if (layer_.pollutant) {
            text = facts_.layer("sd-" + *layer_.pollutant) != nullptr ? w_.uncertainty_field
                                                                      : w_.uncertainty_none;
        }
        return labelled(w_.uncertainty, text);
    }

    [[nodiscard]] std::string scenario() const {
        for (const auto& s : facts_.scenarios) {
            if (s.key != *layer_.scenario) continue;
            std::string text = fmt::format("{} ET {:g} h/d, EF {:g} d/a, ED {:g} a, LT {:g} a",
                                           of(s.name, w_.language), s.et_h, s.ef_d, s.ed_y, s.lifetime_y);
            if (s.key == "worker") text += std::string(zh_ ? "；" : "; ") + w_.worker_note;
            return labelled(w_.scenario, text);
        }
        return "";
    }

    [[nodiscard]] std::string not_estimable(const NotEstimable& row) const {
        std::string text = of(row.name, w_.language);
        for (const auto& field : facts_.fields) {
            if (field.pollutant != row.pollutant) continue;
            text += zh_ ? fmt::format(" ({}/{} {})", field.n_censored, field.n_samples, w_.below_limit)
                        : fmt::format(" ({} of {} {})", field.n_censored, field.n_samples, w_.below_limit);
        }
        // The upper level counts it at its detection limit; nothing else does.
        const bool upper = layer_.id.starts_with("risk-level-upper");
        if (const auto risk = at_detection_limit(row)) {
            text += fmt::format("{}{} {}", zh_ ? "，" : ", ", upper ? w_.at_limit : w_.risk_at_limit,
                                one_figure(*risk));
        }
        return labelled(upper ? w_.included : w_.not_included, text);
    }

    /// Of the layer's scenario, of the first one where it has none.
    [[nodiscard]] std::optional<double> at_detection_limit(const NotEstimable& row) const {
        std::string scenario = layer_.scenario.value_or("");
        if (scenario.empty() && !facts_.scenarios.empty()) scenario = facts_.scenarios.front().key;
        const auto risk = row.cancer_risk.find(scenario);
        return risk == row.cancer_risk.end() ? std::nullopt : std::optional(risk->second);
    }

    const RunFacts& facts_;
    const run::Layer& layer_;
    const Words& w_;
    bool zh_;
};

}  // namespace

std::vector<std::string> note_lines(const MapRequest& request) {
    return NoteWriter(request).lines();
}

void draw_notes(Canvas& canvas, const MapRequest& request, const PageLayout& layout) {
    const auto lines = note_lines(request);
    // The largest type in which everything fits.
    for (double size = 3.1; size >= 1.5; size -= 0.05) {
        const TextStyle style{.size = layout.text(size), .width = layout.notes.width};
        const double gap = layout.text(size) * 0.28;
        double height = 0;
        for (const auto& line : lines) height += canvas.measure(line, style).height + gap;
        if (height > layout.notes.height && size > 1.55) continue;
        double y = layout.notes.y;
        for (const auto& line : lines) y += canvas.text({layout.notes.x, y}, line, style).height + gap;
        return;
    }
}

void draw_signatures(Canvas& canvas, const RunFacts& facts, const Words& words, const PageLayout& layout) {
    const double f = layout.factor;
    const Rect& box = layout.signatures;
    const Pen rule{ink::kQuiet, 0.15 * f, {}};
    canvas.rectangle(box, nullptr, &rule);
    const auto& contact = of(facts.contact, words.language);
    const double row = box.height / (contact.empty() ? 4 : 5);
    double y = box.y;
    for (const char* who : {words.compiler, words.reviewer, words.approver}) {
        canvas.text({box.x + 1.5 * f, y + row / 2 - 1.5 * f}, who, TextStyle{.size = kLegendType * f});
        canvas.text({box.x + box.width * 0.62, y + row / 2 - 1.5 * f}, words.date,
                    TextStyle{.size = kLegendType * f, .colour = ink::kQuiet});
        y += row;
        canvas.line({{box.x, y}, {box.right(), y}}, rule);
    }
    canvas.line({{box.x + box.width * 0.6, box.y}, {box.x + box.width * 0.6, y}}, rule);
    std::string review = words.no_review;
    if (facts.review_number) review = std::string(words.review_number) + " " + *facts.review_number;
    if (facts.review_number && facts.manifest.audience != "public")
        review += std::string(" · ") + words.internal;
    const TextStyle style{.size = kLegendType * f,
                          .colour = facts.review_number ? ink::kText : ink::kMark,
                          .align = Align::centre,
                          .width = box.width - 2 * f};
    const double height = canvas.measure(review, style).height;
    canvas.text({box.x + 1 * f, y + (row - height) / 2}, review, style);
    if (contact.empty()) return;
    y += row;
    canvas.line({{box.x, y}, {box.right(), y}}, rule);
    TextStyle small{.size = kLegendType * f, .width = 0};
    const std::string line =
        std::string(words.contact) + (words.language == Language::zh ? "：" : ": ") + contact;
    const double wide = canvas.measure(line, small).width;
    if (wide > box.width - 3 * f) small.size *= (box.width - 3 * f) / wide;
    const double high = canvas.measure(line, small).height;
    canvas.text({box.x + 1.5 * f, y + (row - high) / 2}, line, small);
}

}  // namespace riskmap::sheets
