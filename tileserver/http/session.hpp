#pragma once

#include <atomic>
#include <chrono>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "tileserver/http/beast.hpp"
#include "tileserver/http/server.hpp"

namespace riskmap::tileserver::http {

class Session;
using Clock = std::chrono::steady_clock;

/// What the sessions of one thread share. Touched by that thread alone, except where said.
struct Worker {
    Worker(const ServerOptions& o, Handler& h, boost::asio::thread_pool& pool, std::atomic<int>& waiting)
        : options(o), handler(h), heavy_pool(pool), heavy_waiting(waiting) {}

    const ServerOptions& options;
    Handler& handler;
    boost::asio::thread_pool& heavy_pool;  ///< shared by all threads
    std::atomic<int>& heavy_waiting;       ///< shared by all threads
    std::atomic<int> connections{0};       ///< counted up by the thread that accepts
    std::list<Session*> sessions;          ///< outlives the context, whose handlers own them
    boost::asio::io_context context{1};
    boost::asio::steady_timer tick{context};
    Clock::time_point now = Clock::now();
    std::string date_line;  ///< "Date: ...\r\n", renewed each second
    std::string id_prefix;  ///< of request ids
    std::uint64_t requests = 0;
    bool stopping = false;
};

/// One connection: reads a request, answers it, again and again.
class Session : public std::enable_shared_from_this<Session> {
  public:
    Session(boost::asio::ip::tcp::socket socket, Worker& worker);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void start();
    /// Says 503 and hangs up.
    void start_refusing();
    /// Closes at once where it waits for a request, else after the answer under way.
    void drain();
    void close();
    /// Once a second: gives up what takes too long.
    void look(Clock::time_point now);

  private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void read();
    void on_header(const boost::system::error_code& error);
    [[nodiscard]] bool skip_empty_lines();
    void read_body();
    void on_read_error(const boost::system::error_code& error);
    void dispatch();
    void answer_heavy();
    void answer(Response response);
    void refuse(Refusal reason);
    void on_written(const boost::system::error_code& error);
    void linger();
    void on_overdue();
    void set_deadline(int seconds);
    [[nodiscard]] bool is_waiting() const;  ///< for a request of which nothing has come

    boost::asio::ip::tcp::socket socket_;
    Worker& worker_;
    std::list<Session*>::iterator place_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    Request request_;
    Response response_;
    std::string moment_;  ///< the header lines of this answer alone
    std::string id_;
    std::string client_;  ///< the peer's address
    Clock::time_point deadline_;
    Clock::time_point began_;
    enum class Phase { reading, working, writing, lingering };
    Phase phase_ = Phase::reading;
    bool header_begun_ = false;  ///< a byte of the next request was seen
    bool timed_out_ = false;
    bool head_only_ = false;
    bool keep_ = true;
};

}  // namespace riskmap::tileserver::http
