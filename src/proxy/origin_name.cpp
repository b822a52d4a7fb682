#include "proxy/origin_name.hpp"

#include <fmt/format.h>

namespace proxy {

std::string authority_of(const config::UpstreamSettings& upstream) {
    if (upstream.scheme == config::Scheme::unix_socket) {
        return "localhost";
    }
    const bool v6 = upstream.host.find(':') != std::string::npos;
    const std::string host = v6 ? "[" + upstream.host + "]" : upstream.host;
    const bool is_usual = upstream.port == (upstream.scheme == config::Scheme::https ? 443 : 80);
    return is_usual ? host : fmt::format("{}:{}", host, upstream.port);
}

std::string origin_key(const config::UpstreamSettings& upstream) {
    return fmt::format("{} {} {}", upstream.host, upstream.port, upstream.unix_path);
}

std::string pool_key(const config::UpstreamSettings& upstream) {
    const config::UpstreamTls& tls = upstream.tls;
    return fmt::format("{} {} {} {} {} {} {} {} {} {}", static_cast<int>(upstream.scheme),
                       upstream.host, upstream.port, upstream.unix_path, upstream.keepalive,
                       upstream.idle.count(), tls.verify, tls.server_name,
                       tls.authorities ? tls.authorities->fingerprint : std::string(),
                       tls.client ? tls.client->fingerprint : std::string());
}

}   // namespace proxy
