#include "config/socket_path.hpp"

#include <sys/un.h>

namespace config {

boost::system::result<std::string, std::string_view> parse_socket_path(std::string_view text) {
    const std::string_view path = text.substr(unix_prefix.size());
    if (path.empty() || path.find('\0') != std::string_view::npos) {
        return {boost::system::in_place_error,
                "a unix socket needs a path, as in unix:/run/consent-proxy.sock"};
    }
    if (path.size() >= sizeof(sockaddr_un::sun_path)) {
        return {boost::system::in_place_error, "the path of a unix socket has at most 107 bytes"};
    }
    return {boost::system::in_place_value, path};
}

}   // namespace config
