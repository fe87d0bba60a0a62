#include "mapgen/artefacts/enterprise_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "mapgen/check/places_check.hpp"

namespace riskmap::artefacts {
namespace {

std::string write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw core::data_error("{}: cannot be written; is the disk full?", path.string());
    return core::sha256_hex(text);
}

}  // namespace

std::vector<NearReceptor> nearest_receptors(const sources::AssessedEnterprise& assessed,
                                            const PageContext& context) {
    constexpr std::size_t kMost = 5;
    std::vector<NearReceptor> all;
    if (assessed.points.empty()) return all;
    for (const auto& receptor : context.receptors) {
        NearReceptor near{&receptor, std::numeric_limits<double>::infinity(), ""};
        for (const auto& point : assessed.points) {
            const double distance =
                std::hypot(receptor.position.x - point.position.x, receptor.position.y - point.position.y);
            if (distance >= near.distance_m) continue;
            near.distance_m = distance;
            near.source = point.id;
        }
        all.push_back(near);
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.distance_m < b.distance_m; });
    all.resize(std::min(all.size(), kMost));
    return all;
}

std::vector<check::Finding> findings_of(const sources::AssessedEnterprise& assessed,
                                        const PageContext& context) {
    const auto& p = context.project;
    const std::string register_file = p.enterprises ? check::file_name(p, p.enterprises->file) : "";
    const std::string source_file = p.sources ? check::file_name(p, *p.sources) : "";
    const auto is_own = [&](const check::Finding& finding, const std::string& file, const std::string& id) {
        return finding.file == file && (finding.id == id || finding.other_id == id);
    };
    std::vector<check::Finding> own;
    for (const auto& finding : context.findings) {
        const bool of_source =
            std::any_of(assessed.points.begin(), assessed.points.end(),
                        [&](const auto& point) { return is_own(finding, source_file, point.id); });
        if (of_source || is_own(finding, register_file, assessed.enterprise.id)) own.push_back(finding);
    }
    for (auto& finding : own) finding.name.clear();  // the page names the enterprise itself
    return own;
}

PageIndex write_enterprise_pages(const std::filesystem::path& run,
                                 const std::vector<sources::AssessedEnterprise>& enterprises,
                                 const PageContext& context) {
    const auto folder = run / "enterprises";
    std::filesystem::create_directories(folder);
    auto pages = nlohmann::ordered_json::array();
    for (const auto& assessed : enterprises) {
        const std::string& id = assessed.enterprise.id;
        const std::string json = write_text(folder / (id + ".json"), enterprise_json(assessed, context));
        const std::string html = write_text(folder / (id + ".html"), enterprise_html(assessed, context));
        pages.push_back({{"enterprise", id},
                         {"grade", name(assessed.grading.grade)},
                         {"code", name(assessed.grading.code)},
                         {"status", assessed.release.released ? "released" : "draft"},
                         {"json", {{"path", id + ".json"}, {"sha256", json}}},
                         {"html", {{"path", id + ".html"}, {"sha256", html}}}});
    }
    const nlohmann::ordered_json index{{"rules_version", context.rules_version},
                                       {"synthetic", context.project.synthetic},
                                       {"enterprises", pages}};
    return {"enterprises/index.json", write_text(folder / "index.json", index.dump(2) + "\n"),
            static_cast<int>(enterprises.size()), context.rules_version};
}

}  // namespace riskmap::artefacts
