#include "net/connection_limit.hpp"

#include <algorithm>

namespace net {

using Place = ConnectionLimit::Place;

void ConnectionLimit::set(std::size_t most, std::size_t queue) {
    const std::lock_guard lock(mutex_);
    most_ = most;
    queue_length_ = queue;
    grant();
    ask();
}

Place ConnectionLimit::take() {
    const std::lock_guard lock(mutex_);
    if (!queue_.empty() || !has_room()) {
        return {};
    }
    ++open_;
    return Place(shared_from_this());
}

bool ConnectionLimit::line_up(const TurnPtr& turn) {
    const std::lock_guard lock(mutex_);
    if (queue_.empty() && has_room()) {
        ++open_;
        turn->state_ = Turn::State::granted;
        return true;
    }
    if (queue_.size() >= queue_length_) {
        return false;
    }
    queue_.push_back(turn);
    waiting_ = queue_.size();
    ask();
    return true;
}

Place ConnectionLimit::claim(Turn& turn) {
    const std::lock_guard lock(mutex_);
    if (turn.state_ != Turn::State::granted) {
        return {};
    }
    turn.state_ = Turn::State::over;
    return Place(shared_from_this());
}

void ConnectionLimit::leave(Turn& turn) {
    turn.waker_ = nullptr;
    const Place granted = claim(turn);
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(queue_.begin(), queue_.end(),
                                    [&](const TurnPtr& one) { return one.get() == &turn; });
    if (found != queue_.end()) {
        queue_.erase(found);
        waiting_ = queue_.size();
    }
    turn.state_ = Turn::State::over;
}

ConnectionLimit::TurnPtr ConnectionLimit::serve_next_of(const void* pool) {
    const std::lock_guard lock(mutex_);
    if (queue_.empty() || queue_.front()->pool_ != pool || (most_ != 0 && open_ > most_)) {
        return nullptr;
    }
    TurnPtr turn = std::move(queue_.front());
    queue_.pop_front();
    waiting_ = queue_.size();
    turn->state_ = Turn::State::over;
    return turn;
}

void ConnectionLimit::wake(const TurnPtr& turn) {
    turn->worker_.post([turn] {
        if (turn->waker_ != nullptr) {
            turn->waker_->raise();
        }
    });
}

void ConnectionLimit::give_back() {
    const std::lock_guard lock(mutex_);
    --open_;
    grant();
    ask();
}

void ConnectionLimit::grant() {
    while (!queue_.empty() && has_room()) {
        ++open_;
        queue_.front()->state_ = Turn::State::granted;
        wake(queue_.front());
        queue_.pop_front();
    }
    waiting_ = queue_.size();
}

void ConnectionLimit::add(LenderPtr lender) {
    const std::lock_guard lock(mutex_);
    lenders_.push_back(std::move(lender));
}

void ConnectionLimit::remove(const LenderPtr& lender) {
    lender->waker = nullptr;
    const std::lock_guard lock(mutex_);
    lenders_.erase(std::find(lenders_.begin(), lenders_.end(), lender));
}

void ConnectionLimit::ask_for_one() {
    const std::lock_guard lock(mutex_);
    ask();
}

void ConnectionLimit::ask() {
    const bool too_many = most_ != 0 && open_ > most_;
    const auto richest =
        std::max_element(lenders_.begin(), lenders_.end(),
                         [](const LenderPtr& a, const LenderPtr& b) { return a->idle < b->idle; });
    if ((queue_.empty() && !too_many) || richest == lenders_.end() || (*richest)->idle == 0) {
        return;
    }
    (*richest)->worker.post([lender = *richest] {
        if (lender->waker != nullptr) {
            lender->waker->raise();
        }
    });
}

}   // namespace net
