#include "net/proxy_header.hpp"
#include "proxy/connection.hpp"
#include "proxy/service.hpp"

#include <array>

// What comes before the first request of a connection: who is behind the balancer, and TLS.
namespace proxy {
namespace {

// When the service closes, a handshake that is under way may take this long: it goes to and fro.
constexpr std::chrono::milliseconds patience_with_handshakes{5'000};

}   // namespace

bool Connection::has_preface() const {
    const SnapshotView& view = *service_.view();
    return view.settings().listeners[peer_.listener].proxy_protocol ||
           view.tls->listeners[peer_.listener] != nullptr;
}

net::Task<bool> Connection::open() {
    const SnapshotViewPtr view = service_.view();
    const config::ListenerSettings& listener = view->settings().listeners[peer_.listener];
    deadline_.set(view->settings().timeouts.header);
    if (listener.proxy_protocol) {
        const bool known = co_await read_proxy_header(listener);
        if (!known) {
            co_return false;
        }
    }
    const auto& tls = view->tls->listeners[peer_.listener];
    if (!tls) {
        co_return true;
    }
    auto session = net::TlsServer::accept(tls, stream_->descriptor());
    if (!session) {
        co_return false;
    }
    stream_->secure(std::move(session));
    peer_.tls = true;
    co_return co_await shake_hands();
}

// Reads no byte more than the header has: TLS may begin right behind it.
net::Task<bool> Connection::read_proxy_header(const config::ListenerSettings& listener) {
    if (!may_speak_for_others(listener.trusted_proxies)) {
        co_return false;
    }
    net::ProxyHeader header;
    for (;;) {
        std::array<char, 128> room{};
        const net::Transfer seen = stream_->peek(room);
        if (seen.state == net::Transfer::State::failed) {
            co_return false;
        }
        if (seen.state == net::Transfer::State::moved) {
            const auto step = header.take({room.data(), seen.bytes});
            static_cast<void>(stream_->read_some(std::span(room).first(step.taken)));
            if (step.state == net::ProxyHeader::State::more) {
                continue;
            }
            if (step.state == net::ProxyHeader::State::done) {
                break;
            }
            service_.events().debug("a connection without a proper PROXY header was closed");
            co_return false;
        }
        if (has_no_patience_left()) {
            co_return false;
        }
        stream_->want_read();
        co_await signal_;
    }
    if (header.source()) {
        peer_ = make_peer(*header.source(), peer_.listener);
    }
    co_return true;
}

// Where proxies are named, no other peer is one.
bool Connection::may_speak_for_others(const config::TrustedProxies& trusted) const {
    if (trusted.empty() || peer_.text.empty() || trusted.contains(peer_.address)) {
        return true;
    }
    if (service_.hints().is_first(Hints::refused_proxy_header)) {
        service_.events().warn(
            "a connection to a listener with proxy_protocol was closed: its peer is not in "
            "trusted_proxies; this is told once");
    }
    return false;
}

net::Task<bool> Connection::shake_hands() {
    for (;;) {
        const net::Transfer::State state = stream_->shake_hands();
        if (state == net::Transfer::State::moved) {
            co_return true;
        }
        if (state != net::Transfer::State::blocked) {
            service_.events().debug("a TLS handshake failed: {}", stream_->tls()->reason());
            co_return false;
        }
        if (has_no_patience_left()) {
            co_return false;
        }
        co_await signal_;
    }
}

bool Connection::has_no_patience_left() {
    hurry_if_closing(patience_with_handshakes);
    return deadline_.passed();
}

}   // namespace proxy
