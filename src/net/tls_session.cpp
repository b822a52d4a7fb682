#include "net/tls_session.hpp"

#include <algorithm>
#include <array>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <utility>

namespace net {
namespace {

constexpr std::size_t record_size = SSL3_RT_MAX_PLAIN_LENGTH;

// How often a read goes on after a buffer full of records without data (keys changed, tickets).
// More are no conversation: who sends nothing else must not hold up the others.
constexpr unsigned most_silent_reads = 4;

// Set where the other side asked for a certificate and was shown none.
int no_certificate_mark() {
    static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

/// The next bytes of some pieces, record by record.
class Records {
public:
    explicit Records(std::span<const std::string_view> pieces) : pieces_(pieces) { skip_empty(); }

    [[nodiscard]] bool empty() const { return pieces_.empty(); }

    /// Up to `most` bytes: where they lie, or put together where they lie apart. Good until the
    /// next call.
    [[nodiscard]] std::string_view next(std::size_t most) const {
        const std::string_view first = pieces_.front().substr(offset_);
        if (first.size() >= most || pieces_.size() == 1) {
            return first.substr(0, most);
        }
        static thread_local std::array<char, record_size> together;
        std::size_t size = 0;
        std::size_t offset = offset_;
        for (const std::string_view piece : pieces_) {
            const std::string_view part = piece.substr(offset, most - size);
            offset = 0;
            std::copy(part.begin(), part.end(), together.data() + size);
            size += part.size();
        }
        return {together.data(), size};
    }

    void advance(std::size_t bytes) {
        while (bytes > 0) {
            const std::size_t taken = std::min(bytes, pieces_.front().size() - offset_);
            offset_ += taken;
            bytes -= taken;
            skip_empty();
        }
    }

private:
    void skip_empty() {
        while (!pieces_.empty() && offset_ == pieces_.front().size()) {
            pieces_ = pieces_.subspan(1);
            offset_ = 0;
        }
    }

    std::span<const std::string_view> pieces_;
    std::size_t offset_ = 0;
};

// SSL_get_error reads what is in the queue. Clearing it costs several hundred instructions, and
// nearly always there is nothing in it.
void forget_errors() {
    if (ERR_peek_error() != 0) {
        ERR_clear_error();
    }
}

}   // namespace

void SslDelete::operator()(SSL* ssl) const {
    SSL_free(ssl);
}

void SslDelete::operator()(SSL_CTX* context) const {
    SSL_CTX_free(context);
}

void SslDelete::operator()(SSL_SESSION* session) const {
    SSL_SESSION_free(session);
}

std::unique_ptr<TlsSession> TlsSession::make(SslPointer ssl, int descriptor,
                                             std::shared_ptr<const void> owner) {
    std::unique_ptr<TlsSession> session;
    if (ssl) {
        session.reset(new TlsSession(std::move(ssl), descriptor, std::move(owner)));
    }
    if (!session || !session->socket_.attach(session->ssl_.get())) {
        ERR_clear_error();
        return nullptr;
    }
    return session;
}

TlsSession::TlsSession(SslPointer ssl, int descriptor, std::shared_ptr<const void> owner)
    : owner_(std::move(owner)), socket_{.descriptor = descriptor}, ssl_(std::move(ssl)) {}

TlsSession::~TlsSession() = default;

Transfer TlsSession::judge(int result) {
    switch (SSL_get_error(ssl_.get(), result)) {
        case SSL_ERROR_WANT_READ:
            waits_ = Wait::readable;
            return {Transfer::State::blocked, 0};
        case SSL_ERROR_WANT_WRITE:
            waits_ = Wait::writable;
            return {Transfer::State::blocked, 0};
        case SSL_ERROR_ZERO_RETURN:
            return {Transfer::State::ended, 0};
        default:
            failed_ = true;
            error_ = ERR_peek_error();
            ERR_clear_error();
            return {Transfer::State::failed, 0};
    }
}

Transfer TlsSession::shake_hands() {
    waits_ = Wait::nothing;
    forget_errors();
    const int result = SSL_do_handshake(ssl_.get());
    if (result == 1) {
        shaken_ = true;
        return {Transfer::State::moved, 0};
    }
    const Transfer step = judge(result);
    return step.state == Transfer::State::ended ? Transfer{Transfer::State::failed, 0} : step;
}

// Without SSL_MODE_AUTO_RETRY a buffer in which no record has data looks as if nothing were there:
// only the descriptor tells whether that is so.
template <class Function>
Transfer TlsSession::past_silent_records(Function step) {
    for (unsigned i = 0; i < most_silent_reads; ++i) {
        forget_errors();
        socket_.empty = false;
        const int result = step();
        if (result == 1) {
            return {Transfer::State::moved, 0};
        }
        const Transfer judged = judge(result);
        if (judged.state != Transfer::State::blocked || waits_ != Wait::readable || socket_.empty) {
            return judged;
        }
    }
    waits_ = Wait::turn;
    return {Transfer::State::blocked, 0};
}

Transfer TlsSession::read(std::span<char> room) {
    waits_ = Wait::nothing;
    std::size_t total = 0;
    while (!failed_ && total < room.size()) {
        std::size_t bytes = 0;
        const std::span<char> left = room.subspan(total);
        const Transfer step = past_silent_records(
            [&] { return SSL_read_ex(ssl_.get(), left.data(), left.size(), &bytes); });
        if (step.state != Transfer::State::moved) {
            // What came before an end goes first.
            return total > 0 ? Transfer{Transfer::State::moved, total} : step;
        }
        total += bytes;
        if (socket_.empty && !holds_bytes()) {
            waits_ = Wait::readable;
            break;
        }
    }
    return total > 0 || room.empty() ? Transfer{Transfer::State::moved, total}
                                     : Transfer{Transfer::State::failed, 0};
}

Transfer TlsSession::write(std::span<const std::string_view> pieces) {
    std::size_t total = 0;
    for (Records records(pieces); !failed_ && !records.empty();) {
        const std::string_view record = records.next(offered_ > 0 ? offered_ : record_size);
        std::size_t bytes = 0;
        forget_errors();
        const int result = SSL_write_ex(ssl_.get(), record.data(), record.size(), &bytes);
        if (result != 1) {
            const Wait reading = waits_;
            const Transfer step = judge(result);
            waits_ = reading;
            if (step.state != Transfer::State::blocked) {
                return {Transfer::State::failed, 0};
            }
            offered_ = static_cast<std::uint16_t>(record.size());
            return total > 0 ? Transfer{Transfer::State::moved, total} : step;
        }
        offered_ = 0;
        total += bytes;
        records.advance(bytes);
    }
    return failed_ ? Transfer{Transfer::State::failed, 0} : Transfer{Transfer::State::moved, total};
}

bool TlsSession::is_quiet() {
    if (failed_) {
        return false;
    }
    waits_ = Wait::nothing;
    char byte = 0;
    std::size_t bytes = 0;
    const Transfer step =
        past_silent_records([&] { return SSL_peek_ex(ssl_.get(), &byte, 1, &bytes); });
    return step.state == Transfer::State::blocked;
}

bool TlsSession::say_end() {
    if (failed_ || !shaken_ || in_record() || said_end_) {
        return true;
    }
    forget_errors();
    const int result = SSL_shutdown(ssl_.get());
    said_end_ = result >= 0 || SSL_get_error(ssl_.get(), result) != SSL_ERROR_WANT_WRITE;
    ERR_clear_error();
    return said_end_;
}

bool TlsSession::holds_bytes() const {
    return SSL_has_pending(ssl_.get()) == 1;
}

bool TlsSession::resumed() const {
    return SSL_session_reused(ssl_.get()) == 1;
}

TlsFault TlsSession::fault() const {
    return SSL_get_verify_result(ssl_.get()) != X509_V_OK &&
                   ERR_GET_REASON(error_) == SSL_R_CERTIFICATE_VERIFY_FAILED
               ? TlsFault::certificate
               : TlsFault::protocol;
}

bool TlsSession::was_refused() const {
    return failed_ && ERR_GET_LIB(error_) == ERR_LIB_SSL &&
           ERR_GET_REASON(error_) >= SSL_AD_REASON_OFFSET;
}

void TlsSession::note_no_certificate(SSL* ssl) {
    SSL_set_ex_data(ssl, no_certificate_mark(), ssl);
}

std::string TlsSession::reason() const {
    if (fault() == TlsFault::certificate) {
        return X509_verify_cert_error_string(SSL_get_verify_result(ssl_.get()));
    }
    const char* const text = ERR_reason_error_string(error_);
    const std::string reason = text != nullptr ? text : "the connection was closed";
    const bool shown = SSL_get_ex_data(ssl_.get(), no_certificate_mark()) == nullptr;
    return shown ? reason : reason + "; a client certificate was asked for and none shown";
}

}   // namespace net
