#include "net/event_loop.hpp"

#include <cerrno>
#include <cstdint>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace net {
namespace {

Descriptor opened(int descriptor, const char* what) {
    if (descriptor < 0) {
        throw std::system_error(errno, std::generic_category(), what);
    }
    return Descriptor(descriptor);
}

}   // namespace

EventLoop::Mailbox::Mailbox()
    : bell_(opened(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd")) {}

// The bell is never read: each write to it is an edge of its own.
void EventLoop::Mailbox::put(std::function<void()> function) {
    const std::lock_guard lock(mutex_);
    posted_.push_back(std::move(function));
    if (posted_.size() == 1) {
        const std::uint64_t one = 1;
        static_cast<void>(::write(bell_.get(), &one, sizeof one));
    }
}

void EventLoop::Mailbox::on_events(unsigned) {
    std::vector<std::function<void()>> due;
    {
        const std::lock_guard lock(mutex_);
        due.swap(posted_);
    }
    for (std::function<void()>& function : due) {
        std::exchange(function, nullptr)();
    }
}

EventLoop::EventLoop() : epoll_(opened(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {
    if (!watch(mailbox_.descriptor(), EPOLLIN, mailbox_)) {
        throw std::system_error(errno, std::generic_category(), "epoll_ctl");
    }
}

EventLoop::~EventLoop() = default;

bool EventLoop::watch(int descriptor, unsigned events, Watcher& watcher) {
    epoll_event event{};
    event.events = events | EPOLLET;
    event.data.ptr = &watcher;
    return ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void EventLoop::watch_also(int descriptor, unsigned events, Watcher& watcher) {
    epoll_event event{};
    event.events = events | EPOLLET;
    event.data.ptr = &watcher;
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_MOD, descriptor, &event);
}

void EventLoop::remove(int descriptor, Watcher& watcher) {
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, descriptor, nullptr);
    forget(watcher);
}

void EventLoop::forget(Watcher& watcher) {
    for (std::size_t i = 0; i < count_; ++i) {
        if (events_[i].data.ptr == &watcher) {
            events_[i].data.ptr = nullptr;
        }
    }
    watcher.unlink();
}

void EventLoop::give_turn(Watcher& watcher) {
    if (!watcher.is_linked()) {
        waiting_for_turn_.push_back(watcher);
    }
}

void EventLoop::post(std::function<void()> function) {
    mailbox_.put(std::move(function));
}

bool EventLoop::turn(std::chrono::milliseconds longest) {
    const bool others_wait = !waiting_for_turn_.empty();
    const int found = ::epoll_wait(epoll_.get(), events_.data(), static_cast<int>(events_.size()),
                                   others_wait ? 0 : static_cast<int>(longest.count()));
    count_ = found > 0 ? static_cast<std::size_t>(found) : 0;
    for (std::size_t i = 0; i < count_; ++i) {
        if (auto* const watcher = static_cast<Watcher*>(events_[i].data.ptr)) {
            watcher->on_events(events_[i].events);
        }
    }
    count_ = 0;
    Watchers due;
    due.swap(waiting_for_turn_);
    while (!due.empty()) {
        Watcher& next = due.front();
        due.pop_front();
        next.on_events(0);
    }
    return found > 0 || others_wait;
}

}   // namespace net
