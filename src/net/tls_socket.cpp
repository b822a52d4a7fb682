#include "net/tls_socket.hpp"

#include <cerrno>
#include <cstddef>
#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

namespace net {
namespace {

TlsSocket& socket_of(BIO* bio) {
    return *static_cast<TlsSocket*>(BIO_get_data(bio));
}

int read(BIO* bio, char* data, std::size_t size, std::size_t* bytes) {
    TlsSocket& socket = socket_of(bio);
    BIO_clear_retry_flags(bio);
    const ssize_t got = ::recv(socket.descriptor, data, size, 0);
    socket.ended = got == 0;
    socket.empty = got < 0 ? errno == EAGAIN : static_cast<std::size_t>(got) < size;
    if (got < 0 && socket.empty) {
        BIO_set_retry_read(bio);
    }
    *bytes = got > 0 ? static_cast<std::size_t>(got) : 0;
    return got > 0 ? 1 : static_cast<int>(got);
}

int write(BIO* bio, const char* data, std::size_t size, std::size_t* bytes) {
    BIO_clear_retry_flags(bio);
    const ssize_t sent = ::send(socket_of(bio).descriptor, data, size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
        BIO_set_retry_write(bio);
    }
    *bytes = sent > 0 ? static_cast<std::size_t>(sent) : 0;
    return sent > 0 ? 1 : static_cast<int>(sent);
}

long control(BIO* bio, int command, long, void*) {
    switch (command) {
        case BIO_CTRL_FLUSH:
            return 1;
        case BIO_CTRL_EOF:
            return socket_of(bio).ended ? 1 : 0;
        default:
            return 0;
    }
}

const BIO_METHOD* method() {
    static BIO_METHOD* const one = [] {
        BIO_METHOD* const made =
            BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "connection");
        BIO_meth_set_read_ex(made, read);
        BIO_meth_set_write_ex(made, write);
        BIO_meth_set_ctrl(made, control);
        return made;
    }();
    return one;
}

}   // namespace

bool TlsSocket::attach(SSL* ssl) {
    BIO* const bio = BIO_new(method());
    if (bio == nullptr) {
        return false;
    }
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl, bio, bio);
    return true;
}

}   // namespace net
