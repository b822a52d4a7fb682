#include "allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

std::size_t counted = 0;

}   // namespace

std::size_t allocations() {
    return counted;
}

// Not inlined: the compiler would take the pairs below for mismatched ones.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++counted;
    if (void* memory = std::malloc(size)) {
        return memory;
    }
    throw std::bad_alloc();
}

[[gnu::noinline]] void operator delete(void* memory) noexcept {
    std::free(memory);
}

[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
