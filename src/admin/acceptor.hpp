#pragma once

#include "config/endpoint.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>

namespace admin {

/// Internet and unix sockets alike.
using Protocol = boost::asio::generic::stream_protocol;
using Acceptor =
    boost::asio::basic_socket_acceptor<Protocol, boost::asio::io_context::executor_type>;

/// Binds and listens, alone: without SO_REUSEPORT, so that a second process is refused. A unix
/// socket's file that nobody listens on any more is replaced. Throws boost::system::system_error.
[[nodiscard]] Acceptor listen(boost::asio::io_context& context, const config::Endpoint& endpoint);

/// What it is bound to. Throws boost::system::system_error.
[[nodiscard]] config::Endpoint local_endpoint(const Acceptor& acceptor);

}   // namespace admin
