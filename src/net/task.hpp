#pragma once

#include "net/frame_pool.hpp"
#include "net/resume.hpp"

#include <coroutine>
#include <cstddef>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace net {

namespace detail {

/// Frames of tasks come from the thread's own pool.
struct PooledFrame {
    static void* operator new(std::size_t size) { return allocate_frame(size); }
    static void operator delete(void* frame, std::size_t size) noexcept { free_frame(frame, size); }
};

/// Leaves it to `resume` to go back to whoever awaits the task that ends here. A symmetric transfer
/// would do it from within this frame, which that other one frees: without optimisation g++ 12
/// makes a nested call of it and touches the frame again.
struct Finish {
    [[nodiscard]] static bool await_ready() noexcept { return false; }
    template <class Promise>
    static void await_suspend(std::coroutine_handle<Promise> self) noexcept {
        if (self.promise().caller) {
            next_to_resume = self.promise().caller;
        }
    }
    static void await_resume() noexcept {}
};

struct TaskPromiseBase : PooledFrame {
    std::coroutine_handle<> caller;
    std::exception_ptr failure;

    // Tasks start at once: one that ends without waiting costs its caller no suspension.
    static std::suspend_never initial_suspend() noexcept { return {}; }
    static Finish final_suspend() noexcept { return {}; }
    void unhandled_exception() noexcept { failure = std::current_exception(); }
};

template <class T>
struct TaskPromise : TaskPromiseBase {
    std::optional<T> value;

    template <class U>
    void return_value(U&& result) {
        value.emplace(std::forward<U>(result));
    }
    T take() { return std::move(*value); }
};

template <>
struct TaskPromise<void> : TaskPromiseBase {
    static void return_void() noexcept {}
    static void take() noexcept {}
};

}   // namespace detail

/// One step of a coroutine that is awaited by one other. It runs when called, up to its first
/// wait; it must be awaited, on the same thread, before its caller ends. Or an object keeps it as
/// its own life (proxy::HealthCheck) and nobody awaits it: then nobody hears of an exception
/// either, so it must let none out, and what waits in it goes when that object is destroyed. Asio's
/// awaitable costs 0.5 KiB more for each connection and 6 % of a request's instructions.
template <class T = void>
class [[nodiscard]] Task {
public:
    struct promise_type : detail::TaskPromise<T> {
        Task get_return_object() noexcept {
            return Task(std::coroutine_handle<promise_type>::from_promise(*this));
        }
    };

    Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;
    Task& operator=(Task&&) = delete;
    ~Task() {
        if (handle_) {
            handle_.destroy();
        }
    }

    [[nodiscard]] bool await_ready() const noexcept { return handle_.done(); }
    void await_suspend(std::coroutine_handle<> caller) noexcept {
        handle_.promise().caller = caller;
    }
    T await_resume() {
        if (handle_.promise().failure) {
            std::rethrow_exception(handle_.promise().failure);
        }
        return handle_.promise().take();
    }

private:
    explicit Task(std::coroutine_handle<promise_type> handle) noexcept : handle_(handle) {}

    std::coroutine_handle<promise_type> handle_;
};

/// A coroutine that nobody awaits: it owns itself and is gone when it ends. It must not let an
/// exception out.
struct Detached {
    struct promise_type : detail::PooledFrame {
        static Detached get_return_object() noexcept { return {}; }
        static std::suspend_never initial_suspend() noexcept { return {}; }
        static std::suspend_never final_suspend() noexcept { return {}; }
        static void return_void() noexcept {}
        static void unhandled_exception() noexcept { std::terminate(); }
    };
};

}   // namespace net
