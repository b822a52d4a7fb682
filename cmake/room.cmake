# room(NAME USES room... LIBRARIES target... SOURCES file...)
#
# One folder of src/ as one static library, or as headers alone where it has no sources. USES are the only rooms it may include or link; the
# allowed edges are written to edges.txt, and the test `architecture` holds every #include of the
# tree against them.
file(WRITE ${CMAKE_BINARY_DIR}/edges.txt "")

function(room name)
  cmake_parse_arguments(ROOM "" "" "USES;LIBRARIES;SOURCES" ${ARGN})
  if(ROOM_SOURCES)
    add_library(${name} STATIC ${ROOM_SOURCES})
    set(scope PUBLIC)
  else()
    add_library(${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(${name} ${scope} ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(${name} ${scope} ${ROOM_USES} ${ROOM_LIBRARIES})
  list(JOIN ROOM_USES " " uses)
  file(APPEND ${CMAKE_BINARY_DIR}/edges.txt "${name}: ${uses}\n")
endfunction()
