#include "net/stream.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/container/static_vector.hpp>
#include <sys/socket.h>
#include <sys/un.h>

namespace net {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t most_pieces = 8;

}   // namespace

StreamPtr Stream::adopt(Context& context, int descriptor, int family) {
    StreamPtr stream(new Stream(context));
    error_code error;
    stream->socket_.assign(asio::generic::stream_protocol(family, 0), descriptor, error);
    stream->connected_ = !error;
    stream->prepare();
    return stream;
}

StreamPtr Stream::connect(Context& context, const Endpoint& endpoint, Waker& waker) {
    StreamPtr stream(new Stream(context));
    stream->waker_ = &waker;
    error_code error;
    stream->socket_.open(endpoint.protocol(), error);
    if (error) {
        return stream;
    }
    stream->prepare();
    stream->name_unix_socket(endpoint);
    stream->connecting_ = true;
    stream->socket_.async_connect(endpoint, [stream](const error_code& result) {
        stream->connecting_ = false;
        stream->connected_ = !result;
        stream->drained_ = true;
        stream->raise();
    });
    return stream;
}

// A name that the kernel chooses, so that who accepts can tell whose connection it is.
void Stream::name_unix_socket(const Endpoint& endpoint) {
    const sockaddr_un unnamed{.sun_family = AF_UNIX, .sun_path = {}};
    if (endpoint.protocol().family() == AF_UNIX) {
        error_code ignored;
        socket_.bind({&unnamed, sizeof unnamed.sun_family}, ignored);
    }
}

Endpoint Stream::local_endpoint() const {
    error_code error;
    return socket_.local_endpoint(error);
}

Endpoint Stream::remote_endpoint() const {
    error_code error;
    return socket_.remote_endpoint(error);
}

void Stream::prepare() {
    error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

Transfer Stream::read_some(std::span<char> room) {
    if (tls_ != nullptr) [[unlikely]] {
        return read_by_tls(room);
    }
    error_code error;
    const std::size_t bytes = socket_.read_some(asio::buffer(room.data(), room.size()), error);
    drained_ = bytes < room.size();
    if (!error) {
        return {Transfer::State::moved, bytes};
    }
    if (error == asio::error::would_block || error == asio::error::try_again) {
        return {Transfer::State::blocked, 0};
    }
    ended_ = true;
    return {error == asio::error::eof ? Transfer::State::ended : Transfer::State::failed, 0};
}

Transfer Stream::write_some(std::span<const std::string_view> pieces) {
    if (tls_ != nullptr) [[unlikely]] {
        return tls_->write(pieces);
    }
    boost::container::static_vector<asio::const_buffer, most_pieces> buffers;
    for (const std::string_view piece : pieces) {
        if (!piece.empty()) {
            buffers.emplace_back(piece.data(), piece.size());
        }
    }
    error_code error;
    const std::size_t bytes = socket_.write_some(buffers, error);
    if (!error) {
        return {Transfer::State::moved, bytes};
    }
    if (error == asio::error::would_block || error == asio::error::try_again) {
        return {Transfer::State::blocked, 0};
    }
    return {Transfer::State::failed, 0};
}

Transfer Stream::peek(std::span<char> room) {
    error_code error;
    const std::size_t bytes = socket_.receive(asio::buffer(room.data(), room.size()),
                                              asio::socket_base::message_peek, error);
    const bool blocked = error == asio::error::would_block || error == asio::error::try_again;
    drained_ = blocked;
    if (!error) {
        return {Transfer::State::moved, bytes};
    }
    return {blocked ? Transfer::State::blocked : Transfer::State::failed, 0};
}

bool Stream::is_quiet() {
    if (tls_ != nullptr) {
        return is_quiet_by_tls();
    }
    char byte = 0;
    return peek({&byte, 1}).state == Transfer::State::blocked;
}

void Stream::want_read() {
    if (tls_ != nullptr && looks_after_tls()) [[unlikely]] {
        return;
    }
    if (read_armed_ || ended_ || !socket_.is_open()) {
        return;
    }
    read_armed_ = true;
    socket_.async_wait(Socket::wait_read, [self = StreamPtr(this)](const error_code&) {
        self->read_armed_ = false;
        self->drained_ = false;
        self->raise();
    });
}

void Stream::want_write() {
    if (write_armed_ || !socket_.is_open()) {
        return;
    }
    write_armed_ = true;
    socket_.async_wait(Socket::wait_write, [self = StreamPtr(this)](const error_code&) {
        self->write_armed_ = false;
        if (self->tls_ != nullptr) [[unlikely]] {
            self->go_on_by_tls();
        }
        self->raise();
    });
}

void Stream::yield() {
    asio::post(socket_.get_executor(), [self = StreamPtr(this)] { self->raise(); });
}

void Stream::shutdown_send() {
    owes_end_ = tls_ != nullptr && socket_.is_open() && !tls_->say_end();
    if (owes_end_) {
        want_write();
        return;
    }
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
}

void Stream::close() {
    if (tls_ != nullptr) {
        static_cast<void>(tls_->say_end());
        tls_.reset();
    }
    waker_ = nullptr;
    error_code ignored;
    socket_.close(ignored);
}

void Stream::reset() {
    tls_.reset();
    error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    close();
}

}   // namespace net
