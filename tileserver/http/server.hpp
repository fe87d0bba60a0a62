#pragma once

#include <memory>
#include <string>

#include "tileserver/http/message.hpp"

namespace riskmap::tileserver::http {

struct ServerOptions {
    std::string address = "127.0.0.1";
    unsigned short port = 8080;  ///< 0: any free one
    int threads = 2;
    int heavy_threads = 1;
    int heavy_queue = 64;        ///< requests that may wait for a heavy thread; more are answered 503
    int max_connections = 4096;  ///< more are answered 503
    int max_header_bytes = 16384;
    int max_target_bytes = 4096;
    int max_body_bytes = 1 << 20;
    int idle_timeout_s = 30;   ///< from an answer to the whole header of the next request
    int read_timeout_s = 10;   ///< from connecting to the first whole header, and for a body
    int write_timeout_s = 30;  ///< and a second more per 16 KiB
    int drain_s = 3;           ///< what a stop waits for answers under way
};

/// HTTP/1.1 over TCP: one event loop per thread; the first one accepts and hands each connection to the
/// thread that has the fewest. With a listening socket per thread (SO_REUSEPORT) the kernel deals few
/// connections out unevenly: at 16 connections the p99 of drawn tiles was 6 to 10 ms so, and is 6 ms here
/// (bench/tiles).
class Server {
  public:
    /// Binds at once. @throws core::Error (data) naming the address and the system's reason.
    Server(ServerOptions options, Handler& handler);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// "127.0.0.1:8080", with the port that was really bound.
    [[nodiscard]] std::string address() const;
    /// Serves until stop() and until the answers under way are out, at most `drain_s` longer.
    void run();
    /// Safe to call from any thread.
    void stop();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace riskmap::tileserver::http
