#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "geocore/core/input_file.hpp"
#include "geocore/core/text.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/visible_manifest.hpp"

namespace riskmap::tileserver::service {

/// Only what the manifest lists for this caller is opened: a restricted run lists its tables with the key
/// alone.
Answer get_table(Call& call) {
    const std::string file = call.path["file"];
    const auto manifest = nlohmann::json::parse(visible_manifest(*call.run, call.authorised));
    std::vector<std::string> names;
    for (const auto& entry : manifest.value("tables", nlohmann::json::array())) {
        const std::string path = entry.at("path").get<std::string>();
        if (path.starts_with("tables/")) names.push_back(path.substr(7));
    }
    if (std::find(names.begin(), names.end(), file) == names.end()) {
        if (names.empty() && !call.run->manifest.restricted.empty() && !call.authorised) {
            throw api::ApiError(api::ErrorCode::unauthorised,
                                "the run's tables are restricted; send Authorization: Bearer KEY");
        }
        throw api::ApiError(api::ErrorCode::route_unknown,
                            fmt::format("there is no table '{}'{}", file, core::suggestion(file, names)))
            .about("file", file, core::join(names, ", "));
    }
    auto bytes = core::read_file(call.run->folder / "tables" / file);
    if (!bytes)
        throw api::ApiError(api::ErrorCode::route_unknown,
                            fmt::format("the run has lost its table '{}'", file));
    const bool csv = file.ends_with(".csv");
    Answer answer =
        json_answer(*std::move(bytes), csv ? "text/csv; charset=utf-8" : "application/octet-stream");
    answer.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}\"", file));
    return answer;
}

}  // namespace riskmap::tileserver::service
