#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace survey {

/// The hosts whose traffic counts. Empty: all.
class HostFilter {
public:
    HostFilter() = default;

    /// Of patterns as sites have them: a name, `*.x` (which is not `x`), an address, `*`. The error
    /// is the end of a sentence.
    [[nodiscard]] static boost::system::result<HostFilter, std::string> of(
        const std::vector<std::string>& patterns);

    /// The site that a host belongs to: its registrable domain (public suffix list) and all below,
    /// or the host alone where it has none.
    [[nodiscard]] static HostFilter site_of(std::string_view host);

    [[nodiscard]] bool empty() const { return patterns_.empty(); }

    /// `host` may have a port, a trailing dot and any case.
    [[nodiscard]] bool accepts(std::string_view host) const;

private:
    std::vector<std::string> patterns_;   ///< as config::parse_host_pattern gives them
};

/// In lower case, without port and trailing dot, an IPv6 address without its port only.
[[nodiscard]] std::string plain_host(std::string_view authority);

}   // namespace survey
