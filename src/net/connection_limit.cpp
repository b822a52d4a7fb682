#include "net/connection_limit.hpp"

#include <algorithm>

namespace net {

using Place = ConnectionLimit::Place;

void ConnectionLimit::set(std::size_t most, std::size_t queue) {
    const std::lock_guard lock(mutex_);
    most_ = most;
    queue_length_ = queue;
    // With less room what ends for them may make none any more.
    queue_.insert(queue_.begin(), promised_.begin(), promised_.end());
    promised_.clear();
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
    const auto is_it = [&](const TurnPtr& one) { return one.get() == &turn; };
    std::erase_if(queue_, is_it);
    std::erase_if(promised_, is_it);
    waiting_ = queue_.size();
    turn.state_ = Turn::State::over;
}

ConnectionLimit::TurnPtr ConnectionLimit::serve_next_of(const void* pool) {
    const std::lock_guard lock(mutex_);
    if (queue_.empty() || queue_.front()->pool_ != pool || has_too_many()) {
        return nullptr;
    }
    TurnPtr turn = std::move(queue_.front());
    queue_.pop_front();
    waiting_ = queue_.size();
    turn->state_ = Turn::State::over;
    return turn;
}

void ConnectionLimit::promise(Turn& turn) {
    const std::lock_guard lock(mutex_);
    turn.state_ = Turn::State::waiting;
    if (has_too_many()) {
        // The end of that one makes no room yet: as all others, it needs another's.
        queue_.push_front(turn.shared_from_this());
    } else {
        promised_.push_back(turn.shared_from_this());
    }
    grant();
    ask();
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
    grant_to(promised_);
    grant_to(queue_);
    waiting_ = queue_.size();
}

void ConnectionLimit::grant_to(std::deque<TurnPtr>& queue) {
    while (!queue.empty() && has_room()) {
        ++open_;
        queue.front()->state_ = Turn::State::granted;
        wake(queue.front());
        queue.pop_front();
    }
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
    const auto richest =
        std::max_element(lenders_.begin(), lenders_.end(),
                         [](const LenderPtr& a, const LenderPtr& b) { return a->idle < b->idle; });
    if ((queue_.empty() && !has_too_many()) || richest == lenders_.end() || (*richest)->idle == 0) {
        return;
    }
    (*richest)->worker.post([lender = *richest] {
        if (lender->waker != nullptr) {
            lender->waker->raise();
        }
    });
}

}   // namespace net
