# All from Debian 12; docs/architecture.md says in one line each why it is there.
find_package(Boost 1.81 REQUIRED COMPONENTS url)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(spdlog REQUIRED)
find_package(fmt REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(CLI11 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED)
find_package(prometheus-cpp REQUIRED)
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(libpsl REQUIRED IMPORTED_TARGET libpsl)
pkg_check_modules(gumbo REQUIRED IMPORTED_TARGET gumbo)
find_library(CSV_LIBRARY csv REQUIRED)
find_path(CSV_INCLUDE_DIR csv.h REQUIRED)
add_library(csv INTERFACE)
target_link_libraries(csv INTERFACE ${CSV_LIBRARY})
target_include_directories(csv SYSTEM INTERFACE ${CSV_INCLUDE_DIR})

# Asio and Beast are compiled once, in src/net/asio.cpp, instead of in every file that names them.
add_library(asio INTERFACE)
target_link_libraries(asio INTERFACE Boost::headers Threads::Threads)
target_compile_definitions(asio INTERFACE BOOST_ASIO_SEPARATE_COMPILATION
                           BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)
