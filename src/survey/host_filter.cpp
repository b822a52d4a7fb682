#include "survey/host_filter.hpp"

#include "config/host_name.hpp"
#include "consent/deletion.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace survey {
namespace {

bool fits(std::string_view pattern, std::string_view host) {
    if (pattern == "*") {
        return true;
    }
    if (!pattern.starts_with("*.")) {
        return pattern == host;
    }
    return host.size() >= pattern.size() && host.ends_with(pattern.substr(1));
}

}   // namespace

boost::system::result<HostFilter, std::string> HostFilter::of(
    const std::vector<std::string>& patterns) {
    HostFilter filter;
    for (const std::string& text : patterns) {
        const auto pattern = config::parse_host_pattern(text);
        if (!pattern) {
            return fmt::format("\"{}\" {}", text, pattern.error());
        }
        filter.patterns_.push_back(*pattern);
    }
    return filter;
}

HostFilter HostFilter::site_of(std::string_view host) {
    HostFilter filter;
    const auto domains = consent::cookie_domains(host);
    if (domains.empty()) {
        filter.patterns_ = {plain_host(host)};
    } else {
        filter.patterns_ = {domains.back(), "*." + domains.back()};
    }
    return filter;
}

bool HostFilter::accepts(std::string_view host) const {
    const std::string plain = plain_host(host);
    return patterns_.empty() || std::ranges::any_of(patterns_, [&plain](const auto& pattern) {
               return fits(pattern, plain);
           });
}

std::string plain_host(std::string_view authority) {
    const auto bracket = authority.find(']');
    const auto port = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    std::string_view host = authority.substr(0, port);
    if (host.ends_with('.')) {
        host.remove_suffix(1);
    }
    return config::lower_case(host);
}

}   // namespace survey
