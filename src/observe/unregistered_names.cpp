#include "observe/unregistered_names.hpp"

#include "consent/name_mask.hpp"

#include <functional>
#include <memory>

namespace observe {

UnregisteredNames::~UnregisteredNames() {
    for (const auto& slot : slots_) {
        delete slot.load(std::memory_order_relaxed);
    }
}

bool UnregisteredNames::reserve() {
    if (size_.load(std::memory_order_relaxed) >= max_names) {
        return false;
    }
    if (size_.fetch_add(1, std::memory_order_relaxed) < max_names) {
        return true;
    }
    size_.fetch_sub(1, std::memory_order_relaxed);
    return false;
}

UnregisteredNames::Shown UnregisteredNames::find(std::string_view name) {
    const consent::MaskedName masked = consent::mask_name(name);
    const std::string_view shown = masked.view();
    if (shown.empty()) {
        return {};
    }
    const std::size_t home = std::hash<std::string_view>{}(shown);
    std::unique_ptr<const std::string> mine;
    // There are more slots than names: an empty one always comes.
    for (std::size_t step = 0; step < slot_count;) {
        const std::size_t at = (home + step) % slot_count;
        auto& slot = slots_[at];
        const std::string* held = slot.load(std::memory_order_acquire);
        if (held == nullptr) {
            if (!mine) {
                if (!reserve()) {
                    return {other};
                }
                mine = std::make_unique<const std::string>(shown);
            }
            if (slot.compare_exchange_strong(held, mine.get(), std::memory_order_acq_rel)) {
                return {*mine.release(), at};
            }
        }
        if (*held == shown) {
            if (mine) {
                size_.fetch_sub(1, std::memory_order_relaxed);
            }
            return {*held, at};
        }
        ++step;
    }
    return {other};
}

std::string_view UnregisteredNames::at(std::size_t place) const {
    if (place == slot_count) {
        return other;
    }
    const std::string* const held = slots_[place].load(std::memory_order_acquire);
    return held == nullptr ? std::string_view() : std::string_view(*held);
}

bool UnregisteredNames::mark(std::string_view shown) {
    const std::size_t home = std::hash<std::string_view>{}(shown);
    for (std::size_t step = 0; step < slot_count; ++step) {
        const std::size_t at = (home + step) % slot_count;
        const std::string* const held = slots_[at].load(std::memory_order_acquire);
        if (held == nullptr) {
            return false;
        }
        if (*held == shown) {
            return !marked_[at].load(std::memory_order_relaxed) &&
                   !marked_[at].exchange(true, std::memory_order_relaxed);
        }
    }
    return false;
}

}   // namespace observe
