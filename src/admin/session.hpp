#pragma once

#include "admin/acceptor.hpp"
#include "admin/callbacks.hpp"
#include "admin/limits.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>

namespace admin {

using Socket = boost::asio::basic_stream_socket<Protocol, boost::asio::io_context::executor_type>;

/// Answers the requests of one connection until either side has enough; HTTP/1.1 keep-alive.
/// Throws nothing but what memory throws. `limits` and `callbacks` must outlive it.
[[nodiscard]] boost::asio::awaitable<void> serve(Socket socket, const Limits& limits,
                                                 const Callbacks& callbacks);

}   // namespace admin
