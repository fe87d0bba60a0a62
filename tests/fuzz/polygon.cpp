// Bodies of POST /statistics: GeoJSON of whatever shape.
#include <string>

#include "app.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string body(reinterpret_cast<const char*>(data), size);
    riskmap::tileserver::http::Request request;
    request.method = riskmap::tileserver::http::Method::post;
    request.target = "/statistics";
    request.host = "fuzz";
    request.body = body;
    riskmap::fuzz::ask(request);
    return 0;
}
