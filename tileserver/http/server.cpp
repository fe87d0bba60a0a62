#include "tileserver/http/server.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <random>
#include <thread>
#include <vector>

#include "geocore/core/error.hpp"
#include "tileserver/http/session.hpp"

namespace riskmap::tileserver::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;
constexpr int kBacklog = 1024;

std::string date_line() {
    return fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(std::time(nullptr)));
}

core::Error cannot_listen(const ServerOptions& options, const error_code& reason) {
    return core::data_error("--listen {}:{}: {}", options.address, options.port, reason.message());
}

void listen(Worker& worker, const tcp::endpoint& endpoint) {
    error_code error;
    auto& acceptor = worker.acceptor;
    if (!error) acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.set_option(ReusePort(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(kBacklog, error);
    if (error) throw cannot_listen(worker.options, error);
}

/// SO_REUSEPORT lets our own threads share a port, and would let a second server take half of our clients in
/// silence.
void refuse_busy_port(const ServerOptions& options, const tcp::endpoint& endpoint) {
    if (endpoint.port() == 0) return;
    asio::io_context context;
    tcp::acceptor probe(context);
    error_code error;
    probe.open(endpoint.protocol(), error);
    if (!error) probe.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) probe.bind(endpoint, error);
    if (!error) probe.listen(1, error);
    if (error) throw cannot_listen(options, error);
}

void accept_next(Worker& worker) {
    worker.accepting = true;
    worker.acceptor.async_accept([&worker](const error_code& error, tcp::socket socket) {
        if (worker.stopping || error == asio::error::operation_aborted) return;
        if (error) {  // out of descriptors, most likely: the next tick tries again
            worker.accepting = false;
            return;
        }
        const bool full =
            worker.connections.load(std::memory_order_relaxed) >= worker.options.max_connections;
        const auto session = std::make_shared<Session>(std::move(socket), worker);
        full ? session->start_refusing() : session->start();
        accept_next(worker);
    });
}

void check_sessions(Worker& worker, Clock::time_point stop_at) {
    for (auto at = worker.sessions.begin(); at != worker.sessions.end();) {
        Session& session = **at++;
        if (worker.stopping) {
            worker.now >= stop_at ? session.close() : session.drain();
        } else if (session.is_overdue(worker.now)) {
            session.on_overdue();
        }
    }
}

}  // namespace

struct Server::State {
    State(ServerOptions o, Handler& h)
        : options(std::move(o)), handler(h), heavy_pool(static_cast<std::size_t>(options.heavy_threads)) {}

    ServerOptions options;
    Handler& handler;
    std::atomic<int> heavy_waiting{0};
    std::atomic<int> connections{0};
    std::atomic<bool> stop_asked{false};
    std::vector<std::unique_ptr<Worker>> workers;
    asio::thread_pool heavy_pool;  ///< ends before the workers, whose sessions its waiting tasks own
    tcp::endpoint bound;

    void bind();
    void tick(Worker& worker);
    void run(Worker& worker);
    [[nodiscard]] Clock::time_point stop_at() const {
        return stopped + std::chrono::seconds(options.drain_s);
    }

    Clock::time_point stopped = Clock::time_point::max() - std::chrono::hours(1);
};

void Server::State::bind() {
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) throw cannot_listen(options, error);
    bound = {address, options.port};
    refuse_busy_port(options, bound);
    const std::uint32_t salt = std::random_device()();
    for (int i = 0; i < options.threads; ++i) {
        workers.push_back(std::make_unique<Worker>(options, handler, heavy_pool, heavy_waiting, connections));
        workers.back()->id_prefix = fmt::format("{:08x}-{}", salt, i);
        listen(*workers.back(), bound);
        if (i == 0) bound = workers.back()->acceptor.local_endpoint();
    }
}

void Server::State::tick(Worker& worker) {
    worker.now = Clock::now();
    worker.date_line = date_line();
    if (stop_asked && !worker.stopping) {
        worker.stopping = true;
        error_code ignored;
        worker.acceptor.close(ignored);
    }
    check_sessions(worker, stop_at());
    if (worker.stopping && worker.sessions.empty()) return;
    if (worker.stopping && worker.now >= stop_at()) return worker.context.stop();
    if (!worker.stopping && !worker.accepting) accept_next(worker);
    worker.tick.expires_after(worker.stopping ? std::chrono::milliseconds(50)
                                              : std::chrono::milliseconds(1000));
    worker.tick.async_wait([this, &worker](const error_code&) { tick(worker); });
}

void Server::State::run(Worker& worker) {
    handler.thread_started();
    tick(worker);
    worker.context.run();
}

Server::Server(ServerOptions options, Handler& handler)
    : state_(std::make_unique<State>(std::move(options), handler)) {
    state_->bind();
}

Server::~Server() = default;

std::string Server::address() const {
    const auto& endpoint = state_->bound;
    const std::string host = endpoint.address().to_string();
    return fmt::format("{}:{}", endpoint.address().is_v6() ? "[" + host + "]" : host, endpoint.port());
}

void Server::run() {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < state_->workers.size(); ++i) {
        threads.emplace_back([this, i] { state_->run(*state_->workers[i]); });
    }
    state_->run(*state_->workers.front());
    threads.clear();
    state_->heavy_pool.stop();
    state_->heavy_pool.join();
}

void Server::stop() {
    if (state_->stop_asked) return;
    state_->stopped = Clock::now();
    state_->stop_asked = true;
    for (const auto& worker : state_->workers) {
        asio::post(worker->context, [w = worker.get()] {
            error_code ignored;
            w->tick.cancel(ignored);
        });
    }
}

}  // namespace riskmap::tileserver::http
