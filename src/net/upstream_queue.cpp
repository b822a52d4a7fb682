#include "net/upstream_pool.hpp"

#include <algorithm>
#include <utility>

// What the pools of several workers owe each other: connections that may rest, and the places of
// an origin that takes only so many.
namespace net {

bool UpstreamPool::may_rest_one_more() {
    if (!share_.idle->reserve()) {
        return false;
    }
    ++reserved_;
    return true;
}

// Where the number is limited the origin has to be through with it before the next one may begin.
void UpstreamPool::connection_ends(StreamPtr stream, ConnectionLimit::Place place) {
    --open_;
    if (reserved_ > open_) {
        --reserved_;
        share_.idle->release();
    }
    if (ending_ || !place || stream->ended() || !share_.limit->limits()) {
        stream->close();
        return;
    }
    const auto over = [this](const Parting& parting) {
        const auto found = std::find_if(parting_.begin(), parting_.end(),
                                        [&](const auto& one) { return one.get() == &parting; });
        const std::unique_ptr<Parting> gone = std::move(*found);
        parting_.erase(found);
    };
    parting_.push_back(
        std::make_unique<Parting>(worker_, std::move(stream), std::move(place), over));
}

UpstreamTurnPtr UpstreamPool::line_up(Waker& waker) {
    auto turn = std::make_shared<UpstreamTurn>(worker_, this, waker);
    return share_.limit->line_up(turn) ? turn : nullptr;
}

UpstreamPool::Claim UpstreamPool::claim(UpstreamTurn& turn, Waker& waker, bool fresh) {
    if (!turn.handed_) {
        return {nullptr, share_.limit->claim(turn)};
    }
    UpstreamPtr connection = std::move(turn.handed_);
    if (!fresh && connection->stream().is_quiet()) {
        connection->stream().set_waker(&waker);
        return {std::move(connection), {}};
    }
    share_.limit->promise(turn);
    connection.reset();
    return {nullptr, share_.limit->claim(turn)};   // the origin may be through with it already
}

void UpstreamPool::leave(UpstreamTurn& turn) {
    share_.limit->leave(turn);
    if (UpstreamPtr connection = std::move(turn.handed_)) {
        give(std::move(connection), turn.patience_);
    }
}

// To the first who waits, if it is on this worker; else its place goes there when it has closed.
void UpstreamPool::hand_on(UpstreamPtr connection,
                           std::optional<std::chrono::milliseconds> patience) {
    const auto next = share_.limit->serve_next_of(this);
    if (next) {
        connection->stream().set_waker(nullptr);
        auto& turn = static_cast<UpstreamTurn&>(*next);
        turn.handed_ = std::move(connection);
        turn.patience_ = patience;
        ConnectionLimit::wake(next);
    }
}

// The one that rested longest. With none left, another pool may have some.
void UpstreamPool::give_one_up() {
    if (idle_.empty()) {
        publish_idle();
        share_.limit->ask_for_one();
        return;
    }
    const UpstreamPtr gone = std::move(idle_.front());
    idle_.erase(idle_.begin());
    publish_idle();
}

// Who lines up looks at this after he has; whoever publishes looks at the queue after that: one of
// the two sees the other.
void UpstreamPool::publish_idle() {
    const std::size_t before = lender_->idle.exchange(idle_.size());
    if (before < idle_.size() && share_.limit->has_queue()) {
        share_.limit->ask_for_one();
    }
}

void UpstreamPool::tick() {
    const unsigned refusals = share_.idle->refusals();
    if (refusals != refusals_seen_) {
        refusals_seen_ = refusals;
        for (; reserved_ > idle_.size(); --reserved_) {
            share_.idle->release();
        }
    }
    publish_idle();
}

}   // namespace net
