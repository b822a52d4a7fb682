#pragma once

#include <openssl/types.h>

namespace net {

/// The descriptor that OpenSSL reads from and writes to. As its own (BIO_s_socket(3)), but it
/// remembers that a read has emptied the descriptor, so that nobody has to try again in vain, and
/// a connection that is broken raises no signal.
struct TlsSocket {
    int descriptor = -1;
    bool empty = false;   ///< the last read found less than there was room for
    bool ended = false;   ///< a read has found the end

    /// Has `ssl` speak on it. Stays where it is for as long as `ssl` lives. False without memory.
    [[nodiscard]] bool attach(SSL* ssl);
};

}   // namespace net
