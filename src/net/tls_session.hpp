#pragma once

#include "net/tls_socket.hpp"
#include "net/transfer.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <openssl/types.h>
#include <span>
#include <string>
#include <string_view>

// As openssl/ssl.h has it, which is too much for everybody who knows a stream.
using SSL_SESSION = struct ssl_session_st;

namespace net {

struct SslDelete {
    void operator()(SSL* ssl) const;
    void operator()(SSL_CTX* context) const;
    void operator()(SSL_SESSION* session) const;
};
using SslPointer = std::unique_ptr<SSL, SslDelete>;
using SslContext = std::unique_ptr<SSL_CTX, SslDelete>;

/// The last session with an origin, for the next connection to it.
using TlsTicket = std::unique_ptr<SSL_SESSION, SslDelete>;

/// Why a handshake failed.
enum class TlsFault : std::uint8_t { protocol, certificate };

/// The TLS of one connection, spoken by OpenSSL on the connection's own descriptor, so that a
/// connection that rests holds no buffer. Never waits. After the descriptor was closed it must not
/// be used any more: its number may be that of another connection.
class TlsSession {
public:
    /// What has to happen before a read, or a handshake, can go on.
    enum class Wait : std::uint8_t {
        nothing,    ///< it has not been held up
        readable,   ///< the descriptor has to be readable
        writable,   ///< or writable: keys were changed, and the other side is to be told
        turn,       ///< others should have their turn first
    };

    /// On this descriptor; null without memory. `owner` is kept as long as this.
    [[nodiscard]] static std::unique_ptr<TlsSession> make(SslPointer ssl, int descriptor,
                                                          std::shared_ptr<const void> owner);
    TlsSession(const TlsSession&) = delete;
    TlsSession& operator=(const TlsSession&) = delete;
    ~TlsSession();

    /// Goes on with the handshake; `moved` when it is done.
    [[nodiscard]] Transfer shake_hands();

    /// Reads until the room is full or nothing is left: only then does the descriptor's readiness
    /// say anything (see `waits`). An end without close_notify is a failure: nobody can tell it
    /// from a cut (RFC 9112 section 9.8).
    [[nodiscard]] Transfer read(std::span<char> room);

    /// Writes the pieces in records of up to 16 KiB. After `blocked` the same bytes have to be
    /// offered again, in these pieces or others: a part of them may be on its way (`in_record`).
    [[nodiscard]] Transfer write(std::span<const std::string_view> pieces);

    /// A record was begun and has not gone out whole: what was offered last is offered again, or
    /// nothing is sent any more.
    [[nodiscard]] bool in_record() const { return offered_ > 0; }

    /// Open, and nothing to read: looks at the descriptor.
    [[nodiscard]] bool is_quiet();

    /// Says that nothing more will be sent (close_notify); false: to be called again once the
    /// descriptor is writable.
    [[nodiscard]] bool say_end();

    [[nodiscard]] Wait waits() const { return waits_; }
    /// Bytes that were read from the descriptor and not yet asked for.
    [[nodiscard]] bool holds_bytes() const;

    /// The handshake took up an earlier session.
    [[nodiscard]] bool resumed() const;

    /// Of a handshake that failed.
    [[nodiscard]] TlsFault fault() const;
    /// The other side ended it by an alert; by TLS 1.3 that may be after the handshake.
    [[nodiscard]] bool was_refused() const;
    /// The other side asked for a certificate, and none was there to be shown.
    static void note_no_certificate(SSL* ssl);
    /// Why it failed, for the operator. Nothing of it comes from the other side but what is wrong
    /// with its certificate.
    [[nodiscard]] std::string reason() const;

private:
    TlsSession(SslPointer ssl, int descriptor, std::shared_ptr<const void> owner);

    [[nodiscard]] Transfer judge(int result);
    template <class Function>
    [[nodiscard]] Transfer past_silent_records(Function step);

    std::shared_ptr<const void> owner_;
    TlsSocket socket_;
    SslPointer ssl_;
    unsigned long error_ = 0;     // as ERR_peek_error has it
    std::uint16_t offered_ = 0;   ///< bytes of the record that is on its way
    Wait waits_ = Wait::nothing;
    bool failed_ = false;
    bool shaken_ = false;
    bool said_end_ = false;
};

}   // namespace net
