#pragma once

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

// The sanitizer of undefined behaviour opens a pipe to look at an object of a kind that is new to
// it, and takes it for broken where it gets none: with it such a test is hidden, and the real
// binary's (test_limits) remains.
#ifdef __SANITIZE_ADDRESS__
#define DESCRIPTOR_SHORTAGE "[.]"
#else
#define DESCRIPTOR_SHORTAGE ""
#endif

namespace net_test {

/// As long as it lives no descriptor can be opened, or only so many.
class DescriptorShortage {
public:
    explicit DescriptorShortage(unsigned left = 0) {
        REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
        // The lowest number that is free is the first that would be given.
        const int next = ::dup(STDOUT_FILENO);
        REQUIRE(next >= 0);
        ::close(next);
        const rlimit now{static_cast<rlim_t>(next) + left, before_.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_NOFILE, &now) == 0);
    }
    ~DescriptorShortage() { ::setrlimit(RLIMIT_NOFILE, &before_); }
    DescriptorShortage(const DescriptorShortage&) = delete;
    DescriptorShortage& operator=(const DescriptorShortage&) = delete;

private:
    rlimit before_{};
};

}   // namespace net_test
