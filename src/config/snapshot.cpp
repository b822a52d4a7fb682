#include "config/snapshot.hpp"

#include "config/host_name.hpp"

#include <algorithm>
#include <array>

namespace config {
namespace {

constexpr std::string_view wildcard = "*.";

/// A name of the DNS has at most 253 bytes; no site has a longer one.
using HostBuffer = std::array<char, 256>;

std::string_view without_port(std::string_view host) {
    const std::size_t end = host.starts_with('[') ? host.find(']') : std::size_t{0};
    if (end == std::string_view::npos) {
        return host;
    }
    return host.substr(0, host.find(':', end));
}

/// In lower case, without port and trailing dot, an IPv6 address in its one form; nothing when no
/// name is as long.
std::string_view normalised(std::string_view host, HostBuffer& buffer) {
    host = without_port(host);
    if (host.ends_with('.')) {
        host.remove_suffix(1);
    }
    if (host.starts_with('[')) {
        return canonical_address(host, buffer);
    }
    if (host.size() > buffer.size()) {
        return {};
    }
    std::transform(host.begin(), host.end(), buffer.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return {buffer.data(), host.size()};
}

}   // namespace

Snapshot::Snapshot(Settings settings) : settings_(std::move(settings)) {
    for (const Site& site : settings_.sites) {
        for (const std::string_view host : site.hosts) {
            if (host == "*") {
                any_ = &site;
            } else if (host.starts_with(wildcard)) {
                wildcards_.emplace(host.substr(wildcard.size()), &site);
            } else {
                exact_.emplace(host, &site);
            }
        }
    }
}

const Site* Snapshot::find_site(std::string_view host) const {
    if (exact_.empty() && wildcards_.empty()) {
        return any_;
    }
    HostBuffer buffer;
    const std::string_view name = normalised(host, buffer);
    if (const auto exact = exact_.find(name); exact != exact_.end()) {
        return exact->second;
    }
    // The first dot leaves the longest suffix; a name that begins with one has no label before it.
    for (std::size_t dot = name.find('.', 1); dot < name.size(); dot = name.find('.', dot + 1)) {
        if (const auto found = wildcards_.find(name.substr(dot + 1)); found != wildcards_.end()) {
            return found->second;
        }
    }
    return any_;
}

}   // namespace config
