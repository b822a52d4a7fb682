#pragma once

#include "net/resume.hpp"

#include <coroutine>
#include <utility>

namespace net {

/// Something that wants to hear that a stream is ready, or that time is up.
class Waker {
public:
    virtual void raise() = 0;

protected:
    Waker() = default;
    Waker(const Waker&) = default;
    Waker& operator=(const Waker&) = default;
    ~Waker() = default;
};

/// Where one coroutine waits for anything to happen: `co_await signal` returns once `raise` was
/// called since the last time. The waiter then looks for itself at what happened, so a wake-up too
/// many does no harm.
class Signal final : public Waker {
public:
    Signal() = default;
    Signal(const Signal&) = delete;
    Signal& operator=(const Signal&) = delete;
    ~Signal() = default;

    /// Resumes the waiter at once, or lets its next wait return at once. The signal may be gone
    /// when this returns.
    void raise() override {
        raised_ = true;
        if (const auto waiter = std::exchange(waiter_, nullptr)) {
            resume(waiter);
        }
    }

    // An awaiter of its own: g++ 12 copies one that is a member or comes from a call.
    auto operator co_await() noexcept {
        struct Wait {
            Signal& signal;
            [[nodiscard]] bool await_ready() const noexcept { return signal.raised_; }
            void await_suspend(std::coroutine_handle<> waiter) const noexcept {
                signal.waiter_ = waiter;
            }
            void await_resume() const noexcept { signal.raised_ = false; }
        };
        return Wait{*this};
    }

private:
    std::coroutine_handle<> waiter_;
    bool raised_ = false;
};

}   // namespace net
