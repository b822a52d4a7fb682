#include "app/serve.hpp"

#include "app/descriptor_limit.hpp"
#include "app/faults.hpp"
#include "app/log_level.hpp"
#include "app/proxy_server.hpp"
#include "net/file_watch.hpp"
#include "observe/event_log.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <cstdlib>
#include <fmt/format.h>
#include <iostream>
#include <stdexcept>
#include <unistd.h>

namespace app {
namespace {

namespace asio = boost::asio;

observe::LineFormat line_format(config::LogFormat format) {
    return format == config::LogFormat::json ? observe::LineFormat::json
                                             : observe::LineFormat::text;
}

std::string name_of_cause(const std::vector<std::filesystem::path>& changed) {
    constexpr std::size_t most_named = 5;
    std::string cause;
    for (std::size_t i = 0; i < std::min(changed.size(), most_named); ++i) {
        cause += (i > 0 ? ", " : "") + changed[i].string();
    }
    if (changed.size() > most_named) {
        cause += fmt::format(" and {} more", changed.size() - most_named);
    }
    return cause + " changed";
}

std::string first_error(const std::vector<config::Fault>& faults) {
    const auto found = std::find_if(faults.begin(), faults.end(), [](const config::Fault& fault) {
        return fault.severity == config::Severity::error;
    });
    return found == faults.end() ? std::string("unknown fault") : config::to_string(*found);
}

void tell(const std::vector<config::Fault>& faults, spdlog::logger& events) {
    for (const config::Fault& fault : faults) {
        const bool is_error = fault.severity == config::Severity::error;
        events.log(is_error ? spdlog::level::err : spdlog::level::warn, config::to_string(fault));
    }
}

// A load that failed may not have come to all files that the one before was read from. They are
// watched on, as they are by now.
config::FilesRead with_earlier(config::FilesRead files, const config::FilesRead& earlier) {
    for (const config::FileRead& file : earlier) {
        const bool is_known =
            std::any_of(files.begin(), files.end(),
                        [&](const config::FileRead& one) { return one.path == file.path; });
        if (!is_known) {
            files.push_back({file.path, config::stamp_of(file.path)});
        }
    }
    return files;
}

/// Answers the signals: SIGHUP reloads, the first SIGTERM or SIGINT drains, the second one ends
/// the process at once. Watches the files of the configuration, and reloads when one changes.
class Control {
public:
    /// From here on no signal ends the process unseen; `run` answers those that came meanwhile.
    Control(const LoadSettings& load, spdlog::logger& events) : load_(load), events_(events) {}

    /// Watches the files that the settings were read from, if they want that; `run` answers what
    /// changes meanwhile.
    void watch(config::FilesRead files, const config::Settings& settings) {
        files_ = std::move(files);
        if (settings.watch && !files_.empty()) {
            watch_.watch(files_);
        } else {
            watch_.stop();
        }
    }

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
            draining_ ? events_.warn("no reload while draining") : reload("SIGHUP");
        } else if (draining_) {
            leave("stopped at once");
        } else {
            draining_ = true;
            announce();
        }
    }

    void reload(const std::string& cause) {
        std::vector<config::Fault> faults;
        config::FilesRead files;
        auto settings = load_(faults, files);
        tell(faults, events_);
        const std::string refused =
            settings ? take(std::move(*settings), cause) : first_error(faults);
        if (refused.empty()) {
            events_.info("reloaded: {}", cause);
        } else {
            server_->reload_failed(refused);
            events_.error("reload refused, the old configuration goes on: {}", cause);
            files = with_earlier(std::move(files), files_);
        }
        watch(std::move(files), server_->settings());
    }

    // Why not, or nothing.
    std::string take(config::Settings settings, const std::string& cause) {
        // What the admin listener has set holds until the file says something new.
        const bool new_level = settings.log.level != server_->settings().log.level;
        try {
            server_->reload(std::move(settings), cause);
        } catch (const std::runtime_error& error) {
            events_.error("{}", error.what());
            return error.what();
        }
        if (new_level) {
            events_.set_level(spdlog_level(server_->settings().log.level));
        }
        return {};
    }

    void announce() {
        watch_.stop();
        server_->announce_drain();
        events_.info("draining");
        after(server_->settings().timeouts.drain_delay, [this] { drain(); });
    }

    void drain() {
        after(server_->settings().timeouts.drain, [this] { cut(); });
        server_->drain([this] { asio::post(context_, [this] { context_.stop(); }); });
    }

    // Told and counted like any other end, if that can be done soon.
    void cut() {
        constexpr std::chrono::seconds farewell{1};
        server_->cut();
        events_.warn("cut what had not drained");
        after(farewell, [this] { leave("left what could not be cut"); });
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
    net::FileWatch watch_{context_,
                          [this](const auto& changed) { reload(name_of_cause(changed)); },
                          [this](const std::string& trouble) { events_.warn("{}", trouble); },
                          {}};
    config::FilesRead files_;
    ProxyServer* server_ = nullptr;
    const LoadSettings& load_;
    spdlog::logger& events_;
    bool draining_ = false;
};

}   // namespace

int serve(const LoadSettings& load, const Listening& listening) {
    std::signal(SIGPIPE, SIG_IGN);
    const std::size_t descriptors = raise_descriptor_limit();
    std::vector<config::Fault> faults;
    config::FilesRead files;
    auto settings = load(faults, files);
    if (!settings) {
        print(faults, std::cerr);
        return EXIT_FAILURE;
    }
    const auto events = observe::make_event_log(line_format(settings->log.format),
                                                spdlog_level(settings->log.level));
    tell(faults, *events);
    try {
        Control control(load, *events);
        // Before anybody can know that it runs and begin to write them.
        control.watch(std::move(files), *settings);
        ProxyServer server(std::move(*settings), descriptors, *events);
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
