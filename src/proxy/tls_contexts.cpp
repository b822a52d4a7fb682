#include "proxy/tls_contexts.hpp"

namespace proxy {

std::shared_ptr<const TlsContexts> make_tls_contexts(const config::Settings& settings,
                                                     const std::shared_ptr<net::TicketKeys>& keys) {
    auto contexts = std::make_shared<TlsContexts>();
    for (const config::ListenerSettings& listener : settings.listeners) {
        contexts->listeners.push_back(
            listener.tls ? std::make_shared<const net::TlsServer>(*listener.tls, keys) : nullptr);
    }
    for (const config::Site& site : settings.sites) {
        const bool speaks_tls = site.upstream.scheme == config::Scheme::https;
        contexts->upstreams.push_back(
            speaks_tls ? std::make_shared<const net::TlsClient>(site.upstream) : nullptr);
    }
    return contexts;
}

}   // namespace proxy
