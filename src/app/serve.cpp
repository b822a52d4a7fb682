#include "app/serve.hpp"

#include "app/log_level.hpp"
#include "app/proxy_server.hpp"
#include "observe/event_log.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <sys/resource.h>
#include <unistd.h>

namespace app {
namespace {

namespace asio = boost::asio;

observe::LineFormat line_format(config::LogFormat format) {
    return format == config::LogFormat::json ? observe::LineFormat::json
                                             : observe::LineFormat::text;
}

std::string first_error(const std::vector<config::Fault>& faults) {
    const auto found = std::find_if(faults.begin(), faults.end(), [](const config::Fault& fault) {
        return fault.severity == config::Severity::error;
    });
    return found == faults.end() ? std::string() : config::to_string(*found);
}

// A connection costs two descriptors: take as many as the system lets us have.
void raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

/// Answers the signals: SIGHUP reloads, the first SIGTERM or SIGINT drains, the second one ends
/// the process at once.
class Control {
public:
    /// From here on no signal ends the process unseen; `run` answers those that came meanwhile.
    Control(const LoadSettings& load, spdlog::logger& events) : load_(load), events_(events) {}

    /// Until the server has drained.
    void run(ProxyServer& server) {
        server_ = &server;
        await_signal();
        context_.run();
    }

private:
    void await_signal() {
        signals_.async_wait([this](const boost::system::error_code& error, int signal) {
            if (!error) {
                answer(signal);
                await_signal();
            }
        });
    }

    void answer(int signal) {
        if (signal == SIGHUP) {
            reload();
        } else if (draining_) {
            leave("stopped at once");
        } else {
            draining_ = true;
            announce();
        }
    }

    void reload() {
        std::vector<config::Fault> faults;
        auto settings = load_(faults);
        if (!settings) {
            server_->reload_failed(first_error(faults));
            events_.error("reload refused, the old configuration goes on");
            return;
        }
        // What the admin listener has set holds until the file says something new.
        const bool new_level = settings->log.level != server_->settings().log.level;
        try {
            server_->reload(std::move(*settings), "SIGHUP");
        } catch (const std::runtime_error& error) {
            server_->reload_failed(error.what());
            events_.error("reload refused, the old configuration goes on: {}", error.what());
            return;
        }
        if (new_level) {
            events_.set_level(spdlog_level(server_->settings().log.level));
        }
        events_.info("reloaded");
    }

    void announce() {
        server_->announce_drain();
        events_.info("draining");
        after(server_->settings().timeouts.drain_delay, [this] { drain(); });
    }

    void drain() {
        after(server_->settings().timeouts.drain, [this] { leave("cut what had not drained"); });
        server_->drain([this] { asio::post(context_, [this] { context_.stop(); }); });
    }

    template <class Then>
    void after(std::chrono::milliseconds delay, Then then) {
        timer_.expires_after(delay);
        timer_.async_wait([then](const boost::system::error_code& error) {
            if (!error) {
                then();
            }
        });
    }

    // Without a word to the workers, whatever they are at.
    [[noreturn]] void leave(std::string_view message) {
        events_.warn("{}", message);
        server_->save_receipts();
        events_.flush();
        ::_exit(EXIT_SUCCESS);
    }

    asio::io_context context_{1};
    asio::signal_set signals_{context_, SIGTERM, SIGINT, SIGHUP};
    asio::steady_timer timer_{context_};
    ProxyServer* server_ = nullptr;
    const LoadSettings& load_;
    spdlog::logger& events_;
    bool draining_ = false;
};

}   // namespace

int serve(const LoadSettings& load, const Listening& listening) {
    std::signal(SIGPIPE, SIG_IGN);
    raise_descriptor_limit();
    std::vector<config::Fault> faults;
    auto settings = load(faults);
    if (!settings) {
        return EXIT_FAILURE;
    }
    const auto events = observe::make_event_log(line_format(settings->log.format),
                                                spdlog_level(settings->log.level));
    try {
        Control control(load, *events);
        ProxyServer server(std::move(*settings), *events);
        if (listening) {
            listening(server.endpoints());
        }
        control.run(server);
    } catch (const std::runtime_error& error) {
        events->error("{}", error.what());
        events->flush();
        return EXIT_FAILURE;
    }
    events->info("stopped");
    return EXIT_SUCCESS;
}

}   // namespace app
