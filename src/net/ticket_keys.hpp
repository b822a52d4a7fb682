#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <openssl/types.h>

namespace net {

/// The keys that sessions of visitors are sealed with (RFC 5077 tickets, and those of TLS 1.3), for
/// all workers and over reloads: a visitor may come back to any of them. Each seals for two hours
/// and opens for two more, so that a key that leaks opens little. Safe from any thread.
class TicketKeys {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::hours lifetime{2};

    explicit TicketKeys(std::function<Clock::time_point()> now = Clock::now);

    /// Has a context seal and open its tickets with these keys, which outlive it. Throws
    /// std::runtime_error where OpenSSL refuses.
    void install(SSL_CTX* context);

private:
    struct Key {
        std::array<unsigned char, 16> name{};
        std::array<unsigned char, 32> cipher{};
        std::array<unsigned char, 32> mac{};
    };

    static int answer(SSL* ssl, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* cipher,
                      EVP_MAC_CTX* mac, int sealing);
    [[nodiscard]] Key current();
    [[nodiscard]] bool find(const unsigned char* name, Key& key, bool& is_current);
    void rotate();
    static void renew(Key& key);

    std::function<Clock::time_point()> now_;
    std::mutex mutex_;
    Key current_;
    Key previous_;
    Clock::time_point since_;
};

}   // namespace net
