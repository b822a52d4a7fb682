#pragma once

#include "consent/settings.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace proxy {

/// The mode of one site as an operator has set it while the proxy runs, over what its registry
/// says. From any thread, for the price of a load.
class ModeSwitch {
public:
    [[nodiscard]] std::optional<consent::Mode> value() const {
        const State state = state_.load(std::memory_order_relaxed);
        if (state == State::unset) {
            return std::nullopt;
        }
        return state == State::report ? consent::Mode::report : consent::Mode::enforce;
    }

    /// Holds from the next exchange on, for all workers; nothing: what the registry says.
    void set(std::optional<consent::Mode> mode) {
        state_.store(!mode                            ? State::unset
                     : *mode == consent::Mode::report ? State::report
                                                      : State::enforce,
                     std::memory_order_relaxed);
    }

private:
    enum class State : std::uint8_t { unset, enforce, report };

    std::atomic<State> state_{State::unset};
};

/// The switches of all sites, by name; each lives as long as this object, so that one holds over
/// reloads. Takes a lock: not for the path of a request.
class ModeSwitches {
public:
    [[nodiscard]] ModeSwitch& of(std::string_view site) {
        const std::lock_guard lock(mutex_);
        const auto found = switches_.find(site);
        return found != switches_.end() ? found->second
                                        : switches_.try_emplace(std::string(site)).first->second;
    }

private:
    std::mutex mutex_;
    std::map<std::string, ModeSwitch, std::less<>> switches_;
};

}   // namespace proxy
