#include "net/worker.hpp"

#include <boost/asio/post.hpp>
#include <utility>

namespace net {

Worker::Worker()
    : busy_(context_.get_executor()),
      timer_(context_.get_executor()),
      deadlines_([this] { turn(); }) {}

Worker::~Worker() = default;

void Worker::run() {
    context_.run();
}

void Worker::post(std::function<void()> function) {
    boost::asio::post(context_, std::move(function));
}

void Worker::turn() {
    timer_.expires_after(Deadlines::resolution);
    timer_.async_wait([this](const boost::system::error_code& error) {
        if (error) {
            return;
        }
        const bool more = deadlines_.tick();
        if (on_tick_) {
            on_tick_();
        }
        if (more) {
            turn();
        }
    });
}

}   // namespace net
