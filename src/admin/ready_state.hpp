#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace admin {

enum class Phase : std::uint8_t { starting, serving, draining };

/// What the last exchange with an origin, or the last check of it, said.
enum class UpstreamState : std::uint8_t { unknown, up, down };

struct SiteState {
    std::string name;
    std::uint32_t revision = 0;   ///< of its registry
    std::string mode;             ///< `enforce` or `report`
    UpstreamState upstream = UpstreamState::unknown;
    std::string reason{};   ///< why it is down, in a few words
};

/// What `/readyz` says.
struct ReadyState {
    std::string version;
    Phase phase = Phase::starting;
    std::vector<SiteState> sites;
};

/// The words for them, in JSON and on the status page.
[[nodiscard]] std::string_view to_string(Phase phase);
[[nodiscard]] std::string_view to_string(UpstreamState state);

/// `{"version", "state": "starting" | "serving" | "draining", "sites": [{"name", "revision",
/// "mode", "upstream": "unknown" | "up" | "down"}]}`, and "reason" where it is down. Bytes that are
/// not UTF-8 are replaced.
[[nodiscard]] std::string to_json(const ReadyState& state);

}   // namespace admin
