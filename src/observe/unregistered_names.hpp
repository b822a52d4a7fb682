#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>

namespace observe {

/// The masked names of unregistered cookies that one site may show: the first 200 different ones,
/// then `(other)`, so that no visitor can fill a log or a page with names of his own. Shared by
/// all workers without a lock: slots are only ever filled.
class UnregisteredNames {
public:
    static constexpr std::size_t max_names = 200;
    static constexpr std::string_view other = "(other)";

    /// As many places as a name can have: `(other)` has the last one.
    static constexpr std::size_t place_count = 513;

    /// A name as it may be shown, and its place, which it keeps.
    struct Shown {
        std::string_view name;   ///< empty for a nameless cookie, which has no place
        std::size_t place = place_count - 1;
    };

    UnregisteredNames() = default;
    ~UnregisteredNames();
    UnregisteredNames(const UnregisteredNames&) = delete;
    UnregisteredNames& operator=(const UnregisteredNames&) = delete;

    /// The name, masked, or `(other)`. It lives as long as this object. Allocates only for a name
    /// that was not seen before. From any thread.
    [[nodiscard]] Shown find(std::string_view name);

    /// What is shown of the name at this place; empty where there is none yet. From any thread.
    [[nodiscard]] std::string_view at(std::size_t place) const;

    /// True the first time that it is called with this name, one that `find` gave. From any thread.
    [[nodiscard]] bool mark(std::string_view shown);

private:
    static constexpr std::size_t slot_count = place_count - 1;

    [[nodiscard]] bool reserve();

    std::array<std::atomic<const std::string*>, slot_count> slots_{};
    std::array<std::atomic<bool>, slot_count> marked_{};
    std::atomic<std::size_t> size_{0};
};

}   // namespace observe
