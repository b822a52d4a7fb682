#include "admin/acceptor.hpp"

#include "tests/admin/scratch_directory.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/system/system_error.hpp>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sys/socket.h>

namespace asio = boost::asio;
using admin_tests::ScratchDirectory;

namespace {

config::Endpoint unix_endpoint(const std::string& path) {
    return {{}, 0, path};
}

boost::system::error_code listen_error(const config::Endpoint& endpoint) {
    asio::io_context context;
    try {
        static_cast<void>(admin::listen(context, endpoint));
    } catch (const boost::system::system_error& error) {
        return error.code();
    }
    return {};
}

}   // namespace

TEST_CASE("port 0 becomes a port") {
    asio::io_context context;
    for (const char* address : {"127.0.0.1", "::1"}) {
        CAPTURE(address);
        const auto acceptor = admin::listen(context, {address, 0, {}});
        const auto local = admin::local_endpoint(acceptor);
        CHECK(local.address == address);
        CHECK(local.port != 0);
        CHECK_FALSE(local.is_unix());
    }
}

TEST_CASE("a port that anybody holds is in use") {
    asio::io_context context;
    const auto holder = admin::listen(context, {"127.0.0.1", 0, {}});
    const auto error = listen_error(admin::local_endpoint(holder));
    CHECK(error == asio::error::address_in_use);
    CHECK(error.message() == "Address already in use");
}

TEST_CASE("a port whose holder would share it is in use all the same") {
    asio::io_context context;
    asio::ip::tcp::acceptor holder(context);
    holder.open(asio::ip::tcp::v4());
    const int on = 1;
    REQUIRE(setsockopt(holder.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == 0);
    holder.bind({asio::ip::address_v4::loopback(), 0});
    holder.listen();
    CHECK(listen_error({"127.0.0.1", holder.local_endpoint().port(), {}}) ==
          asio::error::address_in_use);
}

TEST_CASE("an address that is none is refused") {
    CHECK(listen_error({"localhost", 0, {}}) == asio::error::invalid_argument);
}

TEST_CASE("a unix socket") {
    const ScratchDirectory scratch;
    const auto endpoint = unix_endpoint(scratch.file("admin.sock"));
    asio::io_context context;
    {
        const auto acceptor = admin::listen(context, endpoint);
        CHECK(admin::local_endpoint(acceptor) == endpoint);
        CHECK(listen_error(endpoint) == asio::error::address_in_use);
    }
    SECTION("left behind, it is replaced") {
        REQUIRE(std::filesystem::exists(endpoint.unix_path));
        CHECK_FALSE(listen_error(endpoint).failed());
    }
    SECTION("a file of another kind is not") {
        std::filesystem::remove(endpoint.unix_path);
        std::ofstream(endpoint.unix_path) << "data";
        CHECK(listen_error(endpoint) == asio::error::address_in_use);
        CHECK(std::filesystem::file_size(endpoint.unix_path) == 4);
    }
}
