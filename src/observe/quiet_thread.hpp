#pragma once

#include <csignal>
#include <pthread.h>
#include <thread>
#include <utility>

namespace observe {

/// Holds all signals back from the calling thread, and from the threads it starts meanwhile.
class SignalsHeld {
public:
    SignalsHeld() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~SignalsHeld() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    SignalsHeld(const SignalsHeld&) = delete;
    SignalsHeld& operator=(const SignalsHeld&) = delete;

private:
    sigset_t before_{};
};

/// Starts a thread that no signal is delivered to: they are for the main thread. A write to a
/// pipe without a reader is then an error and no SIGPIPE.
template <typename Body>
[[nodiscard]] std::thread quiet_thread(Body body) {
    const SignalsHeld held;
    return std::thread(std::move(body));
}

}   // namespace observe
