# embed_texts(TYPE FUNCTION HEADER file...)
#
# Writes FUNCTION.cpp into the build folder: each file, whatever text it holds, as one TYPE of its
# name (`.yaml` left out) and text, in the order given; FUNCTION(), which HEADER declares, gives them
# all. The namespace is the folder of HEADER. The same file is the script that a build runs for it.
if(CMAKE_SCRIPT_MODE_FILE)
  get_filename_component(namespace ${HEADER} DIRECTORY)
  string(REPLACE "/" "::" namespace ${namespace})
  set(entries "")
  foreach(file IN LISTS FILES)
    get_filename_component(name ${file} NAME)
    string(REGEX REPLACE "\\.yaml$" "" name ${name})
    file(READ ${file} text)
    # A delimiter that the text itself cannot well contain.
    string(SHA256 delimiter "${text}")
    string(SUBSTRING ${delimiter} 0 16 delimiter)
    string(APPEND entries "    {\"${name}\", R\"${delimiter}(${text})${delimiter}\"},\n")
  endforeach()
  file(WRITE ${OUTPUT}
"#include \"${HEADER}\"

namespace ${namespace} {
namespace {

constexpr ${TYPE} all[] = {
${entries}};

}  // namespace

std::span<const ${TYPE}> ${FUNCTION}() {
    return all;
}

}  // namespace ${namespace}
")
  return()
endif()

set(embed_script ${CMAKE_CURRENT_LIST_FILE})

function(embed_texts type function header)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DTYPE=${type} -DFUNCTION=${function}
      -DHEADER=${header} "-DFILES=${ARGN}" -P ${embed_script}
    DEPENDS ${ARGN} ${embed_script}
    COMMENT "Embedding ${function}"
    VERBATIM)
endfunction()
