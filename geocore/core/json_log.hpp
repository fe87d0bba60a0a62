#pragma once

namespace riskmap::core {

/// Messages become one JSON object a line from now on: time, level, message.
void use_json_log();

}  // namespace riskmap::core
