#include "mapgen/artefacts/enterprise_page.hpp"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"

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
