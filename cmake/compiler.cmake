# One place for what every translation unit is compiled with.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# Every definition carries its own date otherwise; a rebuild of the same tree is the same binary.
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without this sloppiness ccache never hits where a precompiled header is used; with the base
  # directory a fresh clone finds what another one compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
endif()

add_compile_options(-Wall -Wextra -Wconversion -Wshadow)
if(CONSENT_PROXY_STRICT)
  add_compile_options(-Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-fpch-preprocess)
  # g++ 12 reports null dereferences and stale pointers inside its own coroutine frames.
  add_compile_options(-Wno-maybe-uninitialized)
endif()

if(CONSENT_PROXY_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(CONSENT_PROXY_SANITIZE)
  add_compile_options(-fsanitize=${CONSENT_PROXY_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${CONSENT_PROXY_SANITIZE})
endif()
