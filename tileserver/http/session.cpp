#include "tileserver/http/session.hpp"

#include <fmt/format.h>

#include <array>

#include "tileserver/http/request_view.hpp"

namespace riskmap::tileserver::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

constexpr std::size_t kBytesPerWriteSecond = 16384;
constexpr int kLinger_s = 2;

}  // namespace

Session::Session(asio::ip::tcp::socket socket, Worker& worker) : socket_(std::move(socket)), worker_(worker) {
    place_ = worker_.sessions.insert(worker_.sessions.end(), this);
}

Session::~Session() {
    worker_.sessions.erase(place_);
    --worker_.connections;
}

void Session::set_deadline(int seconds) {
    deadline_ = worker_.now + std::chrono::seconds(seconds + 1);
}

void Session::start() {
    error_code ignored;
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    client_ = socket_.remote_endpoint(ignored).address().to_string();
    set_deadline(worker_.options.read_timeout_s);
    read();
}

void Session::start_refusing() {
    refuse(Refusal::overloaded);
}

void Session::read() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(worker_.options.max_header_bytes));
    parser_->body_limit(static_cast<std::uint64_t>(worker_.options.max_body_bytes));
    phase_ = Phase::reading;
    header_begun_ = false;
    beast::http::async_read_header(
        socket_, buffer_, *parser_,
        [self = shared_from_this()](const error_code& error, std::size_t) { self->on_header(error); });
}

void Session::on_header(const error_code& error) {
    if (!socket_.is_open()) return;
    began_ = Clock::now();
    if (error && !timed_out_ && skip_empty_lines()) return read();
    if (error) return on_read_error(error);
    const auto& header = parser_->get();
    if (header.target().size() > static_cast<std::size_t>(worker_.options.max_target_bytes)) {
        return refuse(Refusal::uri_too_long);
    }
    const auto hosts = header.count(beast::http::field::host);
    if (hosts > 1 || (header.version() >= 11 && hosts == 0)) return refuse(Refusal::no_host);
    // RFC 9112, 6.3: without "chunked" alone nobody can tell where such a body ends.
    const auto coding = header.find(beast::http::field::transfer_encoding);
    if (coding != header.end() && !beast::iequals(coding->value(), "chunked"))
        return refuse(Refusal::malformed);
    const auto expect = header.find(beast::http::field::expect);
    const bool expects = expect != header.end();
    if (expects && !beast::iequals(expect->value(), "100-continue"))
        return refuse(Refusal::unknown_expectation);
    if (parser_->is_done()) return dispatch();
    set_deadline(worker_.options.read_timeout_s);
    if (!expects) return read_body();
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(socket_, asio::buffer(kContinue),
                      [self = shared_from_this()](const error_code& failed, std::size_t) {
                          if (!failed) self->read_body();
                      });
}

void Session::read_body() {
    beast::http::async_read(socket_, buffer_, *parser_,
                            [self = shared_from_this()](const error_code& error, std::size_t) {
                                if (!self->socket_.is_open()) return;
                                error ? self->on_read_error(error) : self->dispatch();
                            });
}

void Session::on_read_error(const error_code& error) {
    if (timed_out_) return refuse(Refusal::timeout);
    if (error == beast::http::error::header_limit) {
        // No line has ended yet: the first one, with the address, is too long.
        const bool in_target = parser_->get().target().empty();
        return refuse(in_target ? Refusal::uri_too_long : Refusal::header_too_large);
    }
    if (error == beast::http::error::body_limit) return refuse(Refusal::body_too_large);
    const bool by_client = error == beast::http::error::end_of_stream ||
                           error == beast::http::error::partial_message ||
                           error.category() == boost::system::system_category() ||
                           error.category() == asio::error::get_misc_category();
    if (by_client) return close();
    refuse(Refusal::malformed);
}

/// Empty lines before a request line, which RFC 9112, 2.2 asks to ignore; the parser leaves them where they
/// are.
bool Session::skip_empty_lines() {
    if (!parser_->get().target().empty()) return false;
    const auto data = buffer_.cdata();
    std::string_view unread(static_cast<const char*>(data.data()), data.size());
    const std::size_t before = unread.size();
    while (unread.starts_with("\r\n")) unread.remove_prefix(2);
    buffer_.consume(before - unread.size());
    return unread.size() < before;
}

void Session::dispatch() {
    request_ = view_of(parser_->get());
    request_.client = client_;
    keep_ = parser_->get().keep_alive();
    head_only_ = request_.method == Method::head;
    if (Response ready = worker_.handler.ready(request_); ready.payload) return answer(std::move(ready));
    if (worker_.handler.is_heavy(request_)) return answer_heavy();
    answer(worker_.handler.handle(request_));
}

void Session::answer_heavy() {
    if (worker_.heavy_waiting.fetch_add(1) >= worker_.options.heavy_queue) {
        worker_.heavy_waiting.fetch_sub(1);
        return answer(worker_.handler.refuse(Refusal::overloaded, request_.target));
    }
    phase_ = Phase::working;
    deadline_ = Clock::time_point::max();
    asio::post(worker_.heavy_pool, [self = shared_from_this()]() mutable {
        auto& worker = self->worker_;
        Response response = worker.handler.handle(self->request_);
        worker.heavy_waiting.fetch_sub(1);
        asio::post(worker.context, [self = std::move(self), response = std::move(response)]() mutable {
            if (self->socket_.is_open()) self->answer(std::move(response));
        });
    });
}

void Session::refuse(Refusal reason) {
    request_ = Request{};
    request_.method = Method::other;
    request_.client = client_;
    head_only_ = false;
    keep_ = false;
    began_ = Clock::now();
    Response response = worker_.handler.refuse(reason, {});
    response.close = true;
    answer(std::move(response));
}

void Session::answer(Response response) {
    phase_ = Phase::writing;
    response_ = std::move(response);
    keep_ = keep_ && !response_.close && !worker_.stopping;
    id_.clear();
    fmt::format_to(std::back_inserter(id_), "{}-{:x}", worker_.id_prefix, ++worker_.requests);
    moment_.clear();
    moment_ += worker_.date_line;
    moment_ += "X-Request-Id: ";
    moment_ += id_;
    moment_ += keep_ ? "\r\nConnection: keep-alive\r\n\r\n" : "\r\nConnection: close\r\n\r\n";
    const auto& payload = *response_.payload;
    const std::string& head = response_.not_modified ? payload.not_modified_head : payload.head;
    const bool bodiless = head_only_ || response_.not_modified;
    const std::array<asio::const_buffer, 3> parts{
        asio::buffer(head), asio::buffer(moment_),
        bodiless ? asio::const_buffer() : asio::buffer(payload.body)};
    set_deadline(worker_.options.write_timeout_s +
                 static_cast<int>(payload.body.size() / kBytesPerWriteSecond));
    asio::async_write(socket_, parts, [self = shared_from_this()](const error_code& error, std::size_t) {
        self->on_written(error);
    });
}

void Session::on_written(const error_code& error) {
    if (!socket_.is_open()) return;
    worker_.handler.answered(request_, response_,
                             std::chrono::duration<double>(Clock::now() - began_).count(), id_);
    response_ = {};
    if (error) return close();
    if (!keep_) return linger();
    if (worker_.stopping) return close();
    set_deadline(worker_.options.idle_timeout_s);
    read();
}

/// Half-closes and reads what still comes for a moment, so that the client gets the answer and not a reset.
void Session::linger() {
    error_code ignored;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    if (phase_ != Phase::lingering) set_deadline(kLinger_s);
    phase_ = Phase::lingering;
    buffer_.clear();
    socket_.async_read_some(buffer_.prepare(4096),
                            [self = shared_from_this()](const error_code& error, std::size_t) {
                                error ? self->close() : self->linger();
                            });
}

/// The time for a header runs from its first byte, which a look each second is near enough to.
void Session::look(Clock::time_point now) {
    if (phase_ == Phase::reading && !header_begun_ && !is_waiting()) {
        header_begun_ = true;
        deadline_ = std::min(deadline_, now + std::chrono::seconds(worker_.options.read_timeout_s));
    }
    if (now >= deadline_) on_overdue();
}

bool Session::is_waiting() const {
    return phase_ == Phase::reading && buffer_.size() == 0 && !parser_->got_some();
}

void Session::drain() {
    if (is_waiting() || phase_ == Phase::lingering) close();
}

void Session::on_overdue() {
    if (phase_ != Phase::reading || is_waiting() || timed_out_) return close();
    timed_out_ = true;
    error_code ignored;
    socket_.cancel(ignored);  // the read ends with an error, and that with a 408
}

void Session::close() {
    error_code ignored;
    socket_.close(ignored);
}

}  // namespace riskmap::tileserver::http
