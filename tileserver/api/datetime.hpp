#pragma once

#include <string_view>

namespace riskmap::tileserver::api {

/// True for what OGC API Features (7.15.4) takes as `datetime`: an RFC 3339 date-time or full date that
/// exists, or an interval of two, the earlier first, of which one may be open (".." or nothing).
[[nodiscard]] bool is_datetime(std::string_view text);

}  // namespace riskmap::tileserver::api
