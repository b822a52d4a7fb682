#pragma once

#include "net/signal.hpp"
#include "net/worker.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace net {

/// How many connections all workers together may have to one origin, and who waits for one, first
/// come first served. A place is taken before a connection is opened and given back once it has
/// closed: a request that finds an open connection never comes here. Safe from any thread.
class ConnectionLimit : public std::enable_shared_from_this<ConnectionLimit> {
public:
    /// The right to one connection; given back at its end.
    class Place {
    public:
        Place() = default;
        explicit Place(std::shared_ptr<ConnectionLimit> limit) : limit_(std::move(limit)) {}
        Place(Place&&) = default;
        Place& operator=(Place&& other) noexcept {
            std::swap(limit_, other.limit_);
            return *this;
        }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        ~Place() {
            if (limit_) {
                limit_->give_back();
            }
        }
        explicit operator bool() const { return limit_ != nullptr; }

    private:
        std::shared_ptr<ConnectionLimit> limit_;
    };

    /// Somebody who waits for a place.
    class Turn : public std::enable_shared_from_this<Turn> {
    public:
        /// `waker` is raised on the worker's thread once the turn has come; `pool` tells apart
        /// whose connections could be handed over.
        Turn(Worker& worker, const void* pool, Waker& waker)
            : worker_(worker), pool_(pool), waker_(&waker) {}

    private:
        friend class ConnectionLimit;
        enum class State : std::uint8_t { waiting, granted, over };

        Worker& worker_;
        const void* pool_;
        Waker* waker_;   ///< of the worker's thread alone; null: nobody waits any more
        State state_ = State::waiting;
    };
    using TurnPtr = std::shared_ptr<Turn>;

    /// A worker's pool, which may have connections at rest while somebody waits for a place.
    struct Lender {
        Lender(Worker& of, Waker& asked) : worker(of), waker(&asked) {}

        Worker& worker;
        Waker* waker;   ///< raised on the worker's thread: one is to be given up. Null: gone
        std::atomic<std::size_t> idle{0};   ///< how many rest; written by the worker alone
    };
    using LenderPtr = std::shared_ptr<Lender>;

    ConnectionLimit() = default;
    ConnectionLimit(const ConnectionLimit&) = delete;
    ConnectionLimit& operator=(const ConnectionLimit&) = delete;

    /// From now on at most so many connections (0: any number), and so many who wait.
    void set(std::size_t most, std::size_t queue);

    /// Is there a bound at all?
    [[nodiscard]] bool limits() const { return most_.load(std::memory_order_relaxed) != 0; }
    /// Does anybody wait?
    [[nodiscard]] bool has_queue() const { return waiting_.load() != 0; }

    /// A place, or an empty one while all are taken or others were here before.
    [[nodiscard]] Place take();

    /// Lines up; false when the queue is full. A pool with connections at rest is asked for one.
    [[nodiscard]] bool line_up(const TurnPtr& turn);
    /// The place, once the turn has come; till then an empty one.
    [[nodiscard]] Place claim(Turn& turn);
    /// Waits no more. What was granted meanwhile goes to the next.
    void leave(Turn& turn);

    /// The first in the queue if it is of this pool: it is served otherwise, with a connection that
    /// has its place already. Null if the next is another's.
    [[nodiscard]] TurnPtr serve_next_of(const void* pool);
    /// Raises the waker of a turn that was served so, on its worker's thread.
    static void wake(const TurnPtr& turn);

    /// A turn that was served so and could not use it: waits for the place of that connection,
    /// which is to end now, before everybody who is still in the queue.
    void promise(Turn& turn);

    void add(LenderPtr lender);
    void remove(const LenderPtr& lender);
    /// Asks the pool with the most connections at rest to give one up, if anybody waits or there
    /// are more than may be.
    void ask_for_one();

private:
    void give_back();
    void grant();
    void ask();
    void grant_to(std::deque<TurnPtr>& queue);
    [[nodiscard]] bool has_room() const { return most_ == 0 || open_ < most_; }
    [[nodiscard]] bool has_too_many() const { return most_ != 0 && open_ > most_; }

    std::atomic<std::size_t> most_{0};
    std::atomic<std::size_t> waiting_{0};   ///< as long as queue_ is
    std::mutex mutex_;
    std::size_t open_ = 0;
    std::size_t queue_length_ = 0;
    std::deque<TurnPtr> queue_;
    std::deque<TurnPtr> promised_;   ///< those for whom a connection ends; never handed another
    std::vector<LenderPtr> lenders_;
};

}   // namespace net
