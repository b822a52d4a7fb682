#include "pages/policy_directives.hpp"

#include "bytes/ascii.hpp"

#include <algorithm>

namespace pages {
namespace {

constexpr std::string_view white_space = "\t\n\f\r ";

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::optional<PolicyDirective> find_named(std::string_view policy, std::string_view name) {
    while (!policy.empty()) {
        std::string_view rest = take_until(policy, ';');
        if (!is_ascii(rest)) {
            continue;
        }
        const std::string_view found = take_token(rest);
        if (bytes::iequals(found, name)) {
            rest.remove_prefix(std::min(rest.find_first_not_of(white_space), rest.size()));
            const std::size_t end = rest.find_last_not_of(white_space);
            return PolicyDirective{found, rest.substr(0, end == rest.npos ? 0 : end + 1)};
        }
    }
    return std::nullopt;
}

}   // namespace

std::string_view take_until(std::string_view& rest, char separator) {
    const std::size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view taken = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return taken;
}

std::string_view take_token(std::string_view& rest) {
    rest.remove_prefix(std::min(rest.find_first_not_of(white_space), rest.size()));
    const std::size_t end = std::min(rest.find_first_of(white_space), rest.size());
    const std::string_view taken = rest.substr(0, end);
    rest.remove_prefix(end);
    return taken;
}

std::optional<PolicyDirective> find_directive(std::string_view policy,
                                              std::span<const std::string_view> names) {
    for (const std::string_view name : names) {
        if (const auto found = find_named(policy, name)) {
            return found;
        }
    }
    return std::nullopt;
}

}   // namespace pages
