# embed_texts(TYPE FUNCTION HEADER file...)
#
# Writes FUNCTION.cpp into the build folder: the text of each YAML file as one config::TYPE, named as
# the file and in the order given, all of them given by config::FUNCTION(), which HEADER declares.
# The same file is the script that a build runs for it.
if(CMAKE_SCRIPT_MODE_FILE)
  set(entries "")
  foreach(file IN LISTS FILES)
    get_filename_component(name ${file} NAME_WE)
    file(READ ${file} text)
    string(APPEND entries "    {\"${name}\", R\"yaml(${text})yaml\"},\n")
  endforeach()
  file(WRITE ${OUTPUT}
"#include \"${HEADER}\"

namespace config {
namespace {

constexpr ${TYPE} all[] = {
${entries}};

}  // namespace

std::span<const ${TYPE}> ${FUNCTION}() {
    return all;
}

}  // namespace config
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
