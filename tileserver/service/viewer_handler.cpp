#include <nlohmann/json.hpp>

#include "tileserver/service/handlers.hpp"
#include "tileserver/service/services.hpp"

namespace riskmap::tileserver::service {

Answer get_viewer(Call& call) {
    const auto& config = call.services.config;
    const nlohmann::ordered_json document{{"base", config.base_map},
                                          {"tianditu", config.tianditu_key},
                                          {"gcj02", config.gcj02_url},
                                          {"xyz", config.xyz_url}};
    Answer answer = json_answer(document.dump(2) + "\n");
    answer.caching = Caching::revalidate;
    return answer;
}

}  // namespace riskmap::tileserver::service
