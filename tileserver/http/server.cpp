#include "tileserver/http/server.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <optional>
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

constexpr int kBacklog = 1024;

std::string date_line() {
    return fmt::format("Date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(std::time(nullptr)));
}

core::Error cannot_listen(const ServerOptions& options, const error_code& reason) {
    return core::data_error("--listen {}:{}: {}", options.address, options.port, reason.message());
}

void check_sessions(Worker& worker, Clock::time_point stop_at) {
    for (auto at = worker.sessions.begin(); at != worker.sessions.end();) {
        Session& session = **at++;
        if (worker.stopping) {
            worker.now >= stop_at ? session.close() : session.drain();
        } else {
            session.look(worker.now);
        }
    }
}

/// Gives way once before it sleeps: clients on the same machine then send more at a time, and both sides are
/// woken less often (304s over loopback, bench/tiles: from 0.86 to 1.2 times nginx).
void run_giving_way(asio::io_context& context) {
    while (!context.stopped()) {
        if (context.poll() > 0) continue;
        std::this_thread::yield();
        if (context.poll() == 0) context.run_one();
    }
}

}  // namespace

struct Server::State {
    State(ServerOptions o, Handler& h)
        : options(std::move(o)), handler(h), heavy_pool(static_cast<std::size_t>(options.heavy_threads)) {}

    ServerOptions options;
    Handler& handler;
    std::atomic<int> heavy_waiting{0};
    std::atomic<bool> stop_asked{false};
    std::vector<std::unique_ptr<Worker>> workers;
    asio::thread_pool heavy_pool;           ///< ends before the workers, whose sessions its waiting tasks own
    std::optional<tcp::acceptor> acceptor;  ///< on the first worker's context
    tcp::endpoint bound;
    bool accepting = false;  ///< touched by the first worker's thread alone

    void bind();
    void listen();
    void accept_next();
    void accept(tcp::socket socket, Worker& worker);
    void tick(Worker& worker);
    void run(Worker& worker);
    [[nodiscard]] Clock::time_point stop_at() const {
        return stopped.load() + std::chrono::seconds(options.drain_s);
    }

    std::atomic<Clock::time_point> stopped = Clock::time_point::max() - std::chrono::hours(1);
};

void Server::State::listen() {
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) throw cannot_listen(options, error);
    bound = {address, options.port};
    acceptor.emplace(workers.front()->context);
    if (!error) acceptor->open(bound.protocol(), error);
    if (!error) acceptor->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor->bind(bound, error);
    if (!error) acceptor->listen(kBacklog, error);
    if (error) throw cannot_listen(options, error);
    bound = acceptor->local_endpoint();
}

void Server::State::bind() {
    const std::uint32_t salt = std::random_device()();
    for (int i = 0; i < options.threads; ++i) {
        workers.push_back(std::make_unique<Worker>(options, handler, heavy_pool, heavy_waiting));
        workers.back()->id_prefix = fmt::format("{:08x}-{}", salt, i);
    }
    listen();
}

void Server::State::accept_next() {
    accepting = true;
    const auto fewer = [](const auto& a, const auto& b) { return a->connections < b->connections; };
    Worker& worker = **std::min_element(workers.begin(), workers.end(), fewer);
    acceptor->async_accept(worker.context, [this, &worker](const error_code& error, tcp::socket socket) {
        if (stop_asked || error == asio::error::operation_aborted) return;
        if (error) {  // out of descriptors, most likely: the next tick tries again
            accepting = false;
            return;
        }
        accept(std::move(socket), worker);
        accept_next();
    });
}

void Server::State::accept(tcp::socket socket, Worker& worker) {
    int open = 0;
    for (const auto& each : workers) open += each->connections;
    const bool full = open >= options.max_connections;
    ++worker.connections;
    asio::post(worker.context, [&worker, full, socket = std::move(socket)]() mutable {
        const auto session = std::make_shared<Session>(std::move(socket), worker);
        if (worker.stopping) return;
        full ? session->start_refusing() : session->start();
    });
}

void Server::State::tick(Worker& worker) {
    worker.now = Clock::now();
    worker.date_line = date_line();
    const bool is_first = &worker == workers.front().get();
    if (stop_asked && !worker.stopping) {
        worker.stopping = true;
        error_code ignored;
        if (is_first) acceptor->close(ignored);
    }
    check_sessions(worker, stop_at());
    if (worker.stopping && worker.sessions.empty()) return;
    if (worker.stopping && worker.now >= stop_at()) return worker.context.stop();
    if (is_first && !worker.stopping && !accepting) accept_next();
    worker.tick.expires_after(worker.stopping ? std::chrono::milliseconds(50)
                                              : std::chrono::milliseconds(1000));
    worker.tick.async_wait([this, &worker](const error_code&) { tick(worker); });
}

void Server::State::run(Worker& worker) {
    handler.thread_started();
    tick(worker);
    run_giving_way(worker.context);
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
