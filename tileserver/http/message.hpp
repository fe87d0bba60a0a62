#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace riskmap::tileserver::http {

enum class Method { get, head, options, post, other };

/// A request as the services see it; the views live as long as the call.
struct Request {
    Method method = Method::get;
    std::string_view target;
    std::string_view host;
    std::string_view accept;
    std::string_view accept_encoding;
    std::string_view authorization;
    std::string_view content_type;
    std::string_view if_none_match;
    std::string_view if_range;
    std::string_view range;
    std::string_view body;
    std::string_view client;  ///< its address
};

using Headers = std::vector<std::pair<std::string, std::string>>;

/// An answer as bytes, shared by all who ask for it: written as `head`, the lines of the moment (Date,
/// X-Request-Id, Connection), an empty line, `body`.
struct Payload {
    int status = 200;
    int route = 0;                  ///< the handler's own number, for metrics
    std::string head;               ///< status line and header lines, each with its CRLF
    std::string not_modified_head;  ///< the same for 304; empty where there is no ETag
    std::string etag;               ///< quoted; empty where there is none
    std::string body;
    bool ranged = false;  ///< parts of it may be asked for
    [[nodiscard]] std::size_t weight() const {
        return head.size() + not_modified_head.size() + etag.size() + body.size() + sizeof(Payload);
    }
};

struct Response {
    std::shared_ptr<const Payload> payload;
    bool not_modified = false;
    bool close = false;
};

/// Builds a payload; Content-Length and Server are added. A 304 keeps of `headers` what
/// caches need and which run it is of.
[[nodiscard]] std::shared_ptr<const Payload> make_payload(int status, std::string_view content_type,
                                                          std::string body, std::string_view etag,
                                                          const Headers& headers, int route,
                                                          bool ranged = false);
[[nodiscard]] std::string_view reason_phrase(int status);
/// True where an If-None-Match header names the entity tag (weak comparison) or is "*".
[[nodiscard]] bool matches_etag(std::string_view if_none_match, std::string_view etag);

/// Bytes first to last, both included, of a body.
struct ByteRange {
    std::size_t first = 0;
    std::size_t last = 0;
};
/// What a Range header asks of a body of `size` bytes. Malformed and multiple ranges are to be ignored.
enum class RangeVerdict { ignore, satisfiable, unsatisfiable };
[[nodiscard]] RangeVerdict parse_range(std::string_view header, std::size_t size, ByteRange& range);
/// The 206 made of a whole answer of 200.
[[nodiscard]] std::shared_ptr<const Payload> partial(const Payload& whole, const ByteRange& range);

/// What the connection itself has to refuse.
enum class Refusal {
    malformed,
    no_host,
    unknown_expectation,
    uri_too_long,
    header_too_large,
    body_too_large,
    overloaded,
    timeout
};

/// What the server asks. Called from several threads at a time; never throws.
class Handler {
  public:
    Handler() = default;
    virtual ~Handler() = default;
    Handler(const Handler&) = delete;
    Handler& operator=(const Handler&) = delete;

    /// Each of the server's threads calls it once, before its first request.
    virtual void thread_started() noexcept = 0;
    /// An answer that is there already; no payload where there is none.
    [[nodiscard]] virtual Response ready(const Request& request) noexcept = 0;
    [[nodiscard]] virtual Response handle(const Request& request) noexcept = 0;
    /// True for requests that may take longer than a tile: they run beside the connections' threads.
    [[nodiscard]] virtual bool is_heavy(const Request& request) const noexcept = 0;
    /// `target` is empty where no address was read.
    [[nodiscard]] virtual Response refuse(Refusal reason, std::string_view target) noexcept = 0;
    /// One answer is on its way: for metrics and the access log.
    virtual void answered(const Request& request, const Response& response, double seconds,
                          std::string_view request_id) noexcept = 0;
};

}  // namespace riskmap::tileserver::http
