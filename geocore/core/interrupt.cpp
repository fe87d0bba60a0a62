#include "geocore/core/interrupt.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "geocore/core/error.hpp"

namespace riskmap::core {
namespace {

volatile std::sig_atomic_t requested_flag = 0;
/// A byte in this pipe wakes the sleeper, whichever thread the signal interrupts.
std::array<int, 2> wake{-1, -1};

void on_signal(int /*signal*/) {
    const int saved = errno;
    requested_flag = 1;
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(wake[1], &byte, 1);
    errno = saved;
}

void handle(int signal, void (*handler)(int), int flags) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

}  // namespace

Interrupt::Interrupt() {
    requested_flag = 0;
    if (::pipe2(wake.data(), O_CLOEXEC | O_NONBLOCK) != 0) throw data_error("no pipe is left for signals");
    for (const int signal : {SIGINT, SIGTERM}) handle(signal, on_signal, SA_RESTART | SA_RESETHAND);
}

Interrupt::~Interrupt() {
    for (const int signal : {SIGINT, SIGTERM}) handle(signal, SIG_DFL, 0);
    for (auto& end : wake) {
        ::close(end);
        end = -1;
    }
}

bool Interrupt::requested() {
    return requested_flag != 0;
}

bool Interrupt::wait(std::chrono::milliseconds time) {
    pollfd end{wake[0], POLLIN, 0};
    if (!requested()) ::poll(&end, 1, static_cast<int>(time.count()));
    return requested();
}

}  // namespace riskmap::core
