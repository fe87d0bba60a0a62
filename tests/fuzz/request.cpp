// Whole requests: bytes through the parser of the connections, then every route.
#include "app.hpp"
#include "target.hpp"
#include "tileserver/http/request_view.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace beast = boost::beast;
    beast::http::request_parser<beast::http::string_body> parser;
    parser.header_limit(16384);
    parser.body_limit(1U << 20U);
    parser.eager(true);
    boost::system::error_code error;
    std::size_t at = 0;
    while (at < size && !parser.is_done() && !error) {
        const auto used = parser.put(boost::asio::buffer(data + at, size - at), error);
        if (used == 0) break;
        at += used;
    }
    if (!error && parser.got_some() && !parser.is_done()) parser.put_eof(error);
    if (error || !parser.is_done()) return 0;
    riskmap::fuzz::ask(riskmap::tileserver::http::view_of(parser.get()));
    return 0;
}
