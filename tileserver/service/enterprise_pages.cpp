#include "tileserver/service/enterprise_pages.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/input_file.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::json;

constexpr const char* kFolder = "enterprises";
constexpr const char* kIndex = "enterprises/index.json";
/// Each of them closes the register where the run restricts it.
constexpr std::array kRegisterIds{"sources", "enterprises", "tables/enterprises.csv"};

PageFile file_of(const std::filesystem::path& folder, const json& entry, const std::string& index) {
    const auto name = entry.at("path").get<std::string>();
    if (name.empty() || name.front() == '.' || name.find_first_of("/\\") != std::string::npos) {
        throw core::data_error("{}: path '{}' is no plain file name", index, name);
    }
    return {folder / kFolder / name, entry.at("sha256").get<std::string>()};
}

std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

/// A page has one script of its own, behind everything that data says: no other one may run.
std::string script_source_of(const std::string& html) {
    constexpr std::string_view kBegin = "<script>";
    const auto begin = html.rfind(kBegin);
    const auto end = begin == std::string::npos ? begin : html.find("</script>", begin);
    if (end == std::string::npos) return "'none'";
    const std::string_view script =
        std::string_view(html).substr(begin + kBegin.size(), end - begin - kBegin.size());
    return "'sha256-" + core::base64(core::Sha256().update(script).bytes()) + "'";
}

ServedEnterprise read_entry(const std::filesystem::path& folder, const json& entry,
                            const std::string& index) {
    ServedEnterprise made;
    made.id = entry.at("enterprise").get<std::string>();
    made.grade = entry.at("grade").get<std::string>();
    made.code = entry.at("code").get<std::string>();
    made.status = entry.at("status").get<std::string>();
    made.json = file_of(folder, entry.at("json"), index);
    made.html = file_of(folder, entry.at("html"), index);
    made.script_source = script_source_of(read_page(made.html));
    const auto page = json::parse(read_page(made.json));
    made.zone = text_of(page, "zone");
    made.industry = text_of(page, "industry");
    if (const auto name = page.find("name"); name != page.end() && name->is_object()) {
        made.name = {text_of(*name, "zh"), text_of(*name, "en")};
    }
    return made;
}

}  // namespace

const ServedEnterprise* EnterprisePages::find(std::string_view id) const {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const auto& e) { return e.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

std::string read_page(const PageFile& file) {
    auto text = core::read_file(file.path);
    if (!text) throw core::data_error("{}: cannot be read", file.path.string());
    if (core::sha256_hex(*text) != file.sha256) {
        throw core::data_error("{}: its SHA-256 is not the one that the run names", file.path.string());
    }
    return *std::move(text);
}

EnterprisePages read_enterprise_pages(const std::filesystem::path& folder, const run::Manifest& manifest) {
    EnterprisePages pages;
    const std::string index = (folder / kIndex).string();
    try {
        const auto root = json::parse(manifest.document);
        const auto named = root.find("enterprise_pages");
        if (named == root.end() || !named->is_object()) return pages;
        if (named->at("path") != kIndex) {
            throw core::data_error("{}: enterprise_pages.path is '{}'; allowed: {}",
                                   (folder / "manifest.json").string(), named->at("path").dump(), kIndex);
        }
        const auto document = json::parse(read_page({index, named->at("sha256").get<std::string>()}));
        pages.present = true;
        pages.restricted = std::any_of(kRegisterIds.begin(), kRegisterIds.end(), [&](const char* id) {
            return std::find(manifest.restricted.begin(), manifest.restricted.end(), id) !=
                   manifest.restricted.end();
        });
        pages.rules_version = text_of(document, "rules_version");
        for (const auto& entry : document.at("enterprises")) {
            pages.entries.push_back(read_entry(folder, entry, index));
            auto& made = pages.entries.back();
            made.closed = manifest.audience == "public" && made.status != "released";
        }
    } catch (const json::exception& e) {
        throw core::data_error("{}: {}", index, e.what());
    }
    return pages;
}

}  // namespace riskmap::tileserver::service
