// WMTS' keys and values, as they stand after "/wmts?".
#include <string>

#include "app.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string target = "/wmts?" + std::string(reinterpret_cast<const char*>(data), size);
    riskmap::tileserver::http::Request request;
    request.target = target;
    request.host = "fuzz";
    riskmap::fuzz::ask(request);
    return 0;
}
