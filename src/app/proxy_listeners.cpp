#include "app/proxy_server.hpp"

#include <future>
#include <stdexcept>
#include <utility>

// The listeners of the proxy: opened at the start or by a reload, closed by a reload or the drain.
namespace app {
namespace {

// A listener that closes is done at once, unless all connections are taken and people wait.
constexpr std::chrono::seconds patience{1};

// Time for those who were asked to go to do so, before others are.
constexpr std::chrono::milliseconds between_making_room{100};

}   // namespace

// All of them, or an exception.
std::vector<net::Bound> ProxyServer::bind(const config::Settings& settings,
                                          const std::vector<std::size_t>& places) const {
    std::vector<net::Bound> all;
    for (const std::size_t place : places) {
        const config::ListenerSettings& listener = settings.listeners[place];
        auto bound = net::bind_listener(listener.endpoint, static_cast<unsigned>(crews_.size()),
                                        listener.mode);
        if (!bound) {
            throw std::runtime_error(bound.error());
        }
        all.push_back(std::move(*bound));
    }
    return all;
}

void ProxyServer::keep(const std::vector<std::size_t>& places, std::vector<net::Bound> bound) {
    bound_.resize(settings().listeners.size());
    endpoints_.resize(bound_.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
        endpoints_[places[i]] = bound[i].endpoint;
        bound_[places[i]] = std::move(bound[i]);
    }
    listening_ += places.size() * crews_.size();
}

// On the thread of its worker, or before that runs.
void ProxyServer::listen(std::size_t index, std::size_t place) {
    Crew& crew = *crews_[index];
    if (crew.listeners.size() <= place) {
        crew.listeners.resize(place + 1);
    }
    crew.listeners[place] = std::make_unique<net::Listener>(
        crew.worker, std::move(bound_[place].sockets[index]),
        [this, index, place](net::Accepted accepted) { take(index, place, std::move(accepted)); },
        [this] { return has_room(); });
}

// On the thread of a worker where somebody wants to come in.
bool ProxyServer::has_room() {
    const bool room = connections() < most_connections_;
    if (!room) {
        make_room();
    }
    return room;
}

// Who has nothing to ask is served by any of the workers, not only by the one that is short of
// room.
void ProxyServer::make_room() {
    const auto now = std::chrono::steady_clock::now();
    auto last = made_room_.load();
    if (now - last < between_making_room || !made_room_.compare_exchange_strong(last, now)) {
        return;
    }
    for (const auto& crew : crews_) {
        crew->worker.post([&crew = *crew] {
            if (crew.service) {
                crew.service->make_room();
            }
        });
    }
}

void ProxyServer::tell_listening(std::size_t place) {
    events_.info("listening on {}", config::to_string(endpoints_[place]));
}

void ProxyServer::open_listeners(const std::vector<std::size_t>& places,
                                 std::vector<net::Bound> bound) {
    keep(places, std::move(bound));
    if (places.empty()) {
        return;
    }
    for (std::size_t i = 0; i < crews_.size(); ++i) {
        crews_[i]->worker.post([this, i, places] {
            for (const std::size_t place : places) {
                listen(i, place);
            }
        });
    }
    for (const std::size_t place : places) {
        tell_listening(place);
    }
}

// Waits a moment for them to close, so that the next reload may open them again.
void ProxyServer::retire_listeners(const std::vector<std::size_t>& places) {
    if (places.empty()) {
        return;
    }
    const auto left = std::make_shared<std::atomic<std::size_t>>(places.size() * crews_.size());
    const auto all_closed = std::make_shared<std::promise<void>>();
    auto closed = all_closed->get_future();
    for (const std::size_t place : places) {
        events_.info("no longer listening on {}", config::to_string(endpoints_[place]));
        bound_[place].file = {};
        for (const auto& crew : crews_) {
            crew->worker.post([this, place, &crew = *crew, left, all_closed] {
                crew.listeners[place]->drain([this, left, all_closed] {
                    if (--*left == 0) {
                        all_closed->set_value();
                    }
                    drain_services();
                });
            });
        }
    }
    closed.wait_for(patience);
}

void ProxyServer::change_modes() {
    for (std::size_t place = 0; place < bound_.size(); ++place) {
        if (const auto& mode = settings().listeners[place].mode) {
            bound_[place].file.permit(*mode);
        }
    }
}

void ProxyServer::drain(std::function<void()> drained) {
    announce_drain();
    drained_ = std::move(drained);
    // Those inside make room for those who still wait.
    for (const auto& crew : crews_) {
        crew->worker.post([&service = *crew->service] { service.close_connections(); });
    }
    const auto& listeners = settings().listeners;
    for (std::size_t place = 0; place < listeners.size(); ++place) {
        if (listeners[place].retired) {
            continue;
        }
        // Nobody finds a unix socket from here on; closing it resets whoever waits.
        bound_[place].file = {};
        for (const auto& crew : crews_) {
            crew->worker.post([this, place, &crew = *crew] {
                crew.listeners[place]->drain([this] { drain_services(); });
            });
        }
    }
}

void ProxyServer::cut() {
    for (const auto& crew : crews_) {
        crew->worker.post([&service = *crew->service] { service.cut(); });
    }
}

// A socket was closed, on the thread of its worker. Only after the last one, which closes when all
// drain, is no connection on its way from one worker to the other.
void ProxyServer::drain_services() {
    if (--listening_ > 0) {
        return;
    }
    undrained_ = crews_.size();
    for (const auto& crew : crews_) {
        crew->worker.post([this, &crew = *crew] {
            crew.service->drain([this] {
                if (--undrained_ == 0) {
                    drained_();
                }
            });
        });
    }
}

}   // namespace app
