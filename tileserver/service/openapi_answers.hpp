#pragma once

#include <span>
#include <string_view>

namespace riskmap::tileserver::service {

/// A body that a route answers 200 with.
struct AnswerBody {
    std::string_view type;    ///< media type; empty: no more bodies
    std::string_view schema;  ///< of the components; empty: bytes
};

/// What a route answers beside 400 and the refusals that every route has, for its description.
struct RouteAnswers {
    std::string_view route;  ///< Route::id
    AnswerBody bodies[4];
    std::string_view statuses;  ///< "204 404", words of the components' responses
};

[[nodiscard]] const RouteAnswers& answers_of(std::string_view route);

}  // namespace riskmap::tileserver::service
