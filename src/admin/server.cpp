#include "admin/server.hpp"

#include "admin/acceptor.hpp"
#include "admin/session.hpp"
#include "observe/quiet_thread.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <thread>
#include <unistd.h>
#include <utility>

namespace admin {
namespace {

namespace asio = boost::asio;

constexpr auto as_values = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::milliseconds accept_pause{100};

/// One of the connections that may be open at a time.
class Seat {
public:
    explicit Seat(std::size_t& taken) : taken_(taken) { ++taken_; }
    ~Seat() { --taken_; }
    Seat(const Seat&) = delete;
    Seat& operator=(const Seat&) = delete;

private:
    std::size_t& taken_;
};

}   // namespace

class AdminServer::Impl {
public:
    Impl(const config::Endpoint& endpoint, Callbacks callbacks, Limits limits)
        : callbacks_(std::move(callbacks)),
          limits_(limits),
          acceptor_(listen(context_, endpoint)),
          local_(admin::local_endpoint(acceptor_)) {
        asio::co_spawn(context_, accept(), asio::detached);
        thread_ = observe::quiet_thread([this] { run(); });
    }

    ~Impl() {
        context_.stop();
        thread_.join();
        if (local_.is_unix()) {
            ::unlink(local_.unix_path.c_str());
        }
    }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    [[nodiscard]] const config::Endpoint& local() const { return local_; }

private:
    /// Whatever one connection throws (memory, in the main), the others go on.
    void run() {
        while (!context_.stopped()) {
            try {
                context_.run();
            } catch (const std::exception&) {
                continue;
            }
        }
    }

    asio::awaitable<void> accept() {
        for (;;) {
            auto [error, socket] = co_await acceptor_.async_accept(as_values);
            if (error) {
                // No descriptors left, in the main: at once again would only burn time.
                asio::steady_timer pause(context_, accept_pause);
                static_cast<void>(co_await pause.async_wait(as_values));
            } else if (connections_ < limits_.connections) {
                spawn(std::move(socket));
            }
        }
    }

    void spawn(Socket socket) noexcept {
        try {
            asio::co_spawn(context_, seated(std::move(socket)), asio::detached);
        } catch (const std::exception&) {
            return;   // no memory: the connection is closed
        }
    }

    asio::awaitable<void> seated(Socket socket) {
        const Seat seat(connections_);
        auto session = serve(std::move(socket), limits_, callbacks_);
        co_await std::move(session);
    }

    // The coroutines are destroyed with the context: what they use stands above it.
    Callbacks callbacks_;
    Limits limits_;
    std::size_t connections_ = 0;
    asio::io_context context_{1};
    Acceptor acceptor_;
    config::Endpoint local_;
    std::thread thread_;
};

AdminServer::AdminServer(const config::Endpoint& endpoint, Callbacks callbacks, Limits limits)
    : impl_(std::make_unique<Impl>(endpoint, std::move(callbacks), limits)) {}

AdminServer::~AdminServer() = default;

const config::Endpoint& AdminServer::local_endpoint() const {
    return impl_->local();
}

}   // namespace admin
