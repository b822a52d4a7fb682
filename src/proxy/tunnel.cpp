#include "proxy/tunnel.hpp"

#include "proxy/relay.hpp"

namespace proxy {
namespace {

constexpr Body::Plan raw{.in = {http::BodyKind::until_close, 0},
                         .out = http::BodyKind::until_close};

bool is_over(const Relay& relay) {
    return !relay.running() && relay.state() != Relay::State::done;
}

}   // namespace

net::Task<TunnelBytes> run_tunnel(TunnelEnds ends, std::string_view first,
                                  std::chrono::milliseconds idle) {
    Relay up(ends.downstream, ends.upstream, ends.from_downstream, raw);
    Relay down(ends.upstream, ends.downstream, ends.from_upstream, raw);
    down.send_first(first);
    bool up_open = true;
    bool down_open = true;
    ends.deadline.set(idle);
    while (up.running() || down.running()) {
        const bool moved_up = up.pump();
        const bool moved_down = down.pump();
        if (is_over(up) || is_over(down)) {
            break;
        }
        if (up_open && !up.running()) {
            up_open = false;
            ends.upstream.shutdown_send();
        }
        if (down_open && !down.running()) {
            down_open = false;
            ends.downstream.shutdown_send();
        }
        if (moved_up || moved_down) {
            ends.deadline.set(idle);
        }
        if (ends.deadline.passed() || !(up.running() || down.running())) {
            break;
        }
        up.arm();
        down.arm();
        co_await ends.signal;
    }
    co_return TunnelBytes{up.bytes_written(), down.bytes_written()};
}

}   // namespace proxy
