// The one translation unit that compiles Asio and Beast (see cmake/libraries.cmake).
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
